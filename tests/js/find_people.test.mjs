import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Finder, fold, meetingShown } from "../../webapp/frontend/find_people.js";

const cases = JSON.parse(
  readFileSync(new URL("../contacts/fold_cases.json", import.meta.url), "utf8"),
);

function person(name, { met = [], ...more } = {}) {
  const encounters = met.map((one) => ({
    detail: "",
    place: "",
    talk: "",
    event_id: null,
    ...one,
  }));
  return { name, organisation: "", title: "", school: "", encounters, ...more };
}

const NGOZI = person("Dr. Ngozi Adébáyò", {
  school: "Ibadan",
  organisation: "Mercy Newark",
  met: [
    { detail: "plays the cello", place: "Booth 12" },
    { detail: "twin daughters", place: "Poster 214", event_id: "acp" },
  ],
});
const MARCUS = person("Marcus Oyelaran", {
  title: "Resident",
  met: [{ detail: "climbs on Sundays", talk: "the second lactate" }],
});
const finder = new Finder([NGOZI, MARCUS]);

for (const [text, folded] of cases) {
  test(`the phone folds as the server does: ${JSON.stringify(text)}`, () => {
    assert.equal(fold(text), folded);
  });
}

for (const query of [
  "ngozi",
  "NGOZI",
  "adebayo ngozi",
  "ibadan",
  "newark",
  "twin",
  "214 poster",
  "cello ngo",
]) {
  test(`"${query}" finds Ngozi alone`, () => {
    assert.deepEqual(finder.find(query), [NGOZI]);
  });
}

test("nothing asked is everybody, in their order; nonsense is nobody", () => {
  assert.deepEqual(finder.find(" "), [NGOZI, MARCUS]);
  assert.deepEqual(finder.find("ngozi marcus"), []);
});

test("a piece of what was talked about finds too", () => {
  assert.deepEqual(finder.find("lactate resident"), [MARCUS]);
});

test("a row tells of the newest meeting, or of the one that was looked for", () => {
  assert.equal(meetingShown(NGOZI, {}).detail, "plays the cello");
  assert.equal(meetingShown(NGOZI, { q: "twin" }).detail, "twin daughters");
  assert.equal(meetingShown(NGOZI, { event: "acp" }).detail, "twin daughters");
  assert.equal(meetingShown(person("Nobody"), {}), undefined);
});
