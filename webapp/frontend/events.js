import { localDay } from "./clock.js";
import { isSignedInPage } from "./identity.js";
import { recall, remember } from "./memory.js";

const KEY = "events";
const TIME_LIMIT = 10_000;

/**
 * Keeps the events that a signed-in page lists in `<script id="hallway-events">`, for the offline
 * shell: `[{id, name, starts_on, ends_on, time_zone}]`. Gives the ones known now.
 */
export function knownEvents(user) {
  const listed = isSignedInPage() && document.getElementById("hallway-events")?.textContent;
  if (listed) remember(user, KEY, JSON.parse(listed));
  return recall(user, KEY) ?? [];
}

/** Asks the server for the events and keeps them; without an answer the known ones stay. */
export async function refreshEvents(user, fetch = globalThis.fetch) {
  try {
    const response = await fetch("/api/v1/events", { signal: AbortSignal.timeout(TIME_LIMIT) });
    const isOurs = response.ok && response.headers.get("Hallway") === "1";
    if (isOurs) remember(user, KEY, (await response.json()).items);
  } catch {
    // No network: the known ones do.
  }
  return knownEvents(user);
}

/** Makes these events the choices of a `<select>` behind its empty one; the choice stays. */
export function offerEvents(select, events) {
  const chosen = select.value;
  const listed = [...select.options].slice(1);
  if (listed.map((option) => option.value).join() === events.map(({ id }) => id).join()) return;
  for (const option of listed) option.remove();
  select.append(...events.map(({ id, name }) => new Option(name, id)));
  select.value = events.some(({ id }) => id === chosen) ? chosen : "";
}

/** True when it is one of the event's days there, at `now`. */
export function isOn(event, now) {
  const day = localDay(now, event.time_zone);
  return event.starts_on <= day && day <= event.ends_on;
}

/** The id of the event to offer first: the remembered one, else the latest that is on, else "". */
export function likelyEvent(events, remembered, now) {
  if (remembered === "" || events.some(({ id }) => id === remembered)) return remembered;
  const on = events.filter((event) => isOn(event, now));
  on.sort((one, other) => (one.starts_on < other.starts_on ? 1 : -1));
  return on[0]?.id ?? "";
}
