import { captureFields } from "./scan_result.js";
import { readScanned } from "./scanned.js";

const ADDRESS = /https?:\/\/\S+/i;
const CARDS = /^BEGIN:VCARD/gim;
const LONGEST_TALK = 2_000;
const LONGEST_RAW = 20_000;

/**
 * Takes what another app shared with Hallway out of the worker's keeping, once: `{fields, cards,
 * text}`, the fields of a capture that begins with it, how many cards its file holds, and its text.
 * Null when there is nothing.
 */
export async function takeShared(caches = globalThis.caches, base = location.origin) {
  const kept = await caches?.match("/share").catch(() => null);
  if (!kept) return null;
  const { files, words } = await kept.json();
  for (const name of await caches.keys()) await (await caches.open(name)).delete("/share");
  return readShared({ files, words }, base);
}

/** The same of `{files, words}`: texts of files, and title, text and address as they came. */
export function readShared({ files, words }, base) {
  const text = (files[0] ?? words.filter(Boolean).join("\n")).trim();
  const cards = text.match(CARDS)?.length ?? 0;
  const link = cards ? undefined : ADDRESS.exec(text)?.[0];
  const { raw, ...known } = captureFields(readScanned(link ?? text, base));
  // What the other app says besides is for the person to sort.
  const rest = link ? text.replace(link, "") : known.email ? "" : text;
  const talk = cards ? "" : rest.trim().slice(0, LONGEST_TALK);
  // A photo in a card is longer than what is kept of a scan.
  const kept = text.length > LONGEST_RAW ? {} : { raw: text };
  return { fields: { ...known, ...(talk ? { talk } : {}), ...kept }, cards, text };
}
