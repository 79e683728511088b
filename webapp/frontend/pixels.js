const canvas = document.createElement("canvas");

/**
 * The pixels of `share` (0 to 1) of a picture's middle as ImageData, no side longer than `longest`.
 * `source` is a video, an image or an ImageBitmap of `width` by `height`; `isSquare` cuts off what
 * stands over at the longer side.
 */
export function pixels(source, { width, height }, { share = 1, isSquare = false, longest }) {
  const side = isSquare ? Math.min(width, height) : Infinity;
  const cut = { width: Math.min(width, side) * share, height: Math.min(height, side) * share };
  const scale = Math.min(1, longest / Math.max(cut.width, cut.height));
  canvas.width = Math.round(cut.width * scale);
  canvas.height = Math.round(cut.height * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const [left, top] = [(width - cut.width) / 2, (height - cut.height) / 2];
  context.drawImage(source, left, top, cut.width, cut.height, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
