import { fieldOf } from "./form_problems.js";

const UNSEEN = { contact_id: "The contact met again", program_id: "The program" };

/**
 * Watches for captures that the server refuses, and lists them in `[data-attention]`. The list is
 * loaded when there is something in it. `edit(op)` is called with what is to be corrected.
 */
export function watchRefused(form, { outbox, changes }, edit) {
  const region = document.querySelector("[data-attention]");
  if (!region) return;
  let loading;

  async function look() {
    const { rejected } = await outbox.count().catch(() => ({}));
    if (rejected) loading ??= list();
  }

  async function list() {
    const { keepAttention } = await import("./attention.js");
    keepAttention({ region, label: (path) => labelOf(form, fieldOf(path)), outbox, changes, edit });
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
