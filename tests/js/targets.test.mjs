import assert from "node:assert/strict";
import { test } from "node:test";

import { captureValues, hallOrder, whereAndWhen } from "../../webapp/frontend/targets.js";

const DAY = "2026-03-01";
const target = (name, given = {}) => {
  const none = { on: DAY, time: "", until: "", place: "", done: false };
  return { id: name, name, ...none, ...given };
};
const names = (targets, now) => hallOrder(targets, { day: DAY, time: "10:00", ...now }).map(({ name }) => name);

test("what is on or about to begin comes first, what is over last", () => {
  const all = [
    target("over", { time: "08:00" }),
    target("later", { time: "10:16" }),
    target("booth"),
    target("soon", { time: "10:15" }),
    target("on", { time: "09:00", until: "10:30" }),
  ];
  assert.deepEqual(names(all), ["on", "soon", "booth", "later", "over"]);
});

test("the hall is walked on from where one stood, by the numbers in it", () => {
  const all = ["Booth 40", "Booth 9", "Booth 12"].map((place) => target(place, { place }));
  assert.deepEqual(names(all, { lastPlace: "Booth 10" }), ["Booth 12", "Booth 40", "Booth 9"]);
  assert.deepEqual(names(all, { lastPlace: "lunch" }), ["Booth 9", "Booth 12", "Booth 40"]);
});

test("what is done or of another day is not asked for", () => {
  const all = [target("done", { done: true }), target("other", { on: "2026-03-02" }), target("any", { on: null })];
  assert.deepEqual(names(all), ["any"]);
});

test("a capture at a target knows what the target says", () => {
  const booth = { kind: "booth", name: "Mercy", who: "Dr. Rao", event_id: "acp", place: "Booth 9" };
  assert.deepEqual(captureValues(booth), {
    event_id: "acp",
    place: "Booth 9",
    name: "Dr. Rao",
    organisation: "Mercy",
  });
  assert.equal(captureValues({ kind: "person", name: "Dr. Rao", who: "" }).name, "Dr. Rao");
  assert.equal(whereAndWhen({ time: "09:00", until: "09:30", place: "Hall B" }), "09:00 to 09:30, Hall B");
});
