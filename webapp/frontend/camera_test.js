import { Camera, cameraProblem } from "./camera.js";

const SHOWN_FOR = 15_000;

/** Shows the camera's picture in `video` for a while and says how it went; nothing is kept. */
export async function tryCamera(video, say) {
  const camera = new Camera(video);
  const stop = () => {
    camera.stop();
    video.hidden = true;
  };
  say("Asking for the camera");
  try {
    await camera.start();
  } catch (error) {
    return say(cameraProblem(error));
  }
  video.hidden = false;
  const light = camera.hasTorch ? ", with a light" : "";
  say(`The camera works: ${video.videoWidth} by ${video.videoHeight}${light}.`);
  setTimeout(stop, SHOWN_FOR);
  addEventListener("pagehide", stop);
}
