import { scriptUrl } from "./trusted.js";

const AT_MOST_EVERY = 60_000;

/**
 * Registers the worker, and offers its next version in `[data-update-hint]`. The old version goes
 * on until the person taps `[data-update]`; then the page is loaded anew. Gives a function that
 * looks for a new version. A browser that refuses workers goes without.
 */
export async function watchForUpdates() {
  if (!navigator.serviceWorker) return () => {};
  const options = { updateViaCache: "none" };
  const registering = navigator.serviceWorker.register(scriptUrl("/sw.js"), options);
  const registration = await registering.catch(() => null);
  if (!registration) return () => {};
  if (registration.waiting) offer(registration);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active) offer(registration);
    });
  });
  return atMostEvery(AT_MOST_EVERY, () => registration.update().catch(() => {}));
}

function offer(registration) {
  const hint = document.querySelector("[data-update-hint]");
  if (!hint) return;
  hint.hidden = false;
  hint.querySelector("[data-update]").addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    registration.waiting?.postMessage({ type: "update" });
  }, { once: true });
}

function atMostEvery(pause, work) {
  let last = performance.now();
  return () => {
    if (performance.now() - last < pause) return;
    last = performance.now();
    work();
  };
}
