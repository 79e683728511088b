import { decode } from "./decode.js";

addEventListener("message", ({ data: { id, image, isPhoto } }) => {
  postMessage({ id, text: decode(image, isPhoto) });
});
