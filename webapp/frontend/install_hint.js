import { isInstalled, kindOfPhone } from "./platform.js";

const KEY = "hallway.install-hint";

const WAYS = {
  apple: "Tap Share at the edge of the screen, then Add to Home Screen.",
  android: "Open the browser's menu and tap Install app or Add to home screen.",
  other: "Your browser may offer to install it: look in its menu.",
};

/** How one installs Hallway on this phone, as a sentence. */
export function wayToInstall() {
  return WAYS[kindOfPhone()];
}

/**
 * Shows `hint` on a phone whose browser has Hallway open in a tab, until it is dismissed once.
 * `offer` holds the browser's own way to install in `offer.event`, where there is one.
 */
export function offerInstalling(hint, offer) {
  if (!hint || isInstalled() || kindOfPhone() === "other" || wasDismissed()) return;
  hint.querySelector("[data-install-way]").textContent = wayToInstall();
  wireInstalling(hint.querySelector("[data-install]"), offer, () => dismiss(hint));
  const away = hint.querySelector("[data-install-dismiss]");
  away.addEventListener("click", () => dismiss(hint), { once: true });
  hint.hidden = false;
}

/** Lets `button` open the browser's own question, where it has one; `done` follows a yes. */
export function wireInstalling(button, offer, done) {
  const show = () => (button.hidden = !offer.event);
  addEventListener("beforeinstallprompt", () => setTimeout(show));
  button.addEventListener("click", async () => {
    await offer.event.prompt();
    const { outcome } = await offer.event.userChoice;
    // The browser lets its question be asked once.
    offer.event = null;
    show();
    if (outcome === "accepted") done();
  });
  show();
}

function dismiss(hint) {
  hint.hidden = true;
  try {
    localStorage.setItem(KEY, "dismissed");
  } catch {
    // A phone that refuses storage is told again.
  }
}

function wasDismissed() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
