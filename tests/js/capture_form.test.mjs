import assert from "node:assert/strict";
import { test } from "node:test";

import { CaptureForm } from "../../webapp/frontend/capture_form.js";
import { findProblems } from "../../webapp/frontend/form_problems.js";
import { newForm } from "./form.mjs";

test("fields are sent as typed, and empty ones not at all", () => {
  const form = new CaptureForm(newForm({ name: " Ngozi ", detail: "twins\n", place: "  " }));
  assert.deepEqual(form.fields, { name: " Ngozi ", detail: "twins\n" });
});

test("whoever could choose an event and left it blank was at none", () => {
  const element = newForm({ name: "Ngozi" });
  element.elements.event_id.options = ["", "e1"];
  assert.deepEqual(new CaptureForm(element).fields, { name: "Ngozi", event_id: null });
  element.elements.event_id.options = [""];
  assert.deepEqual(new CaptureForm(element).fields, { name: "Ngozi" });
});

test("links are one a line, a tick is true", () => {
  const links = "https://example.org/a\n\nhttps://example.org/b";
  const form = new CaptureForm(newForm({ links, clicked: true }));
  assert.deepEqual(form.fields, {
    links: ["https://example.org/a", "https://example.org/b"],
    clicked: true,
  });
});

test("what is loaded is what is read", () => {
  const fields = { name: "Asha", detail: "x", links: ["https://example.org"], clicked: true };
  const form = new CaptureForm(newForm({ name: "Old", email: "old@example.org" }));
  form.load({ fields });
  assert.deepEqual(form.fields, fields);
});

test("after a save event and place stay, and so does what was typed since", () => {
  const element = newForm({ name: "Ngozi", detail: "twins", event_id: "e1", place: "Poster 214" });
  const form = new CaptureForm(element);
  const saved = form.fields;
  element.elements.name.value = "Lena";
  form.next(saved);
  assert.deepEqual(form.fields, { name: "Lena", event_id: "e1", place: "Poster 214" });
  assert.deepEqual(form.typed, { name: "Lena" });
});

test("a contact met again is not given to whoever is typed over them", () => {
  const form = new CaptureForm(newForm());
  form.load({ fields: { name: "Ngozi", contact_id: "c1" }, about: { contact_name: "Ngozi" } });
  form.element.elements.name.value = "Dr. Ngozi Adébáyò";
  assert.equal(form.fields.contact_id, "c1");
  form.element.elements.name.value = "Lena";
  assert.equal(form.fields.contact_id, undefined);
});

test("a name and a detail are needed; blanks are neither", () => {
  const problems = findProblems(newForm({ name: " ", detail: "\n" }));
  assert.deepEqual(problems.map(({ field }) => field), ["name", "detail"]);
});

test("what is too long is told, counted in characters, and not cut", () => {
  const form = newForm({ name: "👩👩👩👩👩", detail: "x" });
  assert.deepEqual(findProblems(form), []);
  form.elements.name.value += "👩👩";
  assert.deepEqual(findProblems(form), [
    { field: "name", message: "2 characters too long; 5 fit." },
  ]);
});
