import { deleteDB, openDB } from "idb";

const STORE = "outbox";

/**
 * One user's IndexedDB database. Each piece of work is one transaction with a time limit; after a
 * failure the connection is opened anew and the work done once more, because WebKit's connections
 * die under a living page. Work must therefore be repeatable.
 */
export class PhoneDatabase {
  #name;
  #limit;
  #opening = null;

  constructor(user, { limit = 3_000 } = {}) {
    this.#name = `hallway-${user}`;
    this.#limit = limit;
  }

  /** What `work(store)` gives, in a transaction that only reads. */
  read(work) {
    return this.#persist("readonly", work);
  }

  /** What `work(store)` gives, once the transaction is on disk. */
  write(work) {
    return this.#persist("readwrite", work);
  }

  /** Deletes the database; settles when it is gone or the time is up. */
  async destroy() {
    this.#drop();
    await within(this.#limit, () => deleteDB(this.#name)).catch(() => {});
  }

  async #persist(mode, work) {
    const attempt = (signal) => this.#attempt(mode, work, signal);
    try {
      return await within(this.#limit, attempt);
    } catch {
      this.#drop();
      return within(this.#limit, attempt);
    }
  }

  async #attempt(mode, work, signal) {
    const database = await this.#open();
    signal.throwIfAborted();
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    // Work that missed its time is taken back: it is about to be reported as failed.
    signal.addEventListener("abort", () => abort(transaction));
    const [result] = await Promise.all([work(transaction.store), transaction.done]);
    return result;
  }

  #open() {
    this.#opening ??= openDB(this.#name, 1, {
      upgrade: (database) => database.createObjectStore(STORE, { keyPath: "op_id" }),
      blocking: () => this.#drop(),
      terminated: () => this.#drop(),
    });
    return this.#opening;
  }

  #drop() {
    this.#opening?.then((database) => database.close(), () => {});
    this.#opening = null;
  }
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
