import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decodeFrame, decodePhoto } from "../../webapp/frontend/decode.js";
import { FRAME_TURNS } from "../../webapp/frontend/frame_turns.js";

// Made by another encoder, Python's qrcode: rows of modules, 1 is dark, without the quiet zone.
const codes = JSON.parse(readFileSync(new URL("qr_codes.json", import.meta.url)));
const QUIET = 4;
const SIZE = 480;

/** A picture of the code, turned by `degrees` about its middle, on grey paper. */
function picture(rows, degrees = 0) {
  const data = new Uint8ClampedArray(SIZE * SIZE * 4).fill(255);
  const [sin, cos] = [Math.sin, Math.cos].map((of) => of((degrees * Math.PI) / 180));
  const span = (rows.length + 2 * QUIET) * 1.3;
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const [right, down] = [x, y].map((place) => (place / SIZE - 0.5) * span);
      const column = Math.floor(right * cos - down * sin + rows.length / 2);
      const row = Math.floor(right * sin + down * cos + rows.length / 2);
      const shade = rows[row]?.[column] === "1" ? 40 : 210;
      data.fill(shade, (y * SIZE + x) * 4, (y * SIZE + x) * 4 + 3);
    }
  }
  return { width: SIZE, height: SIZE, data };
}

for (const { name, text, rows } of codes) {
  for (const degrees of [0, 8, 90, 200]) {
    test(`${name} is read at ${degrees} degrees`, () => {
      assert.equal(decodeFrame(picture(rows, degrees)), text);
    });
  }
}

test("a picture without a code gives null, however hard it is looked at", () => {
  for (const { treatment } of FRAME_TURNS) {
    assert.equal(decodeFrame(picture([]), treatment), null);
  }
  assert.equal(decodePhoto(picture([])), null);
});
