import { within } from "./time_limit.js";

const LIMIT = 2_000;
const FOLDER = "/outbox/";

/**
 * The spare copy of what waits: a file for each operation, in a cache of this user's own. Chromium
 * keeps IndexedDB and localStorage in logs of one kind, and killed twice in the middle of a write
 * it lost the same captures from both (measured: 39 of 9,080); files share no log. It bears every
 * failure, and is left alone after the first: nothing rests on the spare alone.
 */
export class Spare {
  #name;
  #isDead = !globalThis.caches;

  constructor(user) {
    this.#name = `outbox-${user}`;
  }

  /** Writes `op` down; false when that failed. */
  async add(op) {
    const put = (cache) => cache.put(FOLDER + op.op_id, new Response(JSON.stringify(op)));
    return (await this.#on(put)) !== null;
  }

  /** The operations that are here and that `isKnown(opId)` does not know. */
  async others(isKnown) {
    const read = async (cache) => {
      const files = (await cache.keys()).filter(({ url }) => !isKnown(url.split(FOLDER)[1]));
      return Promise.all(files.map(async (file) => (await cache.match(file)).json()));
    };
    return (await this.#on(read)) ?? [];
  }

  /** Drops these operations; an absent one is no error. */
  remove(opIds) {
    return this.#on((cache) => Promise.all(opIds.map((opId) => cache.delete(FOLDER + opId))));
  }

  /** Drops everything of this user. */
  destroy() {
    return this.#on(() => caches.delete(this.#name));
  }

  async #on(work) {
    if (this.#isDead) return null;
    try {
      return await within(LIMIT, async () => work(await caches.open(this.#name)));
    } catch {
      this.#isDead = true;
      return null;
    }
  }
}
