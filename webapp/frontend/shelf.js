import { isOn } from "./events.js";
import { localDay } from "./clock.js";

const KINDS = ["account", "card", "contact", "event", "follow_up", "target", "prompt", "program"];

/** The pocket copy in memory: for each kind a Map from id to `{id, rev, ...value}`. */
export function shelve(rows) {
  const shelf = Object.fromEntries(KINDS.map((kind) => [kind, new Map()]));
  for (const { kind, id, rev, value } of rows) shelf[kind]?.set(id, { ...value, id, rev });
  return shelf;
}

/** The account; `{}` while it is not known. */
export function accountOf(shelf) {
  return [...shelf.account.values()][0] ?? {};
}

/** Today where the user is: at the latest event that is on, else at home. */
export function todayOf(shelf, now = new Date()) {
  const on = [...shelf.event.values()].filter((event) => isOn(event, now));
  on.sort((one, other) => (one.starts_on < other.starts_on ? 1 : -1));
  return localDay(now, on[0]?.time_zone ?? accountOf(shelf).time_zone);
}

/** All contacts, the newest met first. */
export function peopleOf(shelf) {
  const people = [...shelf.contact.values()].map((contact) => {
    return { contact, newest: Date.parse(contact.encounters[0]?.at) || 0 };
  });
  const isLater = (one, other) => (one.contact.id < other.contact.id ? 1 : -1);
  people.sort((one, other) => other.newest - one.newest || isLater(one, other));
  return people.map(({ contact }) => contact);
}

/** How the server is told which follow-up; it does not know the id of one that was opened here. */
export function named({ id, encounter_id, kind }) {
  return id.includes(".") ? { encounter_id, kind } : { follow_up_id: id };
}

/** The follow-up of that id, or of that `<encounter's id>.<kind>`, as one made here is named. */
export function followUpOf(shelf, name) {
  const known = shelf.follow_up.get(name);
  if (known) return known;
  const [encounterId, kind] = name.split(".");
  const isIt = (row) => row.encounter_id === encounterId && row.kind === kind;
  return [...shelf.follow_up.values()].find(isIt);
}
