/**
 * Small things that this phone remembers for one user, in `localStorage` under
 * `hallway.<what>.<user>`. The user is part of the key so that a borrowed phone never shows one
 * person the other's words. A phone that refuses storage only forgets.
 */
const key = (user, what) => `hallway.${what}.${user ?? "nobody"}`;

/** The remembered value, or null when there is none or it cannot be read. */
export function recall(user, what) {
  try {
    return JSON.parse(localStorage.getItem(key(user, what)));
  } catch {
    return null;
  }
}

/** Keeps `value` (anything JSON can hold); false when the phone refuses. */
export function remember(user, what, value) {
  try {
    localStorage.setItem(key(user, what), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Drops one remembered value. */
export function forget(user, what) {
  try {
    localStorage.removeItem(key(user, what));
  } catch {
    // A phone that refuses storage holds nothing to drop.
  }
}

/** Drops everything remembered for `user`. */
export function forgetAll(user) {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith("hallway.") && name.endsWith(`.${user}`)) localStorage.removeItem(name);
    }
  } catch {
    // As above.
  }
}
