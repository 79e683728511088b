import { localInstant } from "./clock.js";
import { HOLD } from "./deliver.js";
import { uuidv7 } from "./uuid.js";

/**
 * A capture as it lies in the outbox. It is held back a little while so that it can be undone;
 * `capturedAt` is the moment of meeting where that is known, else it is now.
 */
export function newCapture(user, fields, capturedAt) {
  return {
    op_id: uuidv7(),
    user_id: user,
    type: "capture",
    captured_at: capturedAt || localInstant(new Date()),
    fields,
    schema: 1,
    hold_until: Date.now() + HOLD,
  };
}
