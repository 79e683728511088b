const held = new Set();

/**
 * Runs `work` while no other tab runs work of that name; gives undefined, at once, when one does.
 * Where the Web Locks API is missing (insecure contexts) only this tab is looked at: the server
 * takes each operation once all the same.
 */
export async function ifFree(name, work) {
  if (navigator.locks) {
    return navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && work());
  }
  if (held.has(name)) return undefined;
  held.add(name);
  try {
    return await work();
  } finally {
    held.delete(name);
  }
}

/** Runs `work` as soon as no other tab runs work of that name. */
export function whenFree(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
