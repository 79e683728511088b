/**
 * The synchronous journal: one `localStorage` entry for each operation that the server has not
 * listed yet. It is written before anything is awaited, survives the death of IndexedDB connections
 * that WebKit is known for, and is the second copy where Chromium throws a database away: killed in
 * the middle of a write and then once more, it takes its log for damaged (google/leveldb#1287,
 * measured).
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
  return read(PREFIX + opId) !== null;
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
