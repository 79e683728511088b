import assert from "node:assert/strict";
import { test } from "node:test";

import { showBadge } from "../../webapp/frontend/badge.js";
import { meaningOfKeeping } from "../../webapp/frontend/phone_page.js";
import { kindOfPhone } from "../../webapp/frontend/platform.js";

const phone = (userAgent, platform = "", maxTouchPoints = 5) => ({ userAgent, platform, maxTouchPoints });

test("an iPad that calls itself a Mac is told by its touch screen", () => {
  assert.equal(kindOfPhone(phone("Mozilla/5.0 (Macintosh; Intel Mac OS X)", "MacIntel")), "apple");
  assert.equal(kindOfPhone(phone("Mozilla/5.0 (Macintosh; Intel Mac OS X)", "MacIntel", 0)), "other");
  assert.equal(kindOfPhone(phone("Mozilla/5.0 (iPhone; CPU iPhone OS 18_4)")), "apple");
  assert.equal(kindOfPhone(phone("Mozilla/5.0 (Linux; Android 15; Pixel 9)")), "android");
});

test("a tab in Safari is told of the seven days, an installed app is not", () => {
  assert.match(meaningOfKeeping(false, false, "apple"), /seven days/);
  assert.doesNotMatch(meaningOfKeeping(false, true, "apple"), /seven days/);
  assert.match(meaningOfKeeping(true, false, "apple"), /promised/);
});

test("the badge shows the count, and goes with the last one", () => {
  const said = [];
  const navigator = {
    setAppBadge: async (count) => said.push(count),
    clearAppBadge: async () => said.push("none"),
  };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  showBadge(3);
  showBadge(0);
  assert.deepEqual(said, [3, "none"]);
});
