import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readShared, takeShared } from "../../webapp/frontend/shared.js";

const HOME = "https://hallway.example.org";
const cases = JSON.parse(readFileSync(new URL("../pwa/shared_cases.json", import.meta.url)));
const CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ngozi\r\nEND:VCARD\r\n";

for (const { name, files, words, fields } of cases) {
  test(`shared with Hallway: ${name}`, () => {
    const { raw, ...others } = readShared({ files, words }, HOME).fields;
    assert.deepEqual(others, fields);
  });
}

test("a file of several people says how many", () => {
  assert.equal(readShared({ files: [CARD + CARD], words: [] }, HOME).cards, 2);
});

test("a card with a large photo begins a capture that the server takes", () => {
  const photo = `PHOTO;ENCODING=b:${"A".repeat(30_000)}\r\n`;
  const { fields } = readShared({ files: [CARD.replace("END", `${photo}END`)], words: [] }, HOME);
  assert.deepEqual(fields, { name: "Ngozi" });
});

test("what was shared is taken once", async () => {
  const kept = new Map([["/share", { files: [CARD], words: ["", "", ""] }]]);
  const caches = {
    match: async (path) => kept.has(path) && { json: async () => kept.get(path) },
    keys: async () => ["hallway-now"],
    open: async () => kept,
  };
  assert.equal((await takeShared(caches, HOME)).fields.name, "Ngozi");
  assert.equal(await takeShared(caches, HOME), null);
});
