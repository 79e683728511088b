import { deleteDB, openDB } from "idb";

import { within } from "./time_limit.js";

const VERSION = 2;
const OUTBOX = ["outbox"];

/**
 * One user's IndexedDB database: the outbox, and the pocket copy of what the server holds. Each
 * piece of work is one transaction with a time limit; after a failure the connection is opened
 * anew and the work done once more, because WebKit's connections die under a living page. Work
 * must therefore be repeatable. It is given the stores it names: the outbox when it names none.
 * `onBroken` is called when it fails once more: only a new page heals that, unless the phone is full.
 */
export class PhoneDatabase {
  #name;
  #limit;
  #onBroken;
  #opening = null;
  #running = new Set();
  #shown = Promise.resolve();

  constructor(user, { limit = 3_000, onBroken = () => {} } = {}) {
    this.#name = `hallway-${user}`;
    this.#limit = limit;
    this.#onBroken = onBroken;
    addEventListener("pagehide", () => this.#leave());
  }

  /**
   * What `work(...stores)` gives, in a transaction that only reads. What reads thousands may take
   * `patience` times the limit: it is slow, and not broken.
   */
  read(work, stores = OUTBOX, patience = 1) {
    return this.#persist("readonly", work, stores, patience);
  }

  /** What `work(...stores)` gives, once the transaction is on disk. */
  write(work, stores = OUTBOX) {
    return this.#persist("readwrite", work, stores);
  }

  /** Deletes the database; settles when it is gone or the time is up. */
  async destroy() {
    this.#drop();
    await within(this.#limit, () => deleteDB(this.#name)).catch(() => {});
  }

  async #persist(mode, work, stores, patience = 1) {
    const limit = this.#limit * patience;
    const attempt = (signal) => this.#attempt({ mode, work, stores, signal });
    try {
      return await within(limit, attempt);
    } catch {
      this.#drop();
    }
    try {
      return await within(limit, attempt);
    } catch (error) {
      if (error.name !== "QuotaExceededError") this.#onBroken();
      throw error;
    }
  }

  async #attempt({ mode, work, stores, signal }) {
    await this.#shown;
    const opening = this.#open();
    const database = await opening;
    signal.throwIfAborted();
    if (opening !== this.#opening) throw new DOMException("The page is left", "AbortError");
    const transaction = database.transaction(stores, mode, { durability: "strict" });
    this.#running.add(transaction);
    const forget = () => this.#running.delete(transaction);
    transaction.done.then(forget, forget);
    // Work that missed its time is taken back: it is about to be reported as failed.
    signal.addEventListener("abort", () => abort(transaction));
    const named = stores.map((name) => transaction.objectStore(name));
    const worked = work(...named).catch((error) => {
      // Half of a piece of work is none.
      abort(transaction);
      throw error;
    });
    const [result] = await Promise.all([worked, transaction.done]);
    return result;
  }

  #open() {
    this.#opening ??= openDB(this.#name, VERSION, {
      upgrade,
      blocking: () => this.#drop(),
      terminated: () => this.#drop(),
    });
    return this.#opening;
  }

  /**
   * A transaction that a page leaves running is never ended by WebKit, and no later page can write
   * (measured, WebKitGTK 2.50). The journal has what an ended one was about to save.
   */
  #leave() {
    this.#running.forEach(abort);
    this.#drop();
    this.#shown = new Promise((show) => addEventListener("pageshow", show, { once: true }));
  }

  #drop() {
    this.#opening?.then(
      (database) => database.close(),
      () => {},
    );
    this.#opening = null;
  }
}

/** Version 1 held the outbox alone; what waits in it stays. */
function upgrade(database, before) {
  if (before < 1) database.createObjectStore("outbox", { keyPath: "op_id" });
  for (const name of ["things", "coming"]) {
    database.createObjectStore(name, { keyPath: ["kind", "id"] });
  }
  database.createObjectStore("meta");
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has just ended by itself.
  }
}
