import { HOLD } from "./deliver.js";
import { newOp } from "./ops.js";

/**
 * A capture as it lies in the outbox. It is held back a little while so that it can be undone;
 * `capturedAt` is the moment of meeting where that is known, else it is now.
 */
export function newCapture(user, fields, capturedAt) {
  const op = newOp(user, "capture", fields);
  return { ...op, captured_at: capturedAt || op.captured_at, hold_until: Date.now() + HOLD };
}
