import { ask } from "./ask.js";

const KEEP = { value: "keep", label: "Keep it" };
const REMOVE = { value: "remove", label: "Remove" };

/**
 * Lists in `region` what the server refused, each with its reasons, "Edit" and "Remove". Nothing
 * goes from the list by itself. `label(field)` gives the words for a field, `edit(op)` is called
 * with what is to be corrected.
 */
export function keepAttention({ region, label, outbox, changes, edit }) {
  let shown = "[]";

  async function show() {
    const ops = (await outbox.all().catch(() => [])).filter((op) => op.errors);
    const now = JSON.stringify(ops.map((op) => op.op_id));
    if (now === shown) return;
    shown = now;
    region.hidden = !ops.length;
    region.replaceChildren(element("h2", "Needs attention"), list(ops));
    if (location.hash === "#attention") region.scrollIntoView();
  }

  function list(ops) {
    const made = element("ul");
    made.className = "rows";
    made.append(...ops.map(entry));
    return made;
  }

  function entry(op) {
    const made = element("li");
    const reasons = op.errors.map(({ field, message }) => {
      const name = label(field);
      return element("p", name ? `${name} ${message}` : message);
    });
    const buttons = element("div");
    buttons.className = "buttons";
    buttons.append(button("Edit", () => edit(op)), button("Remove", () => removeAsked(op, outbox)));
    made.append(element("strong", op.fields.name), ...reasons, buttons);
    return made;
  }

  changes.listen(show);
  show();
}

async function removeAsked(op, outbox) {
  const text = `${op.fields.name}: ${op.fields.detail}. This is kept nowhere else.`;
  const choice = await ask({ title: "Remove this capture?", text, choices: [KEEP, REMOVE] });
  if (choice === REMOVE.value) await outbox.remove([op.op_id]);
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function button(text, run) {
  const made = element("button", text);
  made.type = "button";
  made.className = "button button-small button-quiet";
  made.addEventListener("click", run);
  return made;
}
