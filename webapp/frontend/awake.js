const PAUSE = 1_000;

/**
 * Calls `wake` whenever the page may be of use again: at once, when the network comes back, when
 * the page is seen or focused. Phones without Background Sync have nothing better. Several of
 * these come together, so it is called once a second at most.
 */
export function whenAwake(wake) {
  let last = -Infinity;
  const once = () => {
    if (document.hidden || performance.now() - last < PAUSE) return;
    last = performance.now();
    wake();
  };
  for (const name of ["online", "focus", "pageshow"]) addEventListener(name, once);
  document.addEventListener("visibilitychange", once);
  once();
}
