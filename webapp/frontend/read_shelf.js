import { putPending } from "./pending.js";
import { shelve, todayOf } from "./shelf.js";

/**
 * What this phone holds, with what waits in the outbox done: `{shelf, on, holdsAnything}`, where `on`
 * is the day it is.
 */
export async function readShelf({ pocket, outbox }) {
  const [rows, ops] = await Promise.all([pocket.rows(), outbox.everything()]);
  const shelf = putPending(shelve(rows), ops);
  return { shelf, on: todayOf(shelf), holdsAnything: rows.length + ops.length > 0 };
}
