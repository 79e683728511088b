import { dayAt, shortDay } from "./days.js";
import { changesOf, readForm } from "./contact_form.js";
import { make, part } from "./make.js";
import { addressOf } from "./pocket_people.js";

const EMAIL_TYPES = [
  ["work", "Work"],
  ["home", "Home"],
  ["", "Other"],
];
const PHONE_TYPES = [
  ["mobile", "Mobile"],
  ["work", "Work"],
  ["home", "Home"],
  ["", "Other"],
];
const TEXTS = ["name", "title", "organisation", "school", "note"];

/** The form for what is known of a person; what is changed is saved on this phone. */
export function drawEdit(hall, id) {
  const contact = hall.shelf.contact.get(id);
  if (!contact) return null;
  const form = part("edit");
  for (const name of TEXTS) form.elements[name].value = contact[name] ?? "";
  form.elements.stage.value = contact.stage;
  form.elements.links.value = contact.links.join("\n");
  form
    .querySelector('[data-is="reach"]')
    .replaceWith(
      ...reach("emails", "E-mail", "email", contact.emails, EMAIL_TYPES),
      ...reach("phones", "Phone", "tel", contact.phones, PHONE_TYPES),
    );
  const meetings = contact.encounters.map((met, place) => meeting(met, place, hall.on));
  form.querySelector('[data-is="meetings"]').replaceWith(...meetings);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form, contact, hall);
  });
  const content = make("div", {}, make("h1", { class: "edit-title" }, "Edit"), form);
  return { title: `Edit ${contact.name}`, back: [contact.name, addressOf(contact)], content };
}

async function save(form, contact, hall) {
  const typed = readForm(form, contact);
  const missing = [...form.querySelectorAll("[required]")].filter((field) => !field.value.trim());
  for (const field of form.querySelectorAll("[required]")) {
    const isMissing = missing.includes(field);
    field.setAttribute("aria-invalid", String(isMissing));
    form.querySelector(`[data-error-for="${field.name}"]`).textContent = isMissing
      ? "This is needed."
      : "";
  }
  if (missing.length) return missing[0].focus();
  const changes = changesOf(contact, typed);
  const path = addressOf(contact);
  if (!Object.keys(changes).length) return hall.go(path);
  const undo = await hall.act("edit_contact", { contact_id: contact.id, ...changes }, contact.rev);
  return hall.go(path, { text: "Saved on this phone.", undo });
}

function reach(list, label, inputmode, entries, types) {
  return [...entries, { value: "", type: types[0][0] }].map(({ value, type }, place) => {
    const name = `${list}.${place}`;
    const words = place < entries.length || !entries.length ? label : "One more";
    const known = types.some(([key]) => key === type) ? types : [...types, [type, type]];
    const options = known.map(([key, text]) =>
      make("option", { value: key, selected: key === type }, text),
    );
    const kind = make("select", { name: `${name}.type`, "aria-label": `${label}, kind` }, options);
    return make(
      "div",
      { class: "reach" },
      field(`${name}.value`, words, { inputmode, value }),
      make("div", { class: "field" }, make("span", { class: "label" }, "Kind"), kind),
    );
  });
}

function meeting(met, place, on) {
  const base = `encounters.${place}`;
  return make(
    "fieldset",
    {},
    make("legend", {}, `Met ${shortDay(dayAt(met.at, met.time_zone), on)}`),
    area(`${base}.detail`, "One detail", met.detail, true),
    field(`${base}.place`, "Where: poster, booth, session", { value: met.place }),
    area(`${base}.talk`, "What we talked about", met.talk),
    area(`${base}.promise`, "What I promised", met.promise),
  );
}

function field(name, words, attributes) {
  const input = make("input", { id: name, name, autocomplete: "off", ...attributes });
  return labelled(name, words, input);
}

function area(name, words, value, required = false) {
  const input = make("textarea", { id: name, name, rows: "2", dir: "auto", required });
  input.value = value ?? "";
  return labelled(name, words, input);
}

function labelled(name, words, input) {
  const error = make("p", { class: "error", id: `${name}-error`, "data-error-for": name });
  input.setAttribute("aria-describedby", `${name}-error`);
  return make("div", { class: "field" }, make("label", { for: name }, words), input, error);
}
