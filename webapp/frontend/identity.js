const USER = "hallway.user";
const DOUBT = "hallway.user-in-doubt";
const TIME_LIMIT = 2_000;
const DATABASE = /^hallway-([0-9a-f-]{36})$/;
const SPARE = /^outbox-([0-9a-f-]{36})$/;

/**
 * The id of the signed-in user, or null. A signed-in page names it in `<meta name="hallway-user">`
 * and it is remembered, for the offline shells are the same for everyone. After somebody tried to
 * sign in, a shell asks the server first: it may be somebody else now.
 */
export async function currentUser() {
  const named = nameOnPage();
  if (named) return keep(named);
  const asked = read(DOUBT) ? await askServer() : null;
  return asked ? keep(asked) : (read(USER) ?? (await userOfStorage()));
}

/** False for the offline shells, which are the same for everyone. */
export function isSignedInPage() {
  return nameOnPage() !== null;
}

/** Notes that a sign-in is under way, so that the remembered user may not be the one. */
export function doubtUser() {
  write(DOUBT, "1");
}

/** Forgets who was signed in. Only signing out does this; a 401 never does. */
export function forgetUser() {
  for (const key of [USER, DOUBT]) write(key, null);
}

function nameOnPage() {
  return document.querySelector('meta[name="hallway-user"]')?.content ?? null;
}

async function askServer() {
  try {
    // The worker lets this one through, because it is no navigation.
    const options = { redirect: "error", signal: AbortSignal.timeout(TIME_LIMIT) };
    const page = await (await fetch("/capture", options)).text();
    return /<meta name="hallway-user" content="([^"]+)">/.exec(page)?.[1] ?? null;
  } catch {
    return null;
  }
}

/**
 * The user whose database or spare copy is on this phone, when it is the only one. Chromium writes
 * localStorage to disk seconds later (measured: a killed browser has lost it), and these at once.
 * Signing out deletes them, so nobody comes back by this who went.
 */
async function userOfStorage() {
  try {
    const databases = await indexedDB.databases();
    const spares = (await globalThis.caches?.keys()) ?? [];
    const named = [
      ...databases.map(({ name }) => DATABASE.exec(name)),
      ...spares.map((name) => SPARE.exec(name)),
    ];
    const users = new Set(named.filter(Boolean).map(([, user]) => user));
    return users.size === 1 ? keep([...users][0]) : null;
  } catch {
    return null;
  }
}

function keep(user) {
  write(USER, user);
  write(DOUBT, null);
  return user;
}

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A phone that refuses storage knows its user from the page alone.
  }
}
