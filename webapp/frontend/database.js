import { deleteDB, openDB } from "idb";

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

  constructor(user, { limit = 3_000, onBroken = () => {} } = {}) {
    this.#name = `hallway-${user}`;
    this.#limit = limit;
    this.#onBroken = onBroken;
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
    const database = await this.#open();
    signal.throwIfAborted();
    const transaction = database.transaction(stores, mode, { durability: "strict" });
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

async function within(limit, work) {
  const timeUp = new AbortController();
  const expiry = new Promise((_, reject) => {
    timeUp.signal.addEventListener("abort", () => reject(timeUp.signal.reason));
  });
  const late = new DOMException("The phone's storage did not answer", "TimeoutError");
  const timer = setTimeout(() => timeUp.abort(late), limit);
  try {
    return await Promise.race([work(timeUp.signal), expiry]);
  } finally {
    clearTimeout(timer);
  }
}
