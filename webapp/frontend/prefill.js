const KEY = "hallway.prefill";
const FROM_ADDRESS = ["contact_id", "event_id", "place", "program_id"];

/** Hands fields over to this tab's next capture page, without writing them into its address. */
export function handOver(fields) {
  sessionStorage.setItem(KEY, JSON.stringify(fields));
}

/** The fields that another page handed over or that the address names; each is given once. */
export function takePrefill() {
  const query = new URLSearchParams(location.search);
  const named = [...query].filter(([name, value]) => FROM_ADDRESS.includes(name) && value);
  const handed = read();
  forgetPrefill();
  return { ...Object.fromEntries(named), ...handed };
}

/** Drops what was handed over. */
export function forgetPrefill() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // A phone that refuses storage holds nothing to drop.
  }
}

/** Lets a link carry fields to the capture page in `data-prefill` (JSON). */
export function watchPrefillLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-prefill]");
    if (link) sessionStorage.setItem(KEY, link.dataset.prefill);
  });
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}
