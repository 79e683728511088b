import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import * as journal from "../../webapp/frontend/journal.js";
import { capture, captures, newPhone, refuseLocalStorage, USER } from "./phone.mjs";

beforeEach(newPhone);

test("what is written down is there at once, oldest first", () => {
  const [first, second] = captures(2);
  assert.equal(journal.add(second), true);
  assert.equal(journal.add(first), true);
  assert.deepEqual(journal.list(USER), [first, second]);
  assert.equal(journal.has(first.op_id), true);
});

test("only the named entries go", () => {
  const [first, second] = captures(2);
  journal.add(first);
  journal.add(second);
  journal.remove([first.op_id, "unknown"]);
  assert.deepEqual(journal.list(USER), [second]);
});

test("another user's entries are not listed", () => {
  journal.add(capture("Asha", "somebody-else"));
  assert.deepEqual(journal.list(USER), []);
});

test("an entry that cannot be read does not hide the others", () => {
  const op = capture();
  localStorage.setItem("hallway.journal.0", "{half");
  journal.add(op);
  assert.deepEqual(journal.list(USER), [op]);
});

test("a phone that refuses says so and breaks nothing", () => {
  refuseLocalStorage();
  assert.equal(journal.add(capture()), false);
  assert.deepEqual(journal.list(USER), []);
  journal.remove(["any"]);
});
