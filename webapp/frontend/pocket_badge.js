import { showBadge } from "./badge.js";
import { inOrder, nextOnes } from "./queue.js";
import { readShelf } from "./read_shelf.js";
import { ASKS_NOW } from "./windows.js";

/** How many follow-ups the day asks for, each person counted once. */
export function countAsked({ shelf, on }) {
  const items = nextOnes(inOrder([...shelf.follow_up.values()], on));
  return items.filter(({ group }) => ASKS_NOW.includes(group)).length;
}

/**
 * Keeps the number on the app's icon at what this phone knows, network or not: now, with what
 * the server has new, and whenever the page is left, which is when the icon is seen.
 */
export function keepBadge(context) {
  const show = async () => {
    const read = await readShelf(context);
    if (read.holdsAnything) showBadge(countAsked(read));
  };
  const quietly = () => show().catch(() => {});
  document.addEventListener("visibilitychange", () => document.hidden && quietly());
  context.changes.listen(({ pulled }) => pulled && quietly());
  return quietly();
}
