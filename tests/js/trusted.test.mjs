import assert from "node:assert/strict";
import { test } from "node:test";

import { scriptUrl } from "../../webapp/frontend/trusted.js";

for (const address of ["/sw.js", "/static/dist/scan_worker-JMXXBRE5.js"]) {
  test(`${address} is ours`, () => assert.equal(scriptUrl(address), address));
}

for (const address of [
  "https://example.net/sw.js",
  "//example.net/static/dist/a.js",
  "/static/dist/../uploads/a.js",
  "/static/uploads/a.js",
  "/static/dist/a.js?next=//example.net",
  "data:text/javascript,alert(1)",
]) {
  test(`${address} is refused`, () => assert.throws(() => scriptUrl(address), TypeError));
}
