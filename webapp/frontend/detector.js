import { pixels } from "./pixels.js";

const MIDDLE = { isSquare: true, longest: 720 };
const WHOLE = { longest: 1280 };
const PHOTO_VIEWS = [
  { longest: 1600 },
  { longest: 800 },
  { isSquare: true, share: 0.6, longest: 1600 },
  { longest: 2400 },
];

/**
 * A function that gives the text of a QR code in a video's present frame, or null: with the
 * phone's own detector where it has one, else with ours, in the middle and the whole by turns.
 */
export async function frameReader(decoder) {
  const native = await nativeDetector();
  if (native) return async (video) => (await native.detect(video))[0]?.rawValue ?? null;
  let turn = 0;
  return (video) => {
    const size = { width: video.videoWidth, height: video.videoHeight };
    turn += 1;
    return decoder.read(pixels(video, size, turn % 2 ? MIDDLE : WHOLE));
  };
}

/** The text of a QR code in a picture file, or null when none is found or it is no picture. */
export async function readPhoto(file, decoder) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  try {
    for (const view of PHOTO_VIEWS) {
      const text = await decoder.read(pixels(picture, picture, view), true);
      if (text !== null) return text;
    }
    return null;
  } finally {
    picture.close();
  }
}

async function nativeDetector() {
  try {
    const formats = await BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}
