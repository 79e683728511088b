/**
 * The synchronous journal: one `localStorage` entry per operation that IndexedDB has not yet
 * committed. It survives the death of IndexedDB connections that WebKit is known for.
 */
const PREFIX = "hallway.journal.";

/** Writes `op` down; false when the phone refuses (quota, private mode). */
export function add(op) {
  try {
    localStorage.setItem(PREFIX + op.op_id, JSON.stringify(op));
    return true;
  } catch {
    return false;
  }
}

/** The operations of `user` that are still in the journal, oldest first. */
export function list(user) {
  return names()
    .map(read)
    .filter((op) => op?.user_id === user);
}

/** True when the operation is in the journal. */
export function has(opId) {
  return names().includes(PREFIX + opId);
}

/** Drops the entries of these operations; an absent one is no error. */
export function remove(opIds) {
  try {
    for (const opId of opIds) localStorage.removeItem(PREFIX + opId);
  } catch {
    // The entry is replayed at the next load; the server takes each id once.
  }
}

function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).sort();
  } catch {
    return [];
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
