import { fold } from "./find_people.js";
import { rankOf } from "./kinds.js";
import { order } from "./make.js";
import { group, GROUPS, urgencyRank } from "./windows.js";

/** Follow-ups as a day sees them, `[{row, group}]`, in the order in which to look at them. */
export function inOrder(rows, on) {
  const items = rows.map((row) => ({ row, group: group(row, on) }));
  const placed = items.map((item) => ({ item, place: placeOf(item) }));
  placed.sort((one, other) => compare(one.place, other.place));
  return placed.map(({ item }) => item);
}

/**
 * Of these items the next thing for each person, with how many others wait `behind` it, and all
 * that is done.
 */
export function nextOnes(items) {
  const open = items.filter((item) => item.group !== "done");
  const next = new Map();
  for (const item of open) {
    const { id } = item.row.contact;
    const known = next.get(id);
    const isSooner = known && compare(urgencyOf(item), urgencyOf(known.item)) < 0;
    next.set(id, { item: !known || isSooner ? item : known.item, behind: (known?.behind ?? -1) + 1 });
  }
  return items.flatMap((item) => {
    if (item.group === "done") return [item];
    const { item: first, behind } = next.get(item.row.contact.id);
    return item === first ? [{ ...item, behind }] : [];
  });
}

function urgencyOf({ row, group: inGroup }) {
  return [...urgencyRank(inGroup, row.kind, row.due_on), row.id];
}

function placeOf({ row, group: inGroup }) {
  const first = GROUPS.indexOf(inGroup);
  if (inGroup === "done") return [first, -Date.parse(row.state_at), row.id];
  return [first, rankOf(row.kind), row.closes_on, row.due_on, fold(row.contact.name), row.id];
}

function compare(one, other) {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at < 0 ? 0 : order(one[at], other[at]);
}
