import { decodeQR } from "qr/decode.js";

import { half, luma, middle, rgba } from "./luma.js";
import { TREATMENTS } from "./treatments.js";

// A camera gives another frame at once; a photo is all there is.
const THOROUGH = { effort: Number.POSITIVE_INFINITY, timeLimit: 1_500 };
const PHOTO_LIMIT = 10_000;
const LARGEST_TO_ENLARGE = 1_000;
const SMALLEST = 60;

/** The text of a QR code in `image` (`{width, height, data}`, RGBA) after a treatment, or null. */
export function decodeFrame(image, treatment = "plain") {
  return treatment === "plain" ? read(image) : read(rgba(TREATMENTS[treatment](luma(image))));
}

/** The text of a QR code in a photo, or null; it looks everywhere, and takes seconds over none. */
export function decodePhoto(image, clock = () => performance.now()) {
  const grey = luma(image);
  const end = clock() + PHOTO_LIMIT;
  const views = [grey, half(grey), middle(grey, 0.8), middle(grey, 0.6), half(half(grey))];
  for (const treatment of Object.keys(TREATMENTS)) {
    for (const view of views.filter((one) => isWorthIt(one, treatment))) {
      if (clock() > end) return null;
      const text = read(rgba(TREATMENTS[treatment](view)), THOROUGH);
      if (text !== null) return text;
    }
  }
  return null;
}

function isWorthIt({ width, height }, treatment) {
  const isSmall = Math.max(width, height) <= LARGEST_TO_ENLARGE;
  return Math.min(width, height) >= SMALLEST && (isSmall || !treatment.startsWith("enlarged"));
}

function read(image, options = {}) {
  try {
    return decodeQR(image, { textDecoder, ...options });
  } catch {
    return null;
  }
}

/** Most codes that declare no character set are UTF-8, whatever the standard says; else Latin. */
function textDecoder(bytes, eci) {
  const encodings = eci === 20 ? ["shift_jis"] : ["utf-8"];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}
