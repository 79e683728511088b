import { button, line, make, part } from "./make.js";
import { marked } from "./pocket_marks.js";
import { eventsAsk } from "./pocket_task.js";
import { bestDayWords, rowDay, urgency } from "./follow_up_words.js";
import { inOrder, nextOnes } from "./queue.js";
import { named } from "./shelf.js";
import { ASKS_NOW } from "./windows.js";

const MOST_DONE = 30;
const OPEN_PARTS = [
  ["tonight", "Tonight", ""],
  ["due", "Due", "last day"],
  ["late", "Late, still worth writing", "closed"],
  ["coming", "Coming", "from"],
];
const FOLDED_PARTS = [
  ["waiting", "Waiting for an answer"],
  ["done", "Done"],
];

/** What today asks, in its groups. */
export function drawQueue(hall) {
  const { shelf, on } = hall;
  const items = nextOnes(inOrder([...shelf.follow_up.values()], on));
  const title = "Follow-ups";
  const asked = eventsAsk(hall);
  if (!items.length && !asked) return { title, content: part("nothing-owed") };
  const groups = Map.groupBy ? Map.groupBy(items, (item) => item.group) : grouped(items);
  const rows = (name) => (groups.get(name) ?? []).map((item) => followUpRow(item, on, hall));
  const isQuiet = ASKS_NOW.every((name) => !groups.has(name));
  const content = make(
    "div",
    {},
    asked,
    isQuiet && make("p", { class: "clear" }, "Nothing to write today."),
    OPEN_PARTS.map(([name, words, edge]) => section(name, words, edge, rows(name))),
    FOLDED_PARTS.map(([name, words]) => folded(words, rows(name).slice(0, MOST_DONE))),
  );
  return { title, content };
}

/** A row of the queue, also for the server's own queue; with a `hall` an answer is noted there. */
export function followUpRow({ row, group, behind }, on, hall) {
  const name = { class: "name", href: `/follow-ups/${row.id}`, dir: "auto" };
  return make(
    "li",
    { class: "row" },
    make("a", name, row.contact.name),
    make("span", { class: `day ${urgency(row, group, on)}` }, rowDay(row, group, on)),
    line("detail", row.detail),
    line("where", row.where),
    line("where best", bestDayWords({ row, group }, on)),
    behind > 0 && line("where behind", behindWords(behind)),
    hall && group === "waiting" && replied(row, hall),
    marked(row),
  );
}

function replied(row, hall) {
  const said = `Noted: ${row.contact.name} replied.`;
  const noted = button("They replied", "link-button", () =>
    hall.note("follow_up_replied", named(row), said),
  );
  noted.setAttribute("aria-label", `They replied: ${row.contact.name}`);
  return noted;
}

function behindWords(behind) {
  const more = behind === 1 ? "One more thing waits" : `${behind} more things wait`;
  return `${more} behind this`;
}

function grouped(items) {
  const groups = new Map();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return groups;
}

function section(name, words, edge, rows) {
  if (!rows.length) return null;
  const heading = make("h2", { class: "group", id: name }, words, edge && make("span", {}, edge));
  return make("section", { "aria-labelledby": name }, heading, make("ul", { class: "rows" }, rows));
}

function folded(words, rows) {
  if (!rows.length) return null;
  const summary = make("summary", {}, words, make("span", { class: "count" }, rows.length));
  return make("details", { class: "folded" }, summary, make("ul", { class: "rows" }, rows));
}
