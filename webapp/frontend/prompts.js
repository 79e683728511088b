import { isSignedInPage } from "./identity.js";
import { recall, remember } from "./memory.js";

const KEY = "prompts";
const SHOWN = 2;
const TIME_LIMIT = 10_000;
const NONE = { places: {}, events: {}, items: [] };

/**
 * The questions known now: `{places: {word: kind}, events: {event kind: kind}, items: [{kind,
 * question, topic}]}`. A signed-in page lists the user's in `<script id="hallway-prompts">`, which
 * are kept for the offline shell; the shell itself lists those that everybody begins with.
 */
export function knownPrompts(user) {
  const text = document.getElementById("hallway-prompts")?.textContent;
  const listed = text ? JSON.parse(text) : NONE;
  if (text && isSignedInPage()) remember(user, KEY, listed.items);
  return { ...listed, items: recall(user, KEY) ?? listed.items };
}

/** Asks the server for the questions and keeps them; without an answer the known ones stay. */
export async function refreshPrompts(user, fetch = globalThis.fetch) {
  try {
    const response = await fetch("/api/v1/prompts", { signal: AbortSignal.timeout(TIME_LIMIT) });
    const isOurs = response.ok && response.headers.get("Hallway") === "1";
    if (isOurs) remember(user, KEY, (await response.json()).items);
  } catch {
    // No network: the known ones do.
  }
}

/** The kind of questions for somebody who stands here; the server goes by the same tables. */
export function kindFor(prompts, place, eventKind) {
  const folded = place.toLowerCase();
  const word = Object.keys(prompts.places).find((known) => folded.includes(known));
  return prompts.places[word] ?? prompts.events[eventKind] ?? "anyone";
}

/** Two questions of a kind, others at each turn, round and round. */
export function somePrompts(prompts, kind, turn) {
  const items = prompts.items.filter((item) => item.kind === kind);
  if (items.length <= SHOWN) return items;
  const first = (turn * SHOWN) % items.length;
  return [0, 1].map((step) => items[(first + step) % items.length]);
}

/** What a note of the talk becomes once a question was asked: its topic begins the answer. */
export function withTopic(talk, { topic, question }) {
  const begin = `${topic || question}: `;
  if (talk.includes(begin.trim())) return talk;
  return talk.trim() ? `${talk.trimEnd()}\n${begin}` : begin;
}
