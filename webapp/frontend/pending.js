import { dayAt } from "./days.js";
import { likelyEvent } from "./events.js";
import { accountOf, followUpOf } from "./shelf.js";
import { meetingWords } from "./follow_up_words.js";
import { visits } from "./target_visits.js";
import { windowOf } from "./windows.js";

const RISE = ["queued", "skipped", "sent", "replied"];
const THANKED = ["call", "interview"];
const FILLED = ["organisation", "title", "school"];

/**
 * Does on `shelf` what the operations of the outbox (oldest first) will do on the server, so that
 * they look done. What they touch carries `pending`: "waiting" or, when the server refused it,
 * "attention". Doing it to a copy that has it already changes nothing.
 */
export function putPending(shelf, ops) {
  for (const op of ops) {
    const mark = op.errors ? "attention" : "waiting";
    if (op.type in DEEDS) DEEDS[op.type](shelf, op, mark);
  }
  return shelf;
}

const DEEDS = {
  capture: takeDown,
  edit_contact: edit,
  delete_contact: drop,
  undo_capture: (shelf, { fields }) => takeBack(shelf, fields.capture_id),
  follow_up_sent: (...given) => rise("sent", ...given),
  follow_up_skipped: (...given) => rise("skipped", ...given),
  follow_up_replied: (...given) => rise("replied", ...given),
  follow_up_snoozed: (shelf, { fields }, pending) =>
    change(
      shelf,
      fields,
      (row) => row.state === "queued" && { snoozed_until: fields.until, pending },
    ),
  follow_up_reopened: (shelf, { fields, captured_at }, pending) =>
    change(shelf, fields, (row) => ({
      snoozed_until: null,
      ...(row.state !== "queued" && { state: "queued", state_at: captured_at }),
      pending,
    })),
  target_ticked: (...given) => tick(true, ...given),
  target_unticked: (...given) => tick(false, ...given),
  event_task_settled: settle,
};

function takeDown(shelf, { op_id, captured_at, fields }, pending) {
  const known = shelf.contact.get(fields.contact_id) ?? shelf.contact.get(op_id);
  if (known?.encounters.some((met) => met.id === op_id)) return;
  const contact = filled(known ?? newContact(op_id, fields.name), fields);
  const event = eventOf(shelf, fields.event_id, captured_at);
  const { detail, place = "", talk = "", promise = "", clicked = false } = fields;
  const time_zone = event?.time_zone ?? accountOf(shelf).time_zone;
  const what = { detail, place, talk, promise, clicked, event_id: event?.id ?? null };
  const met = { id: op_id, at: captured_at, time_zone, ...what, pending };
  const encounters = [met, ...contact.encounters];
  encounters.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  shelf.contact.set(contact.id, { ...contact, encounters, pending });
  open(shelf, contact, { ...met, introduced_by: fields.introduced_by }, event);
  visit(shelf, contact, { ...met, program_id: fields.program_id ?? contact.program_id });
}

/** Ticks what was planned for that event and was visited by this meeting. */
function visit(shelf, contact, { event_id, program_id, place, pending }) {
  const { id: contact_id, name } = contact;
  for (const target of shelf.target.values()) {
    const planned = !target.done && target.event_id === event_id;
    if (!planned || !visits(target, { contact_id, program_id, name, place })) continue;
    const met = [...target.met, { contact_id, name }];
    shelf.target.set(target.id, { ...target, done: true, met, pending });
  }
}

/** The event that a capture names, or else falls to: the last to begin of those that were on. */
function eventOf(shelf, id, capturedAt) {
  const events = [...shelf.event.values()];
  return shelf.event.get(id === undefined ? likelyEvent(events, undefined, new Date(capturedAt)) : id);
}

/** What the capture will open on the server, which has the last word. */
function open(shelf, contact, met, event) {
  const met_on = dayAt(met.at, met.time_zone);
  const letter = THANKED.includes(event?.kind) ? "thank_you" : "nice_to_meet_you";
  for (const kind of met.promise.trim() ? ["promise", letter] : [letter]) {
    // A first letter that is still open moves to the newer meeting.
    const before = kind === letter && openOf(shelf, contact.id, kind);
    const id = before ? before.id : `${met.id}.${kind}`;
    shelf.follow_up.set(id, {
      ...{ id, kind, encounter_id: met.id, contact: { id: contact.id, name: contact.name } },
      ...{ state: "queued", state_at: met.at, snoozed_until: null },
      ...windowOf(kind, met_on, met),
      ...{ met_on, detail: met.detail, where: meetingWords(kind, met, event?.name) },
      ...{ time_zone: met.time_zone, pending: met.pending },
    });
  }
}

