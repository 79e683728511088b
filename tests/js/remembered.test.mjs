import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { forgetAll, recall, remember } from "../../webapp/frontend/memory.js";
import { keepPlace, lastPlace } from "../../webapp/frontend/remembered.js";
import { newPhone, refuseLocalStorage, USER } from "./phone.mjs";

const PLACE = { event_id: "e1", place: "Poster 214" };
const HOUR = 3_600_000;

beforeEach(newPhone);

test("event and place come back at the next visit", () => {
  keepPlace(USER, PLACE, 0);
  assert.deepEqual(lastPlace(USER, 11 * HOUR), PLACE);
});

test("the next day one stands elsewhere", () => {
  keepPlace(USER, PLACE, 0);
  assert.deepEqual(lastPlace(USER, 13 * HOUR), {});
});

test("nobody else sees where I stood", () => {
  keepPlace(USER, PLACE, 0);
  assert.deepEqual(lastPlace("somebody-else", 0), {});
});

test("signing out forgets mine and leaves the others'", () => {
  remember(USER, "capture.draft", { fields: { name: "Ngozi" } });
  remember("somebody-else", "events", []);
  forgetAll(USER);
  assert.equal(recall(USER, "capture.draft"), null);
  assert.deepEqual(recall("somebody-else", "events"), []);
});

test("a phone that refuses storage only forgets", () => {
  refuseLocalStorage();
  keepPlace(USER, PLACE);
  assert.deepEqual(lastPlace(USER), {});
});

test("a spoilt entry counts as none", () => {
  localStorage.setItem(`hallway.capture.remembered.${USER}`, "{half");
  assert.deepEqual(lastPlace(USER), {});
});
