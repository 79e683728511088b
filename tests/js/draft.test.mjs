import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { Draft } from "../../webapp/frontend/draft.js";
import { newPhone, USER } from "./phone.mjs";

const CONTENTS = { fields: { name: "Ngozi" }, about: {} };

beforeEach(() => {
  newPhone();
  globalThis.document = new EventTarget();
  globalThis.addEventListener = (...listening) => document.addEventListener(...listening);
});

function typeInto(draft) {
  const form = new EventTarget();
  draft.follow(form);
  form.dispatchEvent(new Event("input"));
}

test("what is typed is kept a moment later, and for the next page", async () => {
  const draft = new Draft(USER, () => CONTENTS);
  typeInto(draft);
  assert.equal(draft.kept(), null);
  await pause(250);
  assert.deepEqual(new Draft(USER).kept(), CONTENTS);
});

test("a page that is hidden keeps it at once", () => {
  const draft = new Draft(USER, () => CONTENTS);
  typeInto(draft);
  document.dispatchEvent(new Event("visibilitychange"));
  assert.deepEqual(draft.kept(), CONTENTS);
});

test("a saved draft is gone, and the page's end does not bring it back", () => {
  const draft = new Draft(USER, () => CONTENTS);
  typeInto(draft);
  draft.clear();
  document.dispatchEvent(new Event("pagehide"));
  assert.equal(draft.kept(), null);
});

test("what is set aside comes back once", () => {
  const draft = new Draft(USER, () => CONTENTS);
  draft.write();
  draft.setAside(CONTENTS);
  assert.equal(draft.kept(), null);
  assert.deepEqual(draft.aside(), CONTENTS);
  assert.deepEqual(draft.takeAside(), CONTENTS);
  assert.deepEqual(draft.takeAside(), {});
});
