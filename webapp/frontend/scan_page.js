import { Camera, cameraProblem } from "./camera.js";
import { Decoder } from "./decoder.js";
import { frameReader, readPhoto } from "./detector.js";
import { captureFields, showResult } from "./scan_result.js";
import { lookUp } from "./scan_lookup.js";
import { readScanned } from "./scanned.js";

const FRAME_PAUSE = 60;

/** Reads codes from the camera or from a picture and shows what they hold. */
export function start({ handOver, startWorker }) {
  const video = document.querySelector("[data-scan-video]");
  const decoder = new Decoder(() => startWorker(document.body.dataset.scanWorker));
  if (video) new ScanPage(video, decoder, handOver).open();
}

class ScanPage {
  #video;
  #camera;
  #decoder;
  #handOver;
  #message = document.querySelector("[data-scan-status]");
  #result = document.querySelector("[data-scan-result]");
  #torch = document.querySelector("[data-torch]");
  #shown = null;

  constructor(video, decoder, handOver) {
    this.#video = video;
    this.#decoder = decoder;
    this.#handOver = handOver;
    this.#camera = new Camera(video);
  }

  async open() {
    const photo = document.querySelector("[data-scan-photo]");
    photo?.addEventListener("change", () => this.#readPhoto(photo));
    for (const way of document.querySelectorAll("[data-photo-way]")) way.hidden = false;
    this.#torch?.addEventListener("click", () => this.#switchTorch());
    for (const name of ["focus", "pageshow"]) addEventListener(name, () => this.#revive());
    document.addEventListener("visibilitychange", () => this.#revive());
    addEventListener("pagehide", () => this.#camera.stop());
    // While the phone opens its camera.
    this.#decoder.warm();
    const reader = frameReader(this.#decoder);
    await this.#startCamera();
    this.#watch(await reader);
  }

  async #startCamera() {
    try {
      await this.#camera.start();
      this.#showCamera(true);
      this.#say("Point at a code. It is read on this phone and never opened by itself.");
      if (this.#torch) this.#torch.hidden = !this.#camera.hasTorch;
    } catch (error) {
      this.#showCamera(false);
      this.#say(cameraProblem(error));
    }
  }

  #showCamera(isOn) {
    const place = this.#video.closest("[data-camera]");
    if (place) place.hidden = !isOn;
  }

  /** A phone that comes back from another app shows a black picture until it is asked again. */
  #revive() {
    if (!document.hidden && !this.#camera.isLive) this.#startCamera();
  }

  async #watch(read) {
    for (;;) {
      const text = this.#isLooking && (await read(this.#video).catch(() => null));
      if (text) this.#found(text);
      await new Promise((resolve) => setTimeout(resolve, FRAME_PAUSE));
    }
  }

  get #isLooking() {
    return !this.#shown && !document.hidden && this.#camera.isLive && this.#video.videoWidth > 0;
  }

  async #readPhoto(input) {
    const [file] = input.files;
    if (!file) return;
    this.#say("Reading the picture");
    const text = await readPhoto(file, this.#decoder);
    input.value = "";
    if (text) this.#found(text);
    else this.#say("No code was found in the picture. Take one that is closer and sharp.");
  }

  async #found(text) {
    navigator.vibrate?.(30);
    this.#say("");
    const { baseUrl = location.origin } = document.body.dataset;
    const scanned = readScanned(text, baseUrl);
    this.#show(scanned);
    const known = await lookUp(scanned);
    if (known && this.#shown === scanned) this.#show(known);
  }

  #show(scanned) {
    this.#shown = scanned;
    const take = () => {
      this.#handOver(captureFields(scanned));
      location.assign("/capture");
    };
    const again = () => {
      this.#shown = null;
      this.#result.hidden = true;
      this.#revive();
    };
    showResult(this.#result, scanned, { take, again });
  }

  async #switchTorch() {
    const on = this.#torch.ariaPressed !== "true";
    await this.#camera.setTorch(on).catch(() => {});
    this.#torch.ariaPressed = String(on);
  }

  #say(text) {
    if (this.#message) this.#message.textContent = text;
  }
}
