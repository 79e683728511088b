/*
 * The kinds of follow-ups, in the order in which a day puts them within one group: what they are
 * called, and for those that a capture opens after how many days they are due and close. The
 * server's followups/kinds.py has the same.
 */
export const KINDS = {
  promise: { words: "Promise", days: [1, 5] },
  thank_you: { words: "Thank you", days: [0, 1] },
  nice_to_meet_you: { words: "Nice to meet you", days: [3, 5], clicked: [0, 5] },
  introduction_made: { words: "Introduction made", days: [2, 7] },
  report_back: { words: "Report back" },
  letter_request: { words: "Letter request" },
  reminder: { words: "Reminder" },
  news: { words: "News" },
  stay_in_touch: { words: "Stay in touch" },
};

const ORDER = Object.keys(KINDS);

/** The place of a kind in that order; a kind of a later version comes last. */
export function rankOf(kind) {
  return ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length;
}
