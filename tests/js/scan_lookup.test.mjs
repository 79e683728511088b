import assert from "node:assert/strict";
import { test } from "node:test";

import { lookUp } from "../../webapp/frontend/scan_lookup.js";
import { captureFields } from "../../webapp/frontend/scan_result.js";
import { readScanned } from "../../webapp/frontend/scanned.js";

const HOME = "https://hallway.example.org";
const ADDRESS = `${HOME}/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Asha Rao\r\nORG:Mercy\r\nEND:VCARD\r\n";
const card = readScanned(ADDRESS, HOME);
globalThis.location = { origin: HOME };

function answering(text, headers = { Hallway: "1" }) {
  return async () => new Response(text, { headers });
}

test("a card of this house is asked for by its path, as nobody", async () => {
  let asked;
  await lookUp(card, async (url, options) => {
    asked = { url, credentials: options.credentials };
    return new Response(VCARD, { headers: { Hallway: "1" } });
  });
  assert.deepEqual(asked, { url: "/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ.vcf", credentials: "omit" });
});

test("its vCard fills the fields, and its address stays", async () => {
  const known = await lookUp(card, answering(VCARD));
  assert.deepEqual(captureFields(known), {
    name: "Asha Rao",
    organisation: "Mercy",
    links: [ADDRESS],
    raw: ADDRESS,
  });
});

test("without network the address is kept", async () => {
  assert.equal(await lookUp(card, async () => Promise.reject(new TypeError("offline"))), null);
  assert.deepEqual(captureFields(card), { links: [ADDRESS], raw: ADDRESS });
});

test("a captive portal's page is not taken for a card", async () => {
  assert.equal(await lookUp(card, answering("<h1>Welcome</h1>")), null);
  assert.equal(await lookUp(card, answering(VCARD, {})), null);
});

test("no other address is ever asked", async () => {
  const fetch = async () => assert.fail("asked the network");
  for (const text of ["https://evil.example.net/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ", VCARD, "words"]) {
    assert.equal(await lookUp(readScanned(text, HOME), fetch), null);
  }
});
