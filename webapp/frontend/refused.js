import { fieldOf } from "./form_problems.js";
import { resent } from "./ops.js";

const UNSEEN = { contact_id: "The contact met again", program_id: "The program" };

/**
 * Watches for what the server refuses, and lists it in `[data-attention]`. The list is loaded when
 * there is something in it. `edit(op)` is called with a capture that is to be corrected.
 */
export function watchRefused(form, { outbox, changes, delivery }, edit) {
  const region = document.querySelector("[data-attention]");
  if (!region) return;
  let loading;

  async function look() {
    const { rejected } = await outbox.count().catch(() => ({}));
    if (rejected) loading ??= list();
  }

  async function list() {
    const { keepAttention } = await import("./pocket_app.js");
    const label = (path) => labelOf(form, fieldOf(path));
    keepAttention({ region, label, outbox, changes, edit, resend });
  }

  async function resend(op) {
    await outbox.replace(op.op_id, resent(op));
    delivery.run();
  }

  changes.listen(look);
  look();
}

/** The fields of a refused capture without those that nobody can see, and so correct. */
export function correctable({ fields, errors }) {
  const refused = errors.map(({ field }) => fieldOf(field)).filter((field) => field in UNSEEN);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !refused.includes(name)));
}

function labelOf(form, field) {
  return UNSEEN[field] ?? form.elements[field]?.labels?.[0]?.textContent.trim();
}
