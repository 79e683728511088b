const TEXTS = ["name", "first", "last", "title", "organisation", "school", "stage", "note"];
const MEETING = ["detail", "place", "talk", "promise"];

/** What the edit form holds, in the shape of a contact. */
export function readForm({ elements }, contact) {
  const shown = TEXTS.filter((name) => elements[name]);
  const texts = shown.map((name) => [name, elements[name].value]);
  const links = elements.links.value.split("\n").filter((line) => line.trim());
  const encounters = contact.encounters.map((met, place) => {
    const typed = MEETING.map((name) => [name, elements[`encounters.${place}.${name}`].value]);
    const event = elements[`encounters.${place}.event_id`];
    const there = event ? { event_id: event.value || null } : {};
    return { id: met.id, ...Object.fromEntries(typed), ...there };
  });
  const reach = { emails: readReach(elements, "emails"), phones: readReach(elements, "phones") };
  return { ...Object.fromEntries(texts), ...reach, links, encounters };
}

/**
 * What is typed anew, as the server takes it: of a list the whole, of a meeting its fields, beside
 * a note what it was before.
 */
export function changesOf(contact, typed) {
  const { encounters, ...rest } = typed;
  const changed = Object.entries(rest).filter(([name, value]) => !isSame(value, contact[name]));
  const known = new Map(contact.encounters.map((met) => [met.id, met]));
  const meetings = encounters.map((met) => changedMeeting(met, known.get(met.id))).filter(Boolean);
  const note = typed.note !== contact.note ? { note_was: contact.note } : {};
  const met = meetings.length ? { encounters: meetings } : {};
  return { ...Object.fromEntries(changed), ...note, ...met };
}

function changedMeeting({ id, ...typed }, known) {
  const changed = Object.entries(typed).filter(([name, value]) => !isSame(value, known?.[name]));
  return changed.length ? { id, ...Object.fromEntries(changed) } : null;
}

function readReach(elements, list) {
  const entries = [];
  for (let place = 0; elements[`${list}.${place}.value`]; place += 1) {
    const value = elements[`${list}.${place}.value`].value;
    const type = elements[`${list}.${place}.type`].value;
    if (value.trim()) entries.push({ value, type });
  }
  return entries;
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other ?? (one === null ? null : ""));
}
