import { recall, remember } from "./memory.js";

const KEY = "capture.remembered";
const HALF_A_DAY = 12 * 60 * 60 * 1000;

/** Keeps where one stands (event, place) from one capture to the next. */
export function keepPlace(user, fields, now = Date.now()) {
  remember(user, KEY, { fields, at: now });
}

/** Where one stood last, while it is likely still true; else `{}`. */
export function lastPlace(user, now = Date.now()) {
  const { fields, at } = recall(user, KEY) ?? {};
  return fields && Math.abs(now - at) < HALF_A_DAY ? fields : {};
}
