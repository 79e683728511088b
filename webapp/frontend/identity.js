const KEY = "hallway.user";

/**
 * The id of the signed-in user, or null. A signed-in page names it in `<meta name="hallway-user">`
 * and it is remembered, for the offline shells are the same for everyone.
 */
export function currentUser() {
  const named = nameOnPage();
  try {
    if (named) localStorage.setItem(KEY, named);
    return named || localStorage.getItem(KEY);
  } catch {
    return named || null;
  }
}

/** False for the offline shells, which are the same for everyone. */
export function isSignedInPage() {
  return Boolean(nameOnPage());
}

/** Forgets who was signed in. Only signing out does this; a 401 never does. */
export function forgetUser() {
  localStorage.removeItem(KEY);
}

function nameOnPage() {
  return document.querySelector('meta[name="hallway-user"]')?.content;
}
