import { localInstant } from "./clock.js";
import { uuidv7 } from "./uuid.js";

/** An operation as it lies in the outbox; `rev` is the revision of what it changes, if known. */
export function newOp(user, type, fields, rev) {
  return {
    op_id: uuidv7(),
    user_id: user,
    type,
    captured_at: localInstant(new Date()),
    ...(rev === undefined ? {} : { base_rev: rev }),
    fields,
    schema: 1,
  };
}

/** The same again under a new id, for the server to look at once more. */
export function resent({ errors, hold_until, ...op }, fields = op.fields) {
  return { ...op, op_id: uuidv7(), fields };
}
