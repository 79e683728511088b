import { addPasskey, hasPasskeys, showPasskey } from "./passkeys.js";

// Closing the system's dialog is no error to tell of.
const QUIET = ["NotAllowedError", "AbortError"];

/** Offers passkeys on this page: to sign in with one, or to add one. */
export function start({ doubtUser }) {
  if (!hasPasskeys()) return;
  offerSignIn(document.querySelector("[data-passkey-sign-in]"), doubtUser);
  offerAdding(document.querySelector("[data-passkey-add]"));
}

function offerSignIn(part, doubtUser) {
  if (!part) return;
  const waiting = new AbortController();
  const show = (options) =>
    goOn(part, async () => {
      const told = await showPasskey(part.dataset.next, options);
      doubtUser();
      return told;
    });
  onTap(part, () => {
    waiting.abort();
    return show();
  });
  offerInField(waiting.signal, show);
}

/** Lets the e-mail field offer passkeys among what it completes, where the browser can. */
async function offerInField(signal, show) {
  if (!document.querySelector('[autocomplete~="webauthn"]')) return;
  const can = await PublicKeyCredential.isConditionalMediationAvailable?.();
  if (can) show({ mediation: "conditional", signal });
}

function offerAdding(part) {
  if (part) onTap(part, () => goOn(part, () => addPasskey(deviceName())));
}

function onTap(part, act) {
  part.hidden = false;
  part.querySelector("button").addEventListener("click", act);
}

async function goOn(part, ask) {
  const said = part.querySelector(".error");
  said.textContent = "";
  try {
    location.assign((await ask()).next);
  } catch (error) {
    if (!QUIET.includes(error.name)) said.textContent = error.message;
  }
}

function deviceName() {
  const known = ["iPhone", "iPad", "Android", "Macintosh", "Windows", "CrOS", "Linux"];
  return `Passkey of ${known.find((mark) => navigator.userAgent.includes(mark)) ?? "this device"}`;
}
