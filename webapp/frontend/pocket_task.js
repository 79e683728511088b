import { addDays, shortDay } from "./days.js";
import { button, make, order } from "./make.js";
import { marked } from "./pocket_marks.js";

const SETTLED = { done: "Done", skipped: "Not this time", open: "Open again" };
/** How many days after its event an open task is worth a line, as the server's events/due.py. */
const AFTER = 14;

/** What the events ask by today, those due first before the others; nothing where they ask nothing. */
export function eventsAsk(hall) {
  const { shelf, on } = hall;
  const asked = [...shelf.event.values()]
    .filter(({ ends_on }) => addDays(ends_on, AFTER) >= on)
    .flatMap((event) => (event.tasks ?? []).map((task) => ({ task, event })))
    .filter(({ task }) => task.state === "open" && task.opens_on <= on)
    .sort((one, other) => order(one.task.due_on, other.task.due_on));
  if (!asked.length) return null;
  const rows = asked.map(({ task, event }) => {
    const link = make("a", { href: `/plan/events/${event.id}`, dir: "auto" }, event.name);
    return taskRow(task, hall, make("p", { class: "where" }, link));
  });
  const heading = make("h2", { class: "group", id: "events-ask" }, "Your events ask");
  const list = make("ul", { class: "rows tasks" }, rows);
  return make("section", { "aria-labelledby": "events-ask" }, heading, list);
}

/** Something that an event asks, with a line `below`, and the ways to settle it. */
export function taskRow(task, hall, below) {
  const isOpen = task.state === "open";
  return make(
    "li",
    { class: isOpen ? "row task" : "row task task-settled" },
    make("p", { class: "task-words" }, task.words),
    day(task, hall.on),
    below,
    make("div", { class: "task-ways" }, isOpen ? settling(task, hall) : reopening(task, hall)),
    marked(task),
  );
}

function day({ state, opens_on, due_on }, on) {
  const isDone = state === "done";
  if (state !== "open") return make("span", { class: "day soft" }, isDone ? "done" : "not this time");
  const urgent = due_on < on ? "late" : opens_on <= on ? "due" : "soft";
  const words = `${due_on < on ? "" : "by "}${shortDay(due_on, on)}`;
  return make("span", { class: `day ${urgent}` }, words);
}

function settling(task, hall) {
  return [
    button("Done", "link-button", () => settle(task, "done", hall)),
    button("Not this time", "link-button soft", () => settle(task, "skipped", hall)),
  ];
}

function reopening(task, hall) {
  return button("Open it again", "link-button soft", () => settle(task, "open", hall));
}

async function settle({ event_id, kind, words }, state, hall) {
  const undo = await hall.act("event_task_settled", { event_id, kind, state });
  hall.redraw({ text: `${SETTLED[state]}: ${words}`, undo });
}
