import { HOLD } from "./deliver.js";
import { say } from "./notice.js";

/**
 * The short time after a save in which it can be taken back. It ends by itself, with the next
 * thing typed, and when the page is hidden; then the capture is sent. `giveBack(op)` puts the
 * text into the form again.
 */
export class Undo {
  #op = null;
  #timer;
  #region;
  #delivery;
  #giveBack;

  constructor({ region, delivery, giveBack }) {
    this.#region = region;
    this.#delivery = delivery;
    this.#giveBack = giveBack;
    document.addEventListener("visibilitychange", () => document.hidden && this.end());
    addEventListener("pagehide", () => this.end());
  }

  /** Says that `op` is saved, and offers to take it back. */
  offer(op) {
    this.end();
    this.#op = op;
    this.#timer = setTimeout(() => this.end(), HOLD);
    say(this.#region, "Saved on this phone", { label: "Undo", run: () => this.#take(op) });
  }

  /** Ends the offer and lets the capture go. */
  end() {
    if (!this.#op) return;
    this.#delivery.release([this.#op.op_id]);
    this.#close();
    say(this.#region, "Saved on this phone");
    this.#delivery.run();
  }

  async #take(op) {
    this.#close();
    if (await this.#delivery.withdraw(op.op_id).catch(() => false)) return this.#giveBack(op);
    say(this.#region, "It was already on its way. You can change it in People.");
  }

  #close() {
    clearTimeout(this.#timer);
    this.#op = null;
  }
}
