const WANTED = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

/** The camera at the back of the phone, shown in a `<video>`. */
export class Camera {
  #video;
  #track = null;
  #starting = null;

  constructor(video) {
    this.#video = video;
    video.muted = true;
    video.playsInline = true;
  }

  /** Starts, or starts again; rejects with the reason that `cameraProblem` puts into words. */
  start() {
    this.#starting ??= this.#open().finally(() => (this.#starting = null));
    return this.#starting;
  }

  /** Gives the camera back. */
  stop() {
    this.#track?.stop();
    this.#track = null;
    this.#video.srcObject = null;
  }

  /** False when the phone took the picture away, as it does behind another app. */
  get isLive() {
    return this.#track?.readyState === "live" && !this.#track.muted;
  }

  /** True when there is a light to switch on. */
  get hasTorch() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  /** Switches the light. */
  setTorch(on) {
    return this.#track.applyConstraints({ advanced: [{ torch: on }] });
  }

  async #open() {
    this.stop();
    if (!navigator.mediaDevices) throw new DOMException("No camera here", "SecurityError");
    const stream = await navigator.mediaDevices.getUserMedia(WANTED);
    [this.#track] = stream.getVideoTracks();
    this.#video.srcObject = stream;
    await this.#video.play();
  }
}

const PROBLEMS = {
  NotAllowedError: "The camera is switched off for this site. Allow it in the browser's settings",
  NotFoundError: "No camera was found",
  NotReadableError: "Another app is using the camera. Close it and open this page again",
  SecurityError: "The browser gives the camera only to pages that come over https",
};

/** What keeps the camera from working, and what to do instead. */
export function cameraProblem(error) {
  const problem = PROBLEMS[error.name] ?? "The camera did not start";
  return `${problem}. You can also take a picture of the code.`;
}
