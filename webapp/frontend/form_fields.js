import { openPanelOf } from "./chips.js";

const NAMES = [
  "name", "detail", "event_id", "place", "organisation", "title", "school", "email", "phone",
  "links", "talk", "promise", "promise_by", "clicked", "introduced_by", "program_id", "contact_id", "raw",
];

/** The fields that stay from one capture to the next. */
export const KEPT = ["event_id", "place"];

/** The form's controls as `[name, control]`; what a form does not have is left out. */
export function controls(form) {
  return NAMES.map((name) => [name, form.elements[name]]).filter(([, control]) => control);
}

/** What the form holds, as the API takes it: as typed, without the empty fields but the event. */
export function readFields(form) {
  const fields = {};
  for (const [name, control] of controls(form)) {
    const value = read(name, control);
    if (value !== undefined) fields[name] = value;
  }
  const { event_id: select } = form.elements;
  // Whoever had the choice and left it blank was at no event; else the server chooses.
  if (select?.options?.length > 1) fields.event_id ??= null;
  return fields;
}

/** Puts `fields` (the API's shape) into the form and opens the panels they stand in. */
export function fillFields(form, fields) {
  for (const [name, control] of controls(form)) {
    if (!(name in fields)) continue;
    if (control.type === "checkbox") control.checked = Boolean(fields[name]);
    else control.value = [fields[name]].flat().join("\n");
    if (!KEPT.includes(name)) openPanelOf(control);
  }
}

/** Empties the fields that still hold what `saved` says; the KEPT ones stay. */
export function clearFields(form, saved) {
  for (const [name, control] of controls(form)) {
    if (KEPT.includes(name) || String(read(name, control)) !== String(saved[name])) continue;
    if (control.type === "checkbox") control.checked = false;
    else control.value = "";
  }
}

function read(name, control) {
  if (control.type === "checkbox") return control.checked || undefined;
  if (!control.value.trim()) return undefined;
  if (name !== "links") return control.value;
  return control.value.split("\n").filter((line) => line.trim());
}
