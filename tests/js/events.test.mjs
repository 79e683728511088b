import assert from "node:assert/strict";
import { test } from "node:test";

import { isOn, likelyEvent } from "../../webapp/frontend/events.js";

function event(id, starts_on, ends_on, time_zone = "America/Chicago") {
  return { id, name: id, starts_on, ends_on, time_zone };
}

const ROTATION = event("rotation", "2026-02-01", "2026-03-31");
const CONFERENCE = event("conference", "2026-03-01", "2026-03-03");
const PAST = event("past", "2025-03-01", "2025-03-03");
const ALL = [PAST, ROTATION, CONFERENCE];

test("an event is on from its first day to its last, in its own time zone", () => {
  assert.equal(isOn(CONFERENCE, new Date("2026-03-01T05:59:00Z")), false);
  assert.equal(isOn(CONFERENCE, new Date("2026-03-01T06:01:00Z")), true);
  assert.equal(isOn(CONFERENCE, new Date("2026-03-04T05:59:00Z")), true);
  assert.equal(isOn(CONFERENCE, new Date("2026-03-04T06:01:00Z")), false);
});

test("of two that are on, the one that began last is offered", () => {
  assert.equal(likelyEvent(ALL, undefined, new Date("2026-03-02T12:00:00Z")), "conference");
  assert.equal(likelyEvent(ALL, undefined, new Date("2026-03-20T12:00:00Z")), "rotation");
});

test("with none on, none is offered", () => {
  assert.equal(likelyEvent(ALL, undefined, new Date("2026-06-01T12:00:00Z")), "");
});

test("what was chosen a moment ago comes first, no event too", () => {
  const now = new Date("2026-03-02T12:00:00Z");
  assert.equal(likelyEvent(ALL, "past", now), "past");
  assert.equal(likelyEvent(ALL, "", now), "");
  assert.equal(likelyEvent(ALL, "deleted", now), "conference");
});
