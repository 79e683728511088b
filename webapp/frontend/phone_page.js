import { tryCamera } from "./camera_test.js";
import { wayToInstall, wireInstalling } from "./install_hint.js";
import { isInstalled, kindOfPhone } from "./platform.js";

/** What Hallway may do on this phone, as the phone itself answers. */
export function start({ outbox, delivery, changes, install }) {
  const say = (name, text) => (document.querySelector(`[data-phone="${name}"]`).textContent = text);
  sayInstalled(say, install);
  sayStorage(say);
  sayOffline(say);
  const showWaiting = () => sayWaiting(say, outbox);
  changes?.listen(showWaiting);
  showWaiting();
  on("send", () => delivery?.run());
  on("keep", async () => {
    await navigator.storage?.persist?.().catch(() => false);
    sayStorage(say);
  });
  on("camera", () => tryCamera(document.querySelector("[data-camera-test]"), (text) => say("camera", text)));
}

function sayInstalled(say, install) {
  const installed = isInstalled();
  say("installed", installed ? "An app on this phone" : "A page in the browser");
  say("way", installed ? "" : wayToInstall());
  const button = document.querySelector("[data-install-here]");
  if (!installed) wireInstalling(button, install, () => say("installed", "An app on this phone"));
}

async function sayStorage(say) {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const keeps = await navigator.storage?.persisted?.().catch(() => false);
  say("keeps", keeps ? "Kept until you clear it" : "The browser may clear it");
  say("meaning", meaningOfKeeping(keeps));
  say("used", usage === undefined ? "The browser does not say" : `${size(usage)} of ${size(quota)}`);
  document.querySelector('[data-do="keep"]').hidden = Boolean(keeps) || !navigator.storage?.persist;
}

/** What it means for a person that the phone keeps, or does not keep, what is stored. */
export function meaningOfKeeping(keeps, installed = isInstalled(), phone = kindOfPhone()) {
  if (keeps) return "This phone has promised not to clear what Hallway stores by itself.";
  if (phone === "apple" && !installed) {
    return "Safari deletes what a page stores after seven days of use without a visit. On the "
      + "Home Screen it stays. What you save reaches Hallway as soon as there is a network.";
  }
  return "When this phone runs out of space it may clear what Hallway stores. What you save "
    + "reaches Hallway as soon as there is a network.";
}

async function sayOffline(say) {
  const kept = await globalThis.caches?.match("/offline/capture", { ignoreVary: true }).catch(() => null);
  say("offline", kept ? "Opens with no network" : "Needs the network to open");
}

async function sayWaiting(say, outbox) {
  const left = await outbox?.count().catch(() => null);
  document.querySelector('[data-do="send"]').hidden = !left?.waiting;
  if (!left) return say("waiting", "The phone's storage does not answer. Load this page again.");
  const waiting = left.waiting ? `${left.waiting} on this phone only` : "All saved";
  say("waiting", left.rejected ? `${waiting}. ${left.rejected} to correct under Capture` : waiting);
}

function on(name, run) {
  document.querySelector(`[data-do="${name}"]`)?.addEventListener("click", run);
}

function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  const step = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const count = bytes / 2 ** (10 * step);
  return `${count < 10 && step ? count.toFixed(1) : Math.round(count)} ${units[step]}`;
}
