/* What is built into /sw.js: the worker's share sheet, and its keeping of pages. */
import "./sw_share.js";
import "./sw.js";
