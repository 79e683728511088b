import { longDay } from "./days.js";
import { isOn } from "./events.js";
import { line, list, make, order } from "./make.js";
import { marked } from "./pocket_marks.js";
import { tickButton } from "./pocket_target.js";
import { taskRow } from "./pocket_task.js";
import { whereAndWhen } from "./targets.js";

/** What the kinds of events are called. */
export const KINDS = {
  conference: "Conference",
  rotation: "Rotation",
  observership: "Observership",
  virtual_open_house: "Virtual open house",
  society_meeting: "Society meeting",
  call: "Call",
};

/** One event with whom and what to see there. */
export function drawEvent(hall, id) {
  const { shelf, on } = hall;
  const event = shelf.event.get(id);
  if (!event) return null;
  const { starts_on, ends_on, place, name } = event;
  const until = ends_on === starts_on ? "" : ` to ${longDay(ends_on, on)}`;
  const when = `${longDay(starts_on, on)}${until}${place ? `. ${place}` : ""}`;
  const take = { class: "button button-quiet button-small", href: `/capture?event_id=${id}` };
  const content = make(
    "div",
    {},
    line("where", KINDS[event.kind]),
    make("h1", { dir: "auto" }, name),
    line("work", when),
    line("where", metThere(shelf, id)),
    isOn(event, new Date()) && make("div", { class: "buttons event-buttons" }, hallMode(id)),
    list("What it asks of you", (event.tasks ?? []).map((task) => asked(task, hall))),
    targets(hall, id),
    make("div", { class: "buttons event-buttons" }, make("a", take, "Take somebody down")),
  );
  return { title: name, back: ["Plan", "/plan"], content };
}

/** The way to one screen for the day there. */
export function hallMode(id) {
  return make("a", { class: "button button-wide", href: `/hall?event=${id}` }, "Hall mode");
}

function asked(task, hall) {
  return taskRow(task, hall, line("where", task.why));
}

function metThere(shelf, id) {
  const wasThere = ({ encounters }) => encounters.some((met) => met.event_id === id);
  const met = [...shelf.contact.values()].filter(wasThere).length;
  const words = `${met} ${met === 1 ? "person" : "people"} met`;
  return met ? make("a", { href: `/contacts?event=${id}` }, words) : "Nobody met yet";
}

function targets(hall, id) {
  const { shelf, on } = hall;
  const there = [...shelf.target.values()].filter((target) => target.event_id === id);
  const days = [...new Set(there.map((target) => target.on ?? ""))].sort();
  return days.map((day) => {
    const that = there.filter((target) => (target.on ?? "") === day);
    that.sort((one, other) => order(one.time, other.time) || order(one.place, other.place));
    return list(day ? longDay(day, on) : "Whom and what to see there", that.map((target) => targetRow(target, hall)));
  });
}

function targetRow(target, hall) {
  const { name, why, question, done } = target;
  return make(
    "li",
    { class: done ? "row target target-done" : "row target" },
    tickButton(target, hall),
    make("span", { class: "name", dir: "auto" }, name),
    line("where", whereAndWhen(target)),
    line("where", why),
    line("where question", question),
    marked(target),
  );
}
