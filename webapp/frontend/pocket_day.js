import { localDay } from "./clock.js";
import { dayAt } from "./days.js";
import { isOn } from "./events.js";
import { button, line, list, make } from "./make.js";
import { code } from "./pocket_code.js";
import { marked } from "./pocket_marks.js";
import { addressOf } from "./pocket_people.js";
import { tickButton, visit } from "./pocket_target.js";
import { captureValues, hallOrder, whereAndWhen } from "./targets.js";

const NOBODY = "Whom you take down today stands here, with the detail.";
const ALL_SEEN = "Everything on today’s list is ticked.";
const LARGER = "My code, larger";

/** Hall mode: my code, whom to see next with the question to ask, whom I met today. */
export function drawDay(hall, _, query, now = new Date()) {
  const { shelf } = hall;
  const event = shelf.event.get(query.get("event")) ?? eventOf(shelf, now);
  const cards = [...shelf.card.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  const card = shelf.card.get(query.get("card")) ?? cardFor(event, cards);
  if (!event && !card) return null;
  const met = event ? metToday(shelf, event, now) : [];
  const planned = event ? targetsOf(shelf, event) : [];
  const left = event ? stillToSee(planned, event, now, met) : [];
  const title = event?.name ?? "Hall mode";
  const content = make(
    "div",
    { class: "hall" },
    make("h1", { class: "unseen" }, title),
    card && myCode(card),
    left.length > 0 && next(left[0]),
    planned.length > 0 && !left.length && make("p", { class: "clear" }, ALL_SEEN),
    make("div", { class: "hall-do" }, ...toDo(event, left[0], hall)),
    list("Then", left.slice(1, 5).map((target) => thenRow(target, hall))),
    event && make("h2", { class: "group" }, "Met today", make("span", {}, met.length || "")),
    met.length > 0 && make("ul", { class: "rows" }, met.map(metRow)),
    event && !met.length && make("p", { class: "soft none" }, NOBODY),
  );
  const back = event ? [event.name, `/plan/events/${event.id}`] : ["Plan", "/plan"];
  return { title, back, content };
}

/** The event that is on, the last to begin first; else the next to come. */
function eventOf(shelf, now) {
  const events = [...shelf.event.values()].sort((one, other) =>
    one.starts_on < other.starts_on ? -1 : 1,
  );
  const today = localDay(now);
  return events.findLast((event) => isOn(event, now)) ?? events.find((one) => one.starts_on > today);
}

/** A presenter's card is the one that hangs somewhere. */
function cardFor(event, cards) {
  const hanging = event?.role === "presenter" && cards.find((card) => card.place);
  return hanging || cards[0];
}

function metToday(shelf, event, now) {
  const today = localDay(now, event.time_zone);
  const isToday = (met) => met.event_id === event.id && dayAt(met.at, event.time_zone) === today;
  const met = [...shelf.contact.values()].flatMap((contact) =>
    contact.encounters.filter(isToday).map((meeting) => ({ contact, meeting })),
  );
  return met.sort((one, other) => Date.parse(other.meeting.at) - Date.parse(one.meeting.at));
}

function targetsOf(shelf, event) {
  return [...shelf.target.values()].filter((target) => target.event_id === event.id);
}

function stillToSee(planned, event, now, met) {
  const clock = { timeZone: event.time_zone, timeStyle: "short" };
  return hallOrder(planned, {
    day: localDay(now, event.time_zone),
    time: new Intl.DateTimeFormat("sv-SE", clock).format(now),
    lastPlace: met[0]?.meeting.place,
  });
}

function myCode(card) {
  const larger = { class: "unseen", type: "checkbox", id: "larger", "aria-label": LARGER };
  const svg = code(card.codes.address, `Code of ${card.name}`);
  return make(
    "form",
    { class: "hall-code", autocomplete: "off" },
    make("input", larger),
    make("label", { class: "tile", for: "larger" }, svg),
    make(
      "p",
      { class: "hall-me", dir: "auto" },
      make("span", { class: "name" }, card.name),
      card.label && make("span", { class: "where" }, card.label),
      make("span", { class: "where hall-hint" }, "Tap the code for a larger one"),
    ),
  );
}

function next({ kind, name, introduction, question, ...target }) {
  return make(
    "section",
    { class: "hall-next", "aria-labelledby": "next" },
    line("where", `Next: ${kind}`),
    make("h2", { id: "next", dir: "auto" }, name),
    line("hall-where", whereAndWhen(target)),
    introduction && make("blockquote", { class: "pitch", dir: "auto" }, introduction),
    line("question", question),
  );
}

function toDo(event, target, hall) {
  const href = event ? `/capture?event_id=${event.id}` : "/capture";
  if (!target) return [make("a", { class: "button button-wide", href }, "Take somebody down")];
  const prefill = JSON.stringify(captureValues(target));
  return [
    button("Visited", "button button-quiet", () => visit(target, hall)),
    make("a", { class: "button", href, "data-prefill": prefill }, "Take down"),
  ];
}

function thenRow(target, hall) {
  const name = make("span", { class: "name", dir: "auto" }, target.name);
  const where = line("where", whereAndWhen(target));
  return make("li", { class: "row target" }, tickButton(target, hall), name, where);
}

function metRow({ contact, meeting }) {
  return make(
    "li",
    { class: "row" },
    make("a", { class: "name", href: addressOf(contact) }, contact.name),
    meeting.place && make("span", { class: "day soft", dir: "auto" }, meeting.place),
    line("detail", meeting.detail),
    marked(meeting),
  );
}
