const PULL = "pull";
const PATIENCE = 10;
const STORES = ["things", "coming", "meta"];

/**
 * The pocket copy: what the server holds of this user, as rows `{kind, id, rev, value}`. A pull
 * that starts from nothing gathers in `coming` and takes the place of the old copy only when it is
 * complete, so that a phone which loses the network half-way still has everybody.
 */
export class Pocket {
  #database;

  constructor(database) {
    this.#database = database;
  }

  /** Where to go on asking for changes: the cursor of the last answer, or null at first. */
  async cursor() {
    return (await this.#pull())?.cursor ?? null;
  }

  /** Whether this phone has ever got everything. */
  async isFilled() {
    return Boolean((await this.#pull())?.filled);
  }

  /**
   * Takes in one answer `{changes, cursor, more, full}`, in one transaction with its cursor; `full`
   * begins a pull from nothing.
   */
  take(answer) {
    return this.#database.write(async (things, coming, meta) => {
      const before = (await meta.get(PULL)) ?? {};
      if (answer.full) await coming.clear();
      const gathering = answer.full || Boolean(before.gathering);
      await apply(answer.changes, gathering ? coming : things);
      if (gathering && !answer.more) await replace(things, coming);
      const now = { cursor: answer.cursor, gathering: gathering && answer.more };
      await meta.put({ ...now, filled: before.filled || !answer.more }, PULL);
    }, STORES);
  }

  /** Forgets how far it had come, so that the next pull brings everything. */
  startAgain() {
    return this.changeNote(PULL, (before) => ({ ...before, cursor: null, gathering: false }));
  }

  /** All rows, of one kind if it is named. */
  rows(kind) {
    const range = kind ? IDBKeyRange.bound([kind], [kind, []]) : null;
    return this.#database.read((things) => things.getAll(range), ["things"], PATIENCE);
  }

  /** What is kept under `name` beside the copy, or undefined. */
  note(name) {
    return this.#database.read((meta) => meta.get(name), ["meta"]);
  }

  /** Makes what is kept under `name` into `change(it)`. */
  changeNote(name, change) {
    return this.#database.write(
      async (meta) => meta.put(change(await meta.get(name)), name),
      ["meta"],
    );
  }

  #pull() {
    return this.note(PULL);
  }
}

function apply(changes, store) {
  return Promise.all(
    changes.map(async ({ kind, id, rev, gone, value }) =>
      gone ? store.delete([kind, id]) : store.put({ kind, id, rev, value }),
    ),
  );
}

async function replace(things, coming) {
  await things.clear();
  await Promise.all((await coming.getAll()).map((row) => things.put(row)));
  await coming.clear();
}
