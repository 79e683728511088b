import { make } from "./make.js";
import { Hall } from "./pocket_hall.js";
import { personRow } from "./pocket_people.js";
import { followUpRow } from "./pocket_queue.js";
import { inOrder } from "./queue.js";

const LISTS = {
  people: {
    kind: "contact",
    rows: ({ shelf, on }, contacts) => contacts.map((contact) => personRow(contact, shelf, on)),
  },
  followups: {
    kind: "follow_up",
    rows: ({ on }, owed) => inOrder(owed, on).map((item) => followUpRow(item, on)),
  },
};

/**
 * Shows on the server's list of people or of follow-ups, on top, what is done on this phone only,
 * so that it and the pocket say the same. What arrives meanwhile stays there without its mark.
 */
export async function showPending(page, context) {
  const { kind, rows } = LISTS[page];
  const main = document.getElementById("content");
  const section = make("section", { class: "on-phone", "aria-label": "Not yet on this page" });
  const seen = new Set();

  function show(hall) {
    const all = [...hall.shelf[kind].values()];
    for (const row of all) if (row.pending) seen.add(nameOf(row));
    const shown = all.filter((row) => seen.has(nameOf(row)));
    section.replaceChildren(make("ul", { class: "rows" }, rows(hall, shown)));
    section.hidden = !shown.length;
    const saidAnew = new Set([...section.querySelectorAll("li.row")].map(addressOf));
    for (const row of main.querySelectorAll("li.row")) {
      if (!section.contains(row)) row.hidden = saidAnew.has(addressOf(row));
    }
  }

  const hall = new Hall(context, show);
  await hall.read();
  main.prepend(section);
  show(hall);
}

/** A follow-up gets its id from the server; its meeting and kind stay the same. */
function nameOf({ id, encounter_id, kind }) {
  return encounter_id ? `${encounter_id}.${kind}` : id;
}

function addressOf(row) {
  return row.querySelector("a[href]")?.getAttribute("href");
}
