/** The decoder in its worker. */
export class Decoder {
  #start;
  #worker = null;
  #waiting = new Map();
  #count = 0;

  /** `start()` gives a new worker. */
  constructor(start) {
    this.#start = start;
  }

  /** Loads the worker, so that the first picture need not wait for it. */
  warm() {
    this.#worker ??= this.#listenTo(this.#start());
  }

  /**
   * The text of a QR code in `image` (an ImageData, given away), or null: in a frame of the camera
   * after one `treatment`, in a photo (without one) after all of them.
   */
  read(image, treatment) {
    this.warm();
    const id = (this.#count += 1);
    const answer = new Promise((resolve) => this.#waiting.set(id, resolve));
    const { width, height, data } = image;
    this.#worker.postMessage({ id, image: { width, height, data }, treatment }, [data.buffer]);
    return answer;
  }

  #listenTo(worker) {
    worker.addEventListener("message", ({ data: { id, text } }) => this.#answer(id, text));
    worker.addEventListener("error", () => {
      this.#worker = null;
      for (const id of this.#waiting.keys()) this.#answer(id, null);
    });
    return worker;
  }

  #answer(id, text) {
    this.#waiting.get(id)?.(text);
    this.#waiting.delete(id);
  }
}
