import { dueOps } from "./due_ops.js";
import { ifFree, whenFree } from "./locks.js";

const LOCK = "hallway-deliver";
const BUSY_PAUSE = 5_000;
const PULL_PAUSE = 60_000;
const MOST = 50;

/** How long a new capture waits on the phone so that it can still be undone. */
export const HOLD = 5_000;

/** Milliseconds to wait after `failures` in a row: 1 to 2 s at first, 5 minutes at most. */
export function backoff(failures, random = Math.random()) {
  return Math.min(300_000, 2_000 * 2 ** failures) * (0.5 + random / 2);
}

/**
 * Takes what waits in the outbox to the server, oldest first, and brings the changes into the
 * pocket copy, from one tab at a time. `onNews({signIn?, offline?, pulled?, metBefore?})` hears
 * whether the server asked for a sign-in, could not be reached, or had anything new.
 */
export class Delivery {
  #outbox;
  #pocket;
  #send;
  #onNews;
  #failures = 0;
  #most = MOST;
  #timer;
  #released = new Set();
  #failed = new Set();

  constructor({ outbox, pocket, send, onNews = () => {} }) {
    this.#outbox = outbox;
    this.#pocket = pocket;
    this.#send = send;
    this.#onNews = onNews;
  }

  /** Sends what is due, then plans the next try. Gives "done", "retry", "sign_in" or "busy". */
  async run() {
    let outcome = "retry";
    try {
      outcome = (await ifFree(LOCK, () => this.#drainOrRescue())) ?? "busy";
    } catch {
      // What was not removed is still there for the next try.
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

  async #drainOrRescue() {
    try {
      return await this.#drain();
    } catch {
      return this.#rescue();
    }
  }

  /**
   * The phone's storage failed: what the journal holds goes to the server all the same, and nothing
   * is pulled. A database that lives again sends it once more, and the server takes each id once.
   */
  async #rescue() {
    const tried = new Set();
    for (;;) {
      const ops = this.#due(this.#outbox.journaled(), tried);
      if (!ops.length) return "retry";
      const answer = await this.#send({ cursor: null, ops });
      if (answer.status === "refused") return this.#putOff(ops, { status: "retry", reached: true });
      if (answer.status !== "answered") return this.#putOff(ops, answer);
      for (const { op_id } of ops) tried.add(op_id);
      const accepted = answer.results.filter(({ status }) => status === "accepted");
      await this.#outbox.forgetCopies(accepted.map(({ op_id }) => op_id));
      this.#onNews({ signIn: false, offline: false, ...metBefore(accepted) });
    }
  }

  async #drain() {
    const round = { tried: new Set(), more: true, outcome: "done" };
    await this.#outbox.reconcile();
    for (;;) {
      const ops = this.#due(await this.#outbox.all(), round.tried);
      if (!ops.length && !round.more) return round.outcome;
      const cursor = await this.#pocket.cursor();
      const answer = await this.#send({ cursor, ops });
      if (answer.status === "answered") await this.#take(ops, answer, round);
      else if (answer.status === "refused") await this.#divide(ops, answer.errors, round);
      else return this.#putOff(ops, answer);
    }
  }

  #due(ops, tried) {
    const due = dueOps(ops, (op) => this.#isHeld(op)).filter((op) => !tried.has(op.op_id));
    // What the server stumbled over before goes last, and alone.
    const fresh = due.filter((op) => !this.#failed.has(op.op_id));
    return fresh.length ? fresh.slice(0, this.#most) : due.slice(0, 1);
  }

  async #take(ops, answer, round) {
    this.#most = MOST;
    this.#onNews({ signIn: false, offline: false });
    // The copy first: whoever looks in between sees a thing twice noted rather than nowhere.
    await this.#pocket.take(answer);
    const results = new Map(answer.results.map((result) => [result.op_id, result]));
    const sorted = { accepted: [], rejected: [], retry: [] };
    for (const op of ops) {
      round.tried.add(op.op_id);
      const result = results.get(op.op_id) ?? { op_id: op.op_id };
      (sorted[result.status] ?? sorted.retry).push(result);
    }
    await this.#outbox.remove(sorted.accepted.map((result) => result.op_id));
    for (const { op_id, errors } of sorted.rejected) await this.#outbox.markRejected(op_id, errors);
    for (const { op_id } of sorted.retry) this.#failed.add(op_id);
    if (sorted.retry.length) round.outcome = "retry";
    round.more = answer.more;
    this.#onNews({ pulled: answer.changes.length > 0, ...metBefore(sorted.accepted) });
  }

  /** A batch refused as a whole is halved until the bad operation stands alone. */
  async #divide(ops, errors, round) {
    if (ops.length > 1) {
      this.#most = Math.ceil(ops.length / 2);
    } else if (ops.length) {
      round.tried.add(ops[0].op_id);
      await this.#outbox.markRejected(ops[0].op_id, errors);
    } else {
      round.more = false;
      round.outcome = "retry";
      await this.#pocket.startAgain();
    }
  }

  /** One that the server stumbles over must not keep the others on the phone for good. */
  #putOff(ops, { status, reached }) {
    this.#onNews(status === "sign_in" ? { signIn: true, offline: false } : { offline: !reached });
    // Half of it may also get through a slow network in time.
    if (status !== "sign_in" && ops.length > 1) this.#most = Math.ceil(ops.length / 2);
    else if (reached) for (const op of ops) this.#failed.add(op.op_id);
    return status;
  }

  #isHeld(op) {
    const rest = (op.hold_until ?? 0) - Date.now();
    // A clock that was set back must not hold an operation for hours.
    return rest > 0 && rest <= HOLD && !this.#released.has(op.op_id);
  }

  async #plan(outcome) {
    if (outcome === "busy") return this.#after(BUSY_PAUSE);
    if (outcome !== "done") return this.#after(backoff(this.#failures++));
    this.#failures = 0;
    const left = await this.#outbox.count().catch(() => ({ waiting: 1 }));
    this.#after(left.waiting ? HOLD : PULL_PAUSE);
  }

  #after(milliseconds) {
    this.stop();
    this.#timer = setTimeout(() => this.run(), milliseconds);
  }
}

function metBefore(accepted) {
  const met = accepted.filter((result) => result.met_before);
  return met.length ? { metBefore: met } : {};
}
