/*
 * Reads the pictures that a list names (JSON on standard input: [{file, text}], binary PPM files)
 * with our decoder and with npm `qr` alone, and says which were right and what a frame took.
 */
import { readFileSync } from "node:fs";

import { decodeQR } from "qr/decode.js";

import { decodeFrame, decodePhoto } from "../webapp/frontend/decode.js";
import { FRAME_TURNS } from "../webapp/frontend/frame_turns.js";

const list = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(list.map(({ file, text }) => judged(readPicture(file), text))));

function judged(image, text) {
  const turn = firstTurn(image, text);
  return {
    alone: same(attempt(() => decodeQR(copied(image))), text),
    frames: turn.read,
    turns: turn.count,
    slowest_ms: turn.slowest,
    photo: same(decodePhoto(copied(image)), text),
  };
}

/** As the camera page does it: each turn looks at one more frame of the same. */
function firstTurn(image, text) {
  let slowest = 0;
  for (const [count, { view, treatment }] of FRAME_TURNS.entries()) {
    const seen = seenBy(view, image);
    const begin = performance.now();
    const read = same(decodeFrame(seen, treatment), text);
    slowest = Math.max(slowest, performance.now() - begin);
    if (read) return { read, count: count + 1, slowest };
  }
  return { read: false, count: FRAME_TURNS.length, slowest };
}

/** The part that the page cuts out of a frame, which is not larger than the view. */
function seenBy({ isSquare, share = 1 }, image) {
  if (!isSquare) return copied(image);
  const side = Math.floor(Math.min(image.width, image.height) * share);
  const [left, top] = [(image.width - side) >> 1, (image.height - side) >> 1];
  const data = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y += 1) {
    const start = ((top + y) * image.width + left) * 4;
    data.set(image.data.subarray(start, start + side * 4), y * side * 4);
  }
  return { width: side, height: side, data };
}

function readPicture(file) {
  const bytes = readFileSync(file);
  const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let place = 0, from = head.length; place < data.length; place += 4, from += 3) {
    data.set(bytes.subarray(from, from + 3), place);
  }
  return { width: Number(width), height: Number(height), data };
}

function copied(image) {
  return { ...image, data: image.data.slice() };
}

/** Line ends differ between files and codes. */
function same(read, text) {
  const plain = (one) => one?.replace(/\r\n?/g, "\n").trimEnd();
  return plain(read) === plain(text);
}

function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
