import assert from "node:assert/strict";
import { test } from "node:test";

import { band, clockFace } from "../../webapp/frontend/rehearsal.js";

test("a pitch is good from 20 to 30 seconds", () => {
  assert.deepEqual([0, 19, 20, 30, 31].map(band), ["short", "short", "good", "good", "long"]);
});

test("seconds are shown as a clock shows them", () => {
  assert.deepEqual([0, 7, 59, 65].map(clockFace), ["0:00", "0:07", "0:59", "1:05"]);
});
