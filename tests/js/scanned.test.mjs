import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readScanned } from "../../webapp/frontend/scanned.js";

const cases = JSON.parse(readFileSync(new URL("../formats/scanned_cases.json", import.meta.url)));

for (const { name, base_url: baseUrl, text, expected } of cases) {
  test(`a scanned code: ${name}`, () => {
    const scanned = readScanned(text, baseUrl);
    assert.equal(scanned.kind, expected.kind);
    assert.deepEqual(scanned.fields, expected.fields);
    if ("text" in expected) assert.equal(scanned.text, expected.text);
  });
}
