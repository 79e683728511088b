/* As much of the capture form as the modules touch. */
const TEXTS = ["name", "detail", "event_id", "place", "email", "links", "contact_id", "raw"];

/** A form whose elements hold `values`. */
export function newForm(values = {}) {
  const elements = { clicked: control("checkbox") };
  for (const name of TEXTS) elements[name] = control("text");
  elements.name.dataset.maxlength = "5";
  elements.name.focus = () => {};
  elements.clicked.checked = Boolean(values.clicked);
  for (const [name, value] of Object.entries(values)) elements[name].value = value;
  return { elements, querySelectorAll: () => [], querySelector: () => null };
}

function control(type) {
  return { type, value: "", checked: false, dataset: {}, closest: () => null };
}
