import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { visits } from "../../webapp/frontend/target_visits.js";

const cases = JSON.parse(
  readFileSync(new URL("../targets/visit_cases.json", import.meta.url), "utf8"),
);

for (const { target, met, phone } of cases) {
  test(`${JSON.stringify(target)} is ${phone ? "" : "not "}visited by ${JSON.stringify(met)}`, () => {
    assert.equal(visits(target, met), phone);
  });
}

test("the person or the program that a target is tied to is enough", () => {
  const target = { kind: "talk", name: "Discharge", who: "", place: "" };
  const met = { contact_id: "ngozi", program_id: "mercy", name: "N.", place: "" };
  assert.equal(visits({ ...target, contact_id: "ngozi", program_id: null }, met), true);
  assert.equal(visits({ ...target, contact_id: null, program_id: "mercy" }, met), true);
  assert.equal(visits({ ...target, contact_id: null, program_id: null }, met), false);
});
