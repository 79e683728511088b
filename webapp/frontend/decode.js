import { decodeQR } from "qr/decode.js";

// A camera gives another frame at once; a photo is all there is.
const THOROUGH = { effort: Number.POSITIVE_INFINITY, timeLimit: 1_500 };

/**
 * The text of a QR code in `image` (`{width, height, data}`, RGBA), or null when none is read.
 * `isPhoto` looks harder and takes longer.
 */
export function decode(image, isPhoto = false) {
  try {
    return decodeQR(image, { textDecoder, ...(isPhoto ? THOROUGH : {}) });
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
