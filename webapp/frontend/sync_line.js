/**
 * What to say of the outbox: `{state, text, href?}`. `left` is what `Outbox.count` gives, or null
 * when the phone's storage does not answer; `here` is the page's path, to come back to; `offline`
 * says that the server could not be reached at the last try.
 */
export function describe(left, signIn, here, offline = false) {
  if (!left) return { state: "reload", text: "Reload to see what is saved", href: here };
  if (left.waiting && signIn) {
    const href = `/signin?next=${encodeURIComponent(here)}`;
    return { state: "sign-in", text: "Sign in to sync", href };
  }
  if (left.rejected) {
    const text = left.rejected === 1 ? "1 needs attention" : `${left.rejected} need attention`;
    return { state: "attention", text, href: "/capture#attention" };
  }
  if (left.waiting) return { state: "waiting", text: `${left.waiting} on this phone only` };
  if (offline) return { state: "offline", text: "No network" };
  return { state: "saved", text: "All saved" };
}

/** Keeps `element` (a live region) true to the outbox, whichever tab changes it. */
export function keepSyncLine(element, outbox, changes) {
  let signIn = false;
  let offline = false;
  let counting = false;
  let stale = false;

  async function show() {
    stale = counting;
    if (counting) return;
    counting = true;
    const left = await outbox.count().catch(() => null);
    counting = false;
    render(element, describe(left, signIn, location.pathname + location.search, offline));
    if (stale) show();
  }

  changes.listen((news) => {
    signIn = news.signIn ?? signIn;
    offline = news.offline ?? offline;
    show();
  });
  show();
}

function render(element, { state, text, href }) {
  // A live region speaks at every change of its content, so it must not be rewritten in vain.
  if (element.dataset.state === state && element.textContent === text) return;
  element.dataset.state = state;
  if (!href) return element.replaceChildren(text);
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  element.replaceChildren(link);
}
