import { labelChips } from "./chips.js";
import { knownEvents, likelyEvent, offerEvents } from "./events.js";
import { fillFields } from "./form_fields.js";
import { takePrefill } from "./prefill.js";
import { lastPlace } from "./remembered.js";
import { maybeSamePerson } from "./same_person.js";

/** Fills in event and place as they were a moment ago, where the server has not done so. */
export function standWhereLast(form, user, now = new Date()) {
  const { event_id: select, place } = form.element.elements;
  const last = lastPlace(user);
  const events = knownEvents(user);
  if (select) offerEvents(select, events);
  if (select && !select.value) {
    fillFields(form.element, { event_id: likelyEvent(events, last.event_id, now) });
  }
  if (place && !place.value) fillFields(form.element, { place: last.place ?? "" });
  labelChips(form.element);
}

/** Gives back what was typed before the tab was killed. */
export function restoreDraft(form, draft) {
  const kept = draft.kept();
  if (kept && !form.isBegun) form.load(kept);
}

/**
 * Fills in what a scan or a contact's page handed over, and gives the name of the contact met
 * again, if any. What was typed stays; when it is about somebody else, it is set aside.
 */
export function takeOver(form, draft) {
  const fields = takePrefill();
  // Whoever comes next is met in the same page, and is not the one whom its address names.
  history.replaceState(null, "", location.pathname + location.hash);
  if (!Object.keys(fields).length) return undefined;
  const typed = form.typed.name;
  if (fields.name && typed && !maybeSamePerson(typed, fields.name)) {
    draft.setAside(form.contents);
    form.load({});
  }
  const about = fields.contact_id ? { ...form.about, contact_name: fields.name } : form.about;
  form.load({ fields: { ...fields, ...form.typed }, about });
  // A scan cannot be repeated once its owner has walked on.
  if (fields.raw) draft.write();
  return fields.contact_id && (fields.name ?? "someone you know");
}
