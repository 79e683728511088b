import { FRAME_TURNS } from "./frame_turns.js";
import { pixels } from "./pixels.js";

const PHOTO = { longest: 2_400 };

/**
 * A function that gives the text of a QR code in a video's present frame, or null. Where the phone
 * has a detector of its own, that one and ours take turns: it may be there and read nothing, as
 * long as its model was not downloaded. One that fails is not asked again.
 */
export async function frameReader(decoder) {
  let native = await nativeDetector();
  const ours = turns(decoder);
  return async (video) => {
    const text = await native?.detect(video).then(([code]) => code?.rawValue, () => (native = null));
    return text || ours(video);
  };
}

function turns(decoder) {
  let count = 0;
  return (video) => {
    const { view, treatment } = FRAME_TURNS[count % FRAME_TURNS.length];
    const size = { width: video.videoWidth, height: video.videoHeight };
    count += 1;
    return decoder.read(pixels(video, size, view), treatment);
  };
}

/** The text of a QR code in a picture file, or null when none is found or it is no picture. */
export async function readPhoto(file, decoder) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const image = pixels(picture, picture, PHOTO);
  picture.close();
  return decoder.read(image);
}

async function nativeDetector() {
  try {
    const formats = await BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}
