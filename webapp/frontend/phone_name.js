import { recall, remember } from "./memory.js";
import { uuidv7 } from "./uuid.js";

/** A random name of this phone, by which the server knows a user's own changes from others'. */
export function phoneName(user) {
  const known = recall(user, "phone");
  if (known) return known;
  const name = uuidv7();
  remember(user, "phone", name);
  return name;
}
