/* What is built into /sw.js: the worker's share sheet, and its notifications, and its keeping of pages. */
import "./sw_share.js";
import "./sw_push.js";
import "./sw.js";