function openOf(shelf, contactId, kind) {
  const isIt = (row) => row.contact.id === contactId && row.kind === kind && row.state === "queued";
  return [...shelf.follow_up.values()].find(isIt);
}

function newContact(id, name) {
  const reach = { emails: [], phones: [], links: [] };
  const texts = { organisation: "", title: "", school: "", note: "", first: "", last: "" };
  return { id, name, ...texts, ...reach, stage: "contact", encounters: [], hereOnly: true };
}

/** What was not known of a person before; what was known stays. */
function filled(contact, fields) {
  const texts = FILLED.map((name) => [name, contact[name] || fields[name] || ""]);
  const add = (list, value, type) => {
    const isNew = value?.trim() && !list.some((entry) => entry.value === value);
    return isNew ? [...list, { value, type }] : list;
  };
  return {
    ...contact,
    ...Object.fromEntries(texts),
    emails: add(contact.emails, fields.email, ""),
    phones: add(contact.phones, fields.phone, ""),
    links: [...new Set([...contact.links, ...(fields.links ?? [])])],
  };
}

function edit(shelf, { fields }, pending) {
  const { contact_id, note_was, encounters = [], ...changed } = fields;
  const contact = shelf.contact.get(contact_id);
  if (!contact) return;
  const anew = new Map(encounters.map((met) => [met.id, met]));
  const met = contact.encounters.map((known) => ({ ...known, ...anew.get(known.id) }));
  shelf.contact.set(contact_id, { ...contact, ...changed, encounters: met, pending });
  for (const row of shelf.follow_up.values()) {
    const detail = anew.get(row.encounter_id)?.detail;
    if (detail !== undefined) shelf.follow_up.set(row.id, { ...row, detail, pending });
  }
}

function drop(shelf, { fields }) {
  shelf.contact.delete(fields.contact_id);
  forgetOwed(shelf, (row) => row.contact.id === fields.contact_id);
}

function takeBack(shelf, captureId) {
  for (const contact of shelf.contact.values()) {
    const rest = contact.encounters.filter((met) => met.id !== captureId);
    if (rest.length === contact.encounters.length) continue;
    if (rest.length) shelf.contact.set(contact.id, { ...contact, encounters: rest });
    else shelf.contact.delete(contact.id);
  }
  forgetOwed(shelf, (row) => row.id.startsWith(`${captureId}.`));
}

function forgetOwed(shelf, isGone) {
  for (const row of shelf.follow_up.values()) if (isGone(row)) shelf.follow_up.delete(row.id);
}

/** A state only ever rises, as in the server's followups/states.py. */
function rise(state, shelf, { fields, captured_at }, pending) {
  const higher = (row) => RISE.indexOf(state) > RISE.indexOf(row.state);
  change(shelf, fields, (row) => higher(row) && { state, state_at: captured_at, pending });
}

function change(shelf, { follow_up_id, encounter_id, kind }, changed) {
  const row = followUpOf(shelf, follow_up_id ?? `${encounter_id}.${kind}`);
  if (row) shelf.follow_up.set(row.id, { ...row, ...(changed(row) || {}) });
}

/** Also a tick that a meeting made comes off, as in the server's targets/ticks.py. */
function tick(done, shelf, { fields }, pending) {
  const target = shelf.target.get(fields.target_id);
  if (!target || target.done === done) return;
  shelf.target.set(target.id, { ...target, done, met: done ? target.met : [], pending });
}

function settle(shelf, { fields: { event_id, kind, state } }, pending) {
  const event = shelf.event.get(event_id);
  const tasks = event?.tasks?.map((task) =>
    task.kind === kind && task.state !== state ? { ...task, state, pending } : task,
  );
  if (tasks) shelf.event.set(event_id, { ...event, tasks });
}
