import assert from "node:assert/strict";
import { test } from "node:test";

// The canvas that frames are cut out on.
globalThis.document = { createElement: () => ({ getContext: () => context }) };
const context = {
  drawImage: () => {},
  getImageData: (left, top, width, height) => ({ width, height, data: new Uint8ClampedArray(4) }),
};
const { frameReader } = await import("../../webapp/frontend/detector.js");

const video = { videoWidth: 1280, videoHeight: 720 };
const ours = (text = "ours") => {
  const asked = [];
  return { asked, read: async (image, treatment) => (asked.push({ ...image, treatment }), text) };
};

/** A phone with a detector that says what it supports, and whose `detect` is given. */
function phoneDetector(formats, detect) {
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => formats;
    detect = detect;
  };
}

test("a phone's own detector is used when it says that it reads QR codes", async () => {
  phoneDetector(["qr_code"], async () => [{ rawValue: "the phone's" }]);
  assert.equal(await (await frameReader(ours()))(video), "the phone's");
  phoneDetector(["ean_13"], async () => [{ rawValue: "the phone's" }]);
  assert.equal(await (await frameReader(ours()))(video), "ours");
});

test("one that throws is not asked again, and ours reads on", async () => {
  let asked = 0;
  phoneDetector(["qr_code"], async () => {
    asked += 1;
    throw new DOMException("no model", "NotSupportedError");
  });
  const read = await frameReader(ours());
  assert.equal(await read(video), "ours");
  assert.equal(await read(video), "ours");
  assert.equal(asked, 1);
});

test("one that finds nothing leaves the frame to ours", async () => {
  phoneDetector(["qr_code"], async () => []);
  assert.equal(await (await frameReader(ours()))(video), "ours");
});

test("without one, the middle and the whole of the frame take turns", async () => {
  delete globalThis.BarcodeDetector;
  const decoder = ours(null);
  const read = await frameReader(decoder);
  for (let turn = 0; turn < 6; turn += 1) assert.equal(await read(video), null);
  const seen = decoder.asked.map(({ width, height, treatment }) => `${width}x${height} ${treatment}`);
  assert.deepEqual(seen.slice(0, 3), ["720x720 plain", "720x720 outlined", "1280x720 plain"]);
  assert.equal(new Set(seen).size, 6);
});
