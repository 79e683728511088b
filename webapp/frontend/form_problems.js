import { openPanelOf } from "./chips.js";
import { controls } from "./form_fields.js";

const NEEDED = {
  name: "Write a name, or what you would call them.",
  detail: "Write one detail that you will still know in a week.",
};

/** What keeps the capture form from being saved: `[{field, message}]`. */
export function findProblems(form) {
  const problems = [];
  for (const [field, control] of controls(form)) {
    const most = Number(control.dataset.maxlength ?? Infinity);
    const over = [...control.value].length - most;
    const isMissing = NEEDED[field] && !control.value.trim();
    if (isMissing) problems.push({ field, message: NEEDED[field] });
    if (over > 0) problems.push({ field, message: `${over} characters too long; ${most} fit.` });
  }
  return problems;
}

/** Shows each problem beside its field, takes the others away, and goes to the first. */
export function showProblems(form, problems) {
  // The server names a place inside a list as "links.0"; the form has one field for the list.
  const messages = new Map(problems.map(({ field, message }) => [fieldOf(field), message]));
  for (const place of form.querySelectorAll("[data-error-for]")) {
    const field = place.dataset.errorFor;
    place.textContent = messages.get(field) ?? "";
    if (messages.has(field)) form.elements[field]?.setAttribute("aria-invalid", "true");
    else form.elements[field]?.removeAttribute("aria-invalid");
  }
  const wrong = [...messages.keys()].map((field) => form.elements[field]).filter(Boolean);
  wrong.forEach(openPanelOf);
  wrong[0]?.focus();
}

/** The form's field that a path such as "links.0" or "links/0" is about. */
export function fieldOf(path) {
  return String(path).split(/[./[]/)[0];
}
