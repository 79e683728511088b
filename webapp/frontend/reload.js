const KEY = "hallway.reloaded";
const QUIET = 5_000;
const AT_MOST_EVERY = 60_000;

let wanted = false;
let typedAt = 0;

/**
 * Loads the page anew as soon as nobody is typing: only a new page heals a dead IndexedDB. What is
 * typed is in the draft, what is saved in the journal. Without a worker it waits for the person,
 * because a reload without network would end on the browser's error page. Where a new page did not
 * help, the next waits a minute.
 */
export function reloadWhenIdle() {
  if (wanted || !navigator.serviceWorker?.controller) return;
  wanted = true;
  document.addEventListener("input", () => (typedAt = performance.now()));
  document.addEventListener("visibilitychange", () => document.hidden && reload());
  setInterval(() => performance.now() - typedAt > QUIET && reload(), QUIET);
}

function reload() {
  if (reloadedLately()) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  // Not `reload()`, which would post a form again.
  location.replace(location.pathname + location.search);
}

function reloadedLately() {
  return Math.abs(Date.now() - Number(sessionStorage.getItem(KEY))) < AT_MOST_EVERY;
}
