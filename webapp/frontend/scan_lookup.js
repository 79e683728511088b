import { readScanned } from "./scanned.js";

const TIME_LIMIT = 5_000;

/**
 * A scanned Hallway card with what its vCard says added, or null when it is another kind of code
 * or cannot be reached now. Only this site is ever asked, never an address from a code.
 */
export async function lookUp(scanned, fetch = globalThis.fetch) {
  if (scanned.kind !== "hallway_card") return null;
  try {
    const signal = AbortSignal.timeout(TIME_LIMIT);
    const response = await fetch(`/c/${scanned.fields.token}.vcf`, { credentials: "omit", signal });
    if (!response.ok || response.headers.get("Hallway") !== "1") return null;
    const { kind, fields } = readScanned(await response.text(), location.origin);
    return kind === "vcard" ? { ...scanned, fields: { ...fields, ...scanned.fields } } : null;
  } catch {
    return null;
  }
}
