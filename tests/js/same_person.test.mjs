import assert from "node:assert/strict";
import { test } from "node:test";

import { maybeSamePerson } from "../../webapp/frontend/same_person.js";

for (const [one, other] of [
  ["Ngozi Adébáyò", "Dr. Ngozi Adebayo"],
  ["Ngozi", "Ngozi Adébáyò"],
  ["王芳", "王芳"],
  ["Dr.", "Dr."],
]) {
  test(`${one} may be ${other}`, () => assert.equal(maybeSamePerson(one, other), true));
}

for (const [one, other] of [
  ["Dr. Ngozi Adébáyò", "Dr. Lena Vogt"],
  ["Prof. Marcus Oyelaran", "Prof Tomás Rivera MD"],
  ["Ngozi", ""],
]) {
  test(`${one} is not ${other || "nobody"}`, () => {
    assert.equal(maybeSamePerson(one, other), false);
  });
}
