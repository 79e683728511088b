import { ifFree, whenFree } from "./locks.js";

const LOCK = "hallway-deliver";
const BUSY_PAUSE = 5_000;

/** How long a new capture waits on the phone so that it can still be undone. */
export const HOLD = 5_000;

/** Milliseconds to wait after `failures` in a row: 1 to 2 s at first, 5 minutes at most. */
export function backoff(failures, random = Math.random()) {
  return Math.min(300_000, 2_000 * 2 ** failures) * (0.5 + random / 2);
}

/**
 * Takes what waits in the outbox to the server, oldest first, one at a time and from one tab at a
 * time. `onSignIn(wanted)` hears whether the server asked for a sign-in.
 */
export class Delivery {
  #outbox;
  #send;
  #onSignIn;
  #failures = 0;
  #timer;
  #released = new Set();
  #failed = new Set();

  constructor({ outbox, send, onSignIn = () => {} }) {
    this.#outbox = outbox;
    this.#send = send;
    this.#onSignIn = onSignIn;
  }

  /** Sends what is due, then plans the next try. Gives "done", "retry", "sign_in" or "busy". */
  async run() {
    let outcome = "retry";
    try {
      outcome = (await ifFree(LOCK, () => this.#drain())) ?? "busy";
    } catch {
      // The phone's storage failed; what was not removed is still there for the next try.
    } finally {
      await this.#plan(outcome);
    }
    return outcome;
  }

  /** Ends the time to undo for these operations. */
  release(opIds) {
    for (const opId of opIds) this.#released.add(opId);
  }

  /** Takes an operation back, unless its time to undo is over. True when it is gone. */
  withdraw(opId) {
    return whenFree(LOCK, async () => {
      const op = (await this.#outbox.all()).find((row) => row.op_id === opId);
      if (!op || !this.#isHeld(op)) return false;
      await this.#outbox.remove([opId]);
      return true;
    });
  }

  /** Plans no further try. */
  stop() {
    clearTimeout(this.#timer);
  }

  async #drain() {
    const tried = new Set();
    await this.#outbox.replayJournal();
    for (let ops; (ops = await this.#due(tried)).length; ) {
      for (const op of ops) {
        tried.add(op.op_id);
        const { status, op_id: listed, errors } = await this.#send(op);
        if (status === "accepted") await this.#outbox.remove([listed]);
        else if (status === "rejected") await this.#outbox.markRejected(op.op_id, errors);
        else return this.#putLast(op, status);
      }
    }
    return "done";
  }

  async #due(tried) {
    const ops = await this.#outbox.all();
    const due = ops.filter((op) => !op.errors && !tried.has(op.op_id) && !this.#isHeld(op));
    return due.sort((one, other) => this.#failed.has(one.op_id) - this.#failed.has(other.op_id));
  }

  /** One that the server stumbles over must not keep the others on the phone for good. */
  #putLast(op, status) {
    this.#failed.add(op.op_id);
    return status;
  }

  #isHeld(op) {
    const rest = (op.hold_until ?? 0) - Date.now();
    // A clock that was set back must not hold an operation for hours.
    return rest > 0 && rest <= HOLD && !this.#released.has(op.op_id);
  }

  async #plan(outcome) {
    if (outcome === "busy") return this.#after(BUSY_PAUSE);
    if (outcome !== "retry") this.#onSignIn(outcome === "sign_in");
    if (outcome !== "done") return this.#after(backoff(this.#failures++));
    this.#failures = 0;
    this.stop();
    const left = await this.#outbox.count().catch(() => ({ waiting: 1 }));
    if (left.waiting) this.#after(HOLD);
  }

  #after(milliseconds) {
    this.stop();
    this.#timer = setTimeout(() => this.run(), milliseconds);
  }
}
