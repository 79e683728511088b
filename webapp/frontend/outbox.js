import * as journal from "./journal.js";
import { Spare } from "./spare.js";

/**
 * The operations that are on this phone only. A saved operation is in the database, in the journal
 * and in the spare, or in those of them that do not fail, until the server has listed it as taken.
 *
 * `onChange` is called after every change.
 */
export class Outbox {
  #user;
  #database;
  #spare;
  #recovering = null;
  #onChange;

  constructor({ user, database, onChange = () => {} }) {
    this.#user = user;
    this.#database = database;
    this.#spare = new Spare(user);
    this.#onChange = onChange;
  }

  /**
   * Saves `op`, into the journal before this returns, then into the database and the spare. Settles
   * with where it is safe: "database", or "journal" when the database is dead. Rejects when it is
   * nowhere.
   */
  async add(op) {
    const journaled = journal.add(op);
    const spared = this.#spare.add(op);
    try {
      await this.#database.write((store) => store.put(op));
      return "database";
    } catch (error) {
      if (!journaled && !(await spared)) throw error;
      return "journal";
    } finally {
      await spared;
      this.#onChange();
    }
  }

  /** Everything in the database, oldest first; rejected ones carry `errors`. */
  all() {
    return this.#database.read((store) => store.getAll());
  }

  /** Everything that is on this phone only, wherever it is kept; oldest first. */
  async everything() {
    await this.#recover();
    const rows = await this.all();
    const journaled = onlyAmong(journal.list(this.#user), rows);
    return [...rows, ...journaled].sort((one, other) => (one.op_id < other.op_id ? -1 : 1));
  }

  /** What waits as the journal has it, which needs no database; oldest first. */
  journaled() {
    return journal.list(this.#user);
  }

  /** Takes these out of the copies beside the database: the journal and the spare. */
  async forgetCopies(opIds) {
    journal.remove(opIds);
    await this.#spare.remove(opIds);
    this.#onChange();
  }

  /**
   * How many operations wait to be sent, and how many need attention; as the journal has it, where
   * the database does not answer. Rejects when neither knows of any.
   */
  async count() {
    const ops = await this.everything().catch((error) => {
      const journaled = this.journaled();
      if (!journaled.length) throw error;
      return journaled;
    });
    const rejected = ops.filter((op) => op.errors).length;
    return { waiting: ops.length - rejected, rejected };
  }

  /** Forgets these operations, and no others. */
  async remove(opIds) {
    if (!opIds.length) return;
    const drop = (store) => Promise.all(opIds.map((opId) => store.delete(opId)));
    await this.#database.write(drop);
    await this.forgetCopies(opIds);
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
    for (const row of await this.#database.write(move)) {
      journal.add(row);
      await this.#spare.add(row);
    }
    await this.forgetCopies([opId]);
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

  /** Gives the database and the journal what only another copy has; repeatable. */
  async reconcile() {
    await this.#recover();
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
    await this.#spare.destroy();
    await this.#database.destroy();
  }

  /** Once a page: the journal gets what only the spare has. */
  #recover() {
    this.#recovering ??= this.#spare.others(journal.has).then((ops) => ops.forEach(journal.add));
    return this.#recovering;
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
