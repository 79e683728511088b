import { forget, recall, remember } from "./memory.js";

const DRAFT = "capture.draft";
const ASIDE = "capture.aside";
const PAUSE = 200;

/**
 * What is typed but not yet saved, kept so that a killed tab gives it back. `read()` gives what
 * to keep.
 */
export class Draft {
  #user;
  #read;
  #timer = null;

  constructor(user, read) {
    this.#user = user;
    this.#read = read;
  }

  /** Follows the typing in `form`; writes at once when the page is hidden. */
  follow(form) {
    form.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.write(), PAUSE);
    });
    document.addEventListener("visibilitychange", () => this.#timer && this.write());
    addEventListener("pagehide", () => this.#timer && this.write());
  }

  /** Keeps what `read` gives now. */
  write() {
    clearTimeout(this.#timer);
    this.#timer = null;
    remember(this.#user, DRAFT, this.#read());
  }

  /** What an earlier page kept, or null. */
  kept() {
    return recall(this.#user, DRAFT);
  }

  /** Drops the draft: its text is saved elsewhere, or was thrown away. */
  clear() {
    clearTimeout(this.#timer);
    this.#timer = null;
    forget(this.#user, DRAFT);
  }

  /** Moves `contents` out of the way of another capture; `takeAside` gives it back. */
  setAside(contents) {
    remember(this.#user, ASIDE, contents);
    this.clear();
  }

  /** What was set aside, or null. */
  aside() {
    return recall(this.#user, ASIDE);
  }

  /** Gives back what was set aside, once. */
  takeAside() {
    const contents = this.aside() ?? {};
    forget(this.#user, ASIDE);
    return contents;
  }
}
