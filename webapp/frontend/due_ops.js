/**
 * The operations of `ops` (oldest first) that may go to the server together: no refused or held
 * one, none that rests on another which is still on the phone, and of those on one thing only the
 * first. So nothing overtakes what the server puts off.
 */
export function dueOps(ops, isHeld) {
  const here = new Set(ops.map((op) => op.op_id));
  const begun = new Set();
  return ops.filter((op) => {
    if (op.errors) return false;
    const thing = thingOf(op);
    const waits = isHeld(op) || begun.has(thing) || restsOn(op).some((id) => here.has(id));
    if (thing) begun.add(thing);
    return !waits;
  });
}

/** The ids of the captures that an operation may be about, as far as it names any. */
export function restsOn({ fields }) {
  return [fields.contact_id, fields.encounter_id, fields.capture_id].filter(Boolean);
}

/** What an operation changes; captures only create. */
function thingOf({ type, fields }) {
  if (type === "capture" || type === "undo_capture") return null;
  if (type.startsWith("follow_up_")) return followUpOf(fields);
  if (fields.target_id) return `target ${fields.target_id}`;
  if (type === "event_task_settled") return `task ${fields.event_id} ${fields.kind}`;
  return `contact ${fields.contact_id}`;
}

function followUpOf({ follow_up_id, encounter_id, kind }) {
  return follow_up_id ?? `${encounter_id}.${kind}`;
}
