import { addDays } from "./days.js";
import { KINDS, rankOf } from "./kinds.js";

/* What the server's followups/windows.py says; tests/followups/windows_cases.json binds both. */

/** What a day may ask of a follow-up, in the order in which a day asks it. */
export const GROUPS = ["tonight", "due", "late", "coming", "waiting", "done"];

/** Those with which something is to be done today. */
export const ASKS_NOW = ["tonight", "due", "late"];

const ONCE_OUT = { sent: "waiting", skipped: "done", replied: "done" };
const AFTER_NOW = ["waiting", "coming", "done"];

/** The one of GROUPS that a follow-up is in on a day. */
export function group({ state, opens_on, due_on, closes_on, snoozed_until }, on) {
  if (ONCE_OUT[state]) return ONCE_OUT[state];
  if (on < due_on || (snoozed_until && on < snoozed_until)) return "coming";
  if (on > closes_on) return "late";
  return opens_on === due_on && on === due_on ? "tonight" : "due";
}

/** The window `{opens_on, due_on, closes_on}` that a meeting gives to a follow-up of a kind. */
export function windowOf(kind, metOn, { clicked = false, promiseBy = null } = {}) {
  if (promiseBy) {
    const last = promiseBy > metOn ? promiseBy : metOn;
    return { opens_on: metOn, due_on: last, closes_on: last };
  }
  const { days, clicked: ifClicked } = KINDS[kind];
  const [due, closes] = (clicked && ifClicked) || days;
  return { opens_on: metOn, due_on: addDays(metOn, due), closes_on: addDays(metOn, closes) };
}

/** What sorts one person's follow-ups, the next thing first. */
export function urgencyRank(inGroup, kind, dueOn) {
  const order = 1 + AFTER_NOW.indexOf(inGroup);
  return [order, order ? 0 : rankOf(kind), dueOn];
}
