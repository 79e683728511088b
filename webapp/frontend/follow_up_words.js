import { dayAt, longDay, shortDay, spokenDay, daysFrom } from "./days.js";

/* Where a follow-up stands, in the words of the server's followups/words.py. */

/** Where it stands, in a sentence or two: "Window closes on Friday 19". */
export function windowWords(row, inGroup, on) {
  const closing = closingWords(row.closes_on, on);
  const changed = spokenDay(changedOn(row), on);
  const words = {
    // The first letter is for the same evening only where it clicked.
    tonight: `${row.kind === "nice_to_meet_you" ? "It clicked: write tonight" : "For today"}. ${closing}`,
    due: closing,
    late: `${closing}. It is still worth writing`,
    coming: `${comingWords(row, on)}. ${closing}`,
    waiting: `Sent ${changed}. Waiting for an answer`,
    done: row.state === "replied" ? `They replied, noted ${changed}` : `Skipped ${changed}`,
  };
  return words[inGroup];
}

/** The day that counts most for a row of this group, in short. */
export function rowDay(row, inGroup, on) {
  const changed = changedOn(row);
  const days = { tonight: on, coming: dueAgain(row), waiting: changed, done: changed };
  return shortDay(days[inGroup] ?? row.closes_on, on);
}

/** How a row stands out: "due" from the day before the last one, "late" after it. */
export function urgency(row, inGroup, on) {
  const isLast = inGroup === "due" && daysFrom(on, row.closes_on) <= 1;
  if (isLast || inGroup === "tonight") return "due";
  return inGroup === "late" ? "late" : "";
}

/** Where it was, and what else a row says: "Poster 214, ACP. It clicked". */
export function meetingWords(kind, { place, promise, clicked, introduced_by }, eventName) {
  const says = {
    promise: promise?.trim() && `You promised: ${promise.split(/\s+/).join(" ")}`,
    nice_to_meet_you: clicked && "It clicked",
    thank_you: "Say thank you",
  };
  const where = [place.trim(), eventName].filter(Boolean).join(", ");
  const parts = [where, says[kind] || "", introduced_by ? `${introduced_by} introduced you` : ""];
  return parts
    .map((part) => part.trim().replace(/\.+$/, ""))
    .filter(Boolean)
    .join(". ");
}

/** The meeting with its day, for the page of one letter. */
export function metWords({ where, met_on }, on) {
  return [where, met_on && longDay(met_on, on)].filter(Boolean).join(". ");
}

function closingWords(closesOn, on) {
  if (closesOn === on) return "Today is the last day of the window";
  return `Window ${closesOn > on ? "closes" : "closed"} ${spokenDay(closesOn, on)}`;
}

/** Which day is best for writing, and why, while that day lies ahead; else nothing. */
export function bestDayWords({ row: { best_on, best_why, snoozed_until }, group }, on) {
  const isOpen = ["coming", "due"].includes(group) && !snoozed_until;
  return isOpen && best_on > on ? best_why : "";
}

function comingWords(row, on) {
  const again = dueAgain(row);
  const day = spokenDay(again, on);
  return again === row.due_on ? `Due ${day}` : `Put off until ${day.replace(/^on /, "")}`;
}

function dueAgain({ due_on, snoozed_until }) {
  return snoozed_until > due_on ? snoozed_until : due_on;
}

function changedOn({ state_at, time_zone }) {
  return dayAt(state_at, time_zone);
}
