import { fromBase64url, toBase64url } from "./base64url.js";

const ADD = "/settings/security/passkeys";
const SHOW = "/signin/passkey";

/** Whether this browser can make and show passkeys. */
export const hasPasskeys = () => Boolean(globalThis.PublicKeyCredential && navigator.credentials);

/** Makes a passkey for the signed-in user; gives the address to go on to. */
export async function addPasskey(name) {
  const publicKey = decoded(await post(`${ADD}/options`));
  const made = await navigator.credentials.create({ publicKey });
  return post(`${ADD}?name=${encodeURIComponent(name)}`, encoded(made));
}

/**
 * Shows a passkey, in a dialog or (`mediation: "conditional"`) among what the e-mail field offers;
 * gives the address to go on to.
 */
export async function showPasskey(next, options = {}) {
  const publicKey = decoded(await post(`${SHOW}/options`));
  const shown = await navigator.credentials.get({ publicKey, ...options });
  return post(`${SHOW}?next=${encodeURIComponent(next)}`, encoded(shown));
}

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: body ? JSON.stringify(body) : null,
    redirect: "error",
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
}

function decoded(options) {
  const known = (held) => ({ ...held, id: fromBase64url(held.id) });
  return {
    ...options,
    challenge: fromBase64url(options.challenge),
    ...(options.user && { user: known(options.user) }),
    excludeCredentials: (options.excludeCredentials ?? []).map(known),
    allowCredentials: (options.allowCredentials ?? []).map(known),
  };
}

function encoded({ id, rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"];
  const held = [...parts, "userHandle"].filter((part) => response[part]);
  const told = Object.fromEntries(held.map((part) => [part, toBase64url(response[part])]));
  return { id, rawId: toBase64url(rawId), type, response: told };
}
