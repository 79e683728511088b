import * as journal from "./journal.js";

/**
 * The operations that are on this phone only. A saved operation is in the database and in the
 * journal, or in one of them where the other fails, until the server has listed it as taken.
 *
 * `onChange` is called after every change.
 */
export class Outbox {
  #user;
  #database;
  #onChange;

  constructor({ user, database, onChange = () => {} }) {
    this.#user = user;
    this.#database = database;
    this.#onChange = onChange;
  }

  /**
   * Saves `op`, into the journal before this returns, then into the database. Settles with where
   * it is safe: "database", or "journal" when the database is dead. Rejects when it is nowhere.
   */
  async add(op) {
    const journaled = journal.add(op);
    try {
      await this.#database.write((store) => store.put(op));
      return "database";
    } catch (error) {
      if (!journaled) throw error;
      return "journal";
    } finally {
      this.#onChange();
    }
  }

  /** Everything in the database, oldest first; rejected ones carry `errors`. */
  all() {
    return this.#database.read((store) => store.getAll());
  }

  /** Everything that is on this phone only, also what is in the journal alone; oldest first. */
  async everything() {
    const rows = await this.all();
    const journaled = onlyAmong(journal.list(this.#user), rows);
    return [...rows, ...journaled].sort((one, other) => (one.op_id < other.op_id ? -1 : 1));
  }

  /** How many operations wait to be sent, and how many need attention. */
  async count() {
    const ops = await this.everything();
    const rejected = ops.filter((op) => op.errors).length;
    return { waiting: ops.length - rejected, rejected };
  }

  /** Forgets these operations, and no others. */
  async remove(opIds) {
    if (!opIds.length) return;
    const drop = (store) => Promise.all(opIds.map((opId) => store.delete(opId)));
    await this.#database.write(drop);
    journal.remove(opIds);
    this.#onChange();
  }

  /** Puts `op` in the place of another; what rests on that other one rests on it from now on. */
  async replace(opId, op) {
    const move = async (store) => {
      const rows = await store.getAll();
      const resting = rows.filter(({ fields }) => Object.values(fields).includes(opId));
      const moved = [op, ...resting.map((row) => renamed(row, opId, op.op_id))];
      await Promise.all([...moved.map((row) => store.put(row)), store.delete(opId)]);
      return moved;
    };
    for (const row of await this.#database.write(move)) journal.add(row);
    journal.remove([opId]);
    this.#onChange();
  }

  /** Keeps an operation that the server refuses, with its `[{field, message}]`. */
  async markRejected(opId, errors) {
    const mark = async (store) => {
      const row = await store.get(opId);
      if (row) await store.put({ ...row, errors });
    };
    await this.#database.write(mark);
    this.#onChange();
  }

  /** Gives the database and the journal what only the other has; repeatable. */
  async reconcile() {
    const [rows, journaled] = [await this.all(), journal.list(this.#user)];
    onlyAmong(rows, journaled).forEach(journal.add);
    const missing = onlyAmong(journaled, rows);
    if (!missing.length) return;
    const keep = async (store, op) => (await store.get(op.op_id)) ?? store.put(op);
    await this.#database.write((store) => Promise.all(missing.map((op) => keep(store, op))));
    this.#onChange();
  }

  /** Deletes everything of this user, unsent or not. */
  async destroy() {
    journal.remove(journal.list(this.#user).map((op) => op.op_id));
    await this.#database.destroy();
  }
}

/** The operations that are not among the others. */
function onlyAmong(ops, others) {
  const known = new Set(others.map((op) => op.op_id));
  return ops.filter((op) => !known.has(op.op_id));
}

/** The operation with each mention of one id made one of the other. */
function renamed(op, before, now) {
  const fields = Object.entries(op.fields).map(([name, value]) => [
    name,
    value === before ? now : value,
  ]);
  return { ...op, fields: Object.fromEntries(fields) };
}
