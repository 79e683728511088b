/* A phone for the tests: storage, locks and an IndexedDB, all of them empty at every call. */
import { setMaxListeners } from "node:events";

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";

import { PhoneDatabase } from "../../webapp/frontend/database.js";
import { Outbox } from "../../webapp/frontend/outbox.js";
import { Pocket } from "../../webapp/frontend/pocket.js";
import { uuidv7 } from "../../webapp/frontend/uuid.js";

export const USER = "0190d5d0-0000-7000-8000-000000000001";

/** Puts a fresh phone into the global scope, as the modules see one. */
export function newPhone() {
  define("indexedDB", new IDBFactory());
  define("localStorage", newStorage());
  define("sessionStorage", newStorage());
  define("caches", newCaches());
  define("navigator", { locks: new Locks() });
  const page = new EventTarget();
  setMaxListeners(0, page);
  for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) {
    define(name, page[name].bind(page));
  }
}

/** As WebKit's connections die: every attempt to open the database fails. */
export function killDatabase() {
  indexedDB.open = () => {
    throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
  };
}

/** Where `localStorage` refuses everything, as in some private modes. */
export function refuseLocalStorage() {
  define("localStorage", {
    setItem() {
      throw new DOMException("no room", "QuotaExceededError");
    },
    getItem: () => null,
    removeItem() {},
  });
}

/** One tab's outbox. */
export function openOutbox({ user = USER, limit = 500, onBroken, ...hooks } = {}) {
  return new Outbox({ user, database: new PhoneDatabase(user, { limit, onBroken }), ...hooks });
}

/** One user's pocket copy. */
export function openPocket({ user = USER, limit = 500, onBroken } = {}) {
  return new Pocket(new PhoneDatabase(user, { limit, onBroken }));
}

/** An answer of the server that lists `results` and brings `changes`. */
export function answered(results = [], { changes = [], cursor = "one:1", more, full } = {}) {
  return { status: "answered", results, changes, cursor, more: Boolean(more), full: Boolean(full) };
}

/** A capture as the page makes it; it is due at once. */
export function capture(name = "Ngozi", user = USER) {
  return {
    op_id: uuidv7(),
    user_id: user,
    type: "capture",
    captured_at: "2026-03-01T14:05:00.000+01:00",
    fields: { name, detail: "twin daughters" },
    schema: 1,
  };
}

/** Captures in the order in which their ids say they were made. */
export function captures(count) {
  const made = Array.from({ length: count }, (_, place) => capture(`Person ${place}`));
  return made.sort((one, other) => (one.op_id < other.op_id ? -1 : 1));
}

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

function newStorage() {
  const methods = {
    getItem: (key) => (Object.hasOwn(stored, key) ? stored[key] : null),
    setItem: (key, value) => {
      stored[key] = String(value);
    },
    removeItem: (key) => delete stored[key],
  };
  const stored = Object.create(methods);
  return stored;
}

/** As far of the Cache API as the spare uses it. */
function newCaches() {
  const kept = new Map();
  const named = (files) => ({
    put: async (path, response) => files.set(path, await response.text()),
    keys: async () => [...files.keys()].map((path) => ({ url: `https://hallway.example${path}` })),
    match: async ({ url }) => new Response(files.get(new URL(url).pathname)),
    delete: async (path) => files.delete(path),
  });
  return {
    async open(name) {
      if (!kept.has(name)) kept.set(name, new Map());
      return named(kept.get(name));
    },
    keys: async () => [...kept.keys()],
    delete: async (name) => kept.delete(name),
  };
}

/** Exclusive locks as the Web Locks API gives them. */
class Locks {
  #tails = new Map();

  async request(name, options, work = options) {
    const tail = this.#tails.get(name);
    if (tail && options.ifAvailable) return work(null);
    const done = (tail ?? Promise.resolve()).then(() => work({ name }));
    const ended = done
      .catch(() => {})
      .then(() => {
        if (this.#tails.get(name) === ended) this.#tails.delete(name);
      });
    this.#tails.set(name, ended);
    return done;
  }
}
