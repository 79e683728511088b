import { make } from "./make.js";
import { forget, recall, remember } from "./memory.js";

const YET_TO_KEEP = "What you changed is on this phone only, until you keep this wording.";
const NEEDS_A_NETWORK =
  "What you changed is kept on this phone. Keeping it in Hallway needs a network: open this letter again when there is one.";
const BEGIN_ANEW = "#first-draft, .start-from form";

/**
 * Keeps on this phone what `user` types into a letter's `form`, and gives it back to whatever page
 * shows the letter next, until Hallway has it as well. A line below says where it is.
 */
export function keepTyped(form, user) {
  const what = `letter.${location.pathname}`;
  const fields = [...form.elements].filter(({ name }) => name);
  const line = make("p", { class: "hint", role: "status" });
  const canKeep = Boolean(form.querySelector("button"));
  const note = () => {
    const isKnown = fields.every((field) => field.value === field.defaultValue);
    const typed = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    if (isKnown) forget(user, what);
    else remember(user, what, typed);
    line.textContent = isKnown ? "" : canKeep ? YET_TO_KEEP : NEEDS_A_NETWORK;
  };
  const typed = recall(user, what) ?? {};
  for (const field of fields) field.value = typed[field.name] ?? field.value;
  form.after(line);
  form.addEventListener("input", note);
  if (!canKeep) form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("submit", ({ target }) => {
    if (target.matches(BEGIN_ANEW)) forget(user, what);
  });
  note();
}
