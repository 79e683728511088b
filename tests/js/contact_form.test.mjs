import assert from "node:assert/strict";
import { test } from "node:test";

import { changesOf, readForm } from "../../webapp/frontend/contact_form.js";

const NGOZI = {
  ...{
    name: "Ngozi",
    title: "",
    organisation: "Mercy",
    school: "",
    stage: "contact",
    note: "tall",
  },
  emails: [{ value: "n@x.org", type: "work" }],
  ...{ phones: [], links: ["https://x.org"] },
  encounters: [
    { id: "two", detail: "cello", place: "", talk: "", promise: "", event_id: null },
    { id: "one", detail: "twins", place: "Poster 214", talk: "", promise: "", event_id: "acp" },
  ],
};

/** The form as it is before anything is typed, and then with `typed` in it. */
function form(typed = {}) {
  const { emails, phones, links, encounters, ...texts } = NGOZI;
  const values = { ...texts, links: links.join("\n") };
  emails.forEach(({ value, type }, place) => {
    Object.assign(values, { [`emails.${place}.value`]: value, [`emails.${place}.type`]: type });
  });
  Object.assign(values, { "emails.1.value": "", "emails.1.type": "work" });
  encounters.forEach(({ id, ...met }, place) => {
    for (const [name, value] of Object.entries(met))
      values[`encounters.${place}.${name}`] = value ?? "";
  });
  const all = Object.entries({ ...values, ...typed });
  return { elements: Object.fromEntries(all.map(([name, value]) => [name, { value }])) };
}

function changes(typed) {
  return changesOf(NGOZI, readForm(form(typed), NGOZI));
}

test("what was only looked at changes nothing", () => {
  assert.deepEqual(changes({}), {});
});

test("only what was typed is sent", () => {
  assert.deepEqual(changes({ title: "Dean" }), { title: "Dean" });
  assert.deepEqual(changes({ organisation: "" }), { organisation: "" });
});

test("of a list the whole is sent, without what was left blank", () => {
  const emails = [
    { value: "n@x.org", type: "work" },
    { value: "home@x.org", type: "work" },
  ];
  assert.deepEqual(changes({ "emails.1.value": "home@x.org" }), { emails });
  assert.deepEqual(changes({ "emails.0.value": " " }), { emails: [] });
  assert.deepEqual(changes({ links: "https://x.org\n\nx.net" }), {
    links: ["https://x.org", "x.net"],
  });
});

test("of a meeting what was typed is sent, under its id", () => {
  assert.deepEqual(changes({ "encounters.1.detail": "twin sons" }), {
    encounters: [{ id: "one", detail: "twin sons" }],
  });
  assert.deepEqual(changes({ "encounters.1.event_id": "" }), {
    encounters: [{ id: "one", event_id: null }],
  });
});

test("a note goes with what it was, so that the server can keep both", () => {
  assert.deepEqual(changes({ note: "tall, laughs" }), { note: "tall, laughs", note_was: "tall" });
});
