let asked = false;

/**
 * Asks the browser, once a page, not to clear this site's storage, and shows its true answer in
 * `[data-keeping]`. It is asked after a save, when there is something to keep.
 */
export async function askToKeep() {
  if (asked || !navigator.storage?.persist) return;
  asked = true;
  const keeps = await navigator.storage.persist().catch(() => false);
  const place = document.querySelector("[data-keeping]");
  if (!place) return;
  place.textContent = keeps
    ? "This phone keeps what you save until it is sent."
    : "This browser may clear what is not yet sent after a week without a visit.";
}
