import { decodeFrame, decodePhoto } from "./decode.js";

addEventListener("message", ({ data: { id, image, treatment } }) => {
  postMessage({ id, text: treatment ? decodeFrame(image, treatment) : decodePhoto(image) });
});
