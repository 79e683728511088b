import assert from "node:assert/strict";
import { test } from "node:test";

import { unsentCards } from "../../webapp/frontend/unsent_file.js";
import { readVcard } from "../../webapp/frontend/vcard.js";
import { capture } from "./phone.mjs";

function taken(fields) {
  return { ...capture(), fields: { name: "Ngozi", detail: "twins", ...fields } };
}

test("a capture is a card that our own reader reads back", () => {
  const fields = {
    organisation: "Mercy; Newark, NJ",
    title: "Dean",
    email: "n@x.org",
    phone: "+1 973",
    links: ["https://x.org/a,b"],
  };
  const text = unsentCards([taken(fields)]);
  assert.deepEqual(readVcard(text), {
    ...{ name: "Ngozi", organisation: "Mercy; Newark, NJ", title: "Dean" },
    ...{ emails: ["n@x.org"], phones: ["+1 973"], links: ["https://x.org/a,b"] },
  });
});

test("the note holds the detail first, and everything else that was noted", () => {
  const text = unsentCards([taken({ place: "Poster 214", promise: "the paper\nand the slides" })]);
  const note = /NOTE:(.*)\r\n/.exec(text.replace(/\r\n /g, ""))[1];
  assert.equal(
    note,
    "twins\\nMet: Poster 214\\, 2026-03-01\\nI promised: the paper\\nand the slides",
  );
});

test("lines are at most 75 octets, and no character is cut", () => {
  const name = "Ngozi Adébáyò 王小明 🎻 ".repeat(12).trim();
  const text = unsentCards([taken({ name })]);
  for (const line of text.split("\r\n"))
    assert.ok(new TextEncoder().encode(line).length <= 75, line);
  assert.equal(readVcard(text).name, name);
});

test("nothing typed can begin a line of its own", () => {
  const text = unsentCards([
    taken({ detail: "x\r\nEND:VCARD\nBEGIN:VCARD", organisation: "a\nTEL:1" }),
  ]);
  assert.equal(text.match(/^(BEGIN|END|TEL)/gm).length, 2);
});

test("a change is a card of that person; what became of letters is none", () => {
  const edit = { type: "edit_contact", fields: { contact_id: "n", title: "Dean", note: "tall" } };
  const mark = { type: "follow_up_sent", fields: { follow_up_id: "f" } };
  const text = unsentCards([edit, mark], (id) => ({ n: "Ngozi" })[id]);
  assert.deepEqual([readVcard(text).name, readVcard(text).title], ["Ngozi", "Dean"]);
  assert.equal(text.match(/BEGIN/g).length, 1);
});
