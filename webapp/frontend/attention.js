import { ask } from "./ask.js";
import { restsOn } from "./due_ops.js";
import { button, make } from "./make.js";

const KEEP = { value: "keep", label: "Keep it" };
const REMOVE = { value: "remove", label: "Remove" };
const SAYINGS = {
  edit_contact: "A change of a person",
  delete_contact: "A deletion",
  undo_capture: "Something taken back",
  follow_up_sent: "A follow-up noted as sent",
  follow_up_skipped: "A follow-up skipped",
  follow_up_replied: "An answer noted",
  follow_up_snoozed: "A follow-up put off",
  follow_up_reopened: "A follow-up opened again",
  target_ticked: "A target noted as visited",
  target_unticked: "A target noted as not visited",
  event_task_settled: "Something noted of what an event asks",
};

/**
 * Lists in `region` what the server refused, each with its reasons and what to do about it. Nothing
 * goes from the list by itself. `label(field)` gives the words for a field, `edit(op)` is called
 * with a capture that is to be corrected, `resend(op)` with anything else.
 */
export function keepAttention({ region, label, outbox, changes, edit, resend }) {
  let shown = "[]";

  async function show() {
    const ops = (await outbox.all().catch(() => [])).filter((op) => op.errors);
    const now = JSON.stringify(ops.map((op) => op.op_id));
    if (now === shown) return;
    shown = now;
    region.hidden = !ops.length;
    const list = make("ul", { class: "rows" }, ops.map(entry));
    region.replaceChildren(make("h2", {}, "Needs attention"), list);
    if (location.hash === "#attention") region.scrollIntoView();
  }

  function entry(op) {
    const reasons = op.errors.map(({ field, message }) => {
      const name = label(field);
      return make("p", {}, name ? `${name} ${message}` : message);
    });
    const quiet = (words, run) => button(words, "button button-small button-quiet", run);
    const mend =
      op.type === "capture" ? quiet("Edit", () => edit(op)) : quiet("Try again", () => resend(op));
    const buttons = make(
      "div",
      { class: "buttons" },
      mend,
      quiet("Remove", () => removeAsked(op, outbox)),
    );
    return make("li", {}, make("strong", {}, titleOf(op)), texts(op), reasons, buttons);
  }

  changes.listen(show);
  show();
}

function titleOf({ type, fields }) {
  return type === "capture" ? fields.name : (SAYINGS[type] ?? "A change");
}

/** What was typed into a change, so that it can be read and copied. */
function texts({ type, fields }) {
  if (type !== "edit_contact") return null;
  const meetings = (fields.encounters ?? []).flatMap(({ id, ...typed }) => Object.values(typed));
  const { contact_id, encounters, ...rest } = fields;
  const typed = [...Object.values(rest), ...meetings].flat().map((one) => one?.value ?? one);
  const said = typed.filter((one) => typeof one === "string" && one.trim());
  return said.length > 0 && make("q", { class: "soft" }, said.join(" - "));
}

async function removeAsked(op, outbox) {
  const resting = (await outbox.all()).filter((other) => restsOn(other).includes(op.op_id));
  const what = op.type === "capture" ? `${op.fields.name}: ${op.fields.detail}` : titleOf(op);
  const also = resting.length ? " What you noted of it since goes with it." : "";
  const text = `${what}. This is kept nowhere else.${also}`;
  const choice = await ask({ title: "Remove this?", text, choices: [KEEP, REMOVE] });
  if (choice === REMOVE.value) await outbox.remove([op, ...resting].map(({ op_id }) => op_id));
}
