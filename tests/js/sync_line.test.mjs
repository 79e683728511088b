import assert from "node:assert/strict";
import { test } from "node:test";

import { describe } from "../../webapp/frontend/sync_line.js";

function say(waiting, rejected, signIn = false) {
  return describe({ waiting, rejected }, signIn, "/contacts?q=a b");
}

test("with an empty outbox all is saved, signed in or not", () => {
  assert.deepEqual(say(0, 0), { state: "saved", text: "All saved" });
  assert.deepEqual(say(0, 0, true), { state: "saved", text: "All saved" });
});

test("what waits is counted", () => {
  assert.equal(say(1, 0).text, "1 on this phone only");
  assert.equal(say(3, 0).text, "3 on this phone only");
});

test("what was refused comes before what waits", () => {
  assert.deepEqual(say(3, 1), {
    state: "attention",
    text: "1 needs attention",
    href: "/capture#attention",
  });
  assert.equal(say(0, 2).text, "2 need attention");
});

test("a sign-in leads back to the page", () => {
  assert.deepEqual(say(2, 1, true), {
    state: "sign-in",
    text: "Sign in to sync",
    href: "/signin?next=%2Fcontacts%3Fq%3Da%20b",
  });
});

test("when the phone does not say what it holds, nothing is claimed", () => {
  assert.equal(describe(null, false, "/").state, "reload");
});
