import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeFrame, decodePhoto } from "../../webapp/frontend/decode.js";
import { FRAME_TURNS } from "../../webapp/frontend/frame_turns.js";
import { middle } from "../../webapp/frontend/luma.js";
import { badFrames } from "./bad_frames.mjs";

/** A part of the seeds that the bench measures, and how many of them are read. */
const READ = { tilt: 3, dark: 3, glare: 3, small: 3, turned: 3, inverted: 3, blur: 2 };
const EACH = 3;

const rgba = ({ width, height, data }) => {
  const pixels = new Uint8ClampedArray(data.length * 4).fill(255);
  for (let place = 0; place < data.length; place += 1) pixels.fill(data[place], place * 4, place * 4 + 3);
  return { width, height, data: pixels };
};

/** What is read of a frame within one round of the turns, each looking at the whole of it. */
function readByTurns(frame) {
  for (const { treatment } of FRAME_TURNS) {
    const text = decodeFrame(rgba(frame), treatment);
    if (text !== null) return text;
  }
  return null;
}

for (const [kind, expected] of Object.entries(READ)) {
  test(`bad frames are read: ${kind}`, () => {
    const frames = [...badFrames(kind, EACH)];
    const read = frames.filter(({ frame, text }) => readByTurns(frame) === text);
    assert.ok(read.length >= expected, `${read.length} of ${EACH}`);
  });
}

test("a code held askew is read, also where the decoder loses its way", () => {
  const frames = [...badFrames("tilt", 20, 2)];
  const read = frames.filter(({ frame, text }) => readByTurns(middle(frame, 1)) === text);
  assert.equal(read.length, 20);
});

test("a photo is looked at in every way, and a wall gives nothing", () => {
  const [{ frame, text }] = badFrames("dark", 1);
  assert.equal(decodePhoto(rgba(frame)), text);
  const wall = { width: 320, height: 240, data: new Uint8ClampedArray(320 * 240).fill(90) };
  assert.equal(decodePhoto(rgba(wall)), null);
});
