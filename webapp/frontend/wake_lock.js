/** Keeps the screen on while this page is seen; a phone that cannot only dims as ever. */
export function keepScreenAwake() {
  const ask = () => {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
  };
  // The browser drops the lock whenever the page is hidden.
  document.addEventListener("visibilitychange", ask);
  ask();
}
