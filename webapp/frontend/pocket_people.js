import { dayAt, shortDay } from "./days.js";
import { Finder, meetingShown } from "./find_people.js";
import { button, make, part } from "./make.js";
import { marked } from "./pocket_marks.js";
import { peopleOf } from "./shelf.js";

const AT_ONCE = 60;
// While somebody types, so many rows fill the screen; the others follow behind them.
const IN_A_FRAME = 12;
const STAGES = { mentor: "Mentor", sponsor: "Sponsor", alum: "Alum", peer: "Peer" };

/** Everyone, found while typing. */
export function drawPeople(hall, _, query) {
  const { shelf, on } = hall;
  const people = peopleOf(shelf);
  if (!people.length) return { title: "People", content: part("nobody") };
  const chosen = { q: query.get("q") ?? "", event: query.get("event"), stage: query.get("stage") };
  const finder = new Finder(people.filter((contact) => isMeant(contact, chosen)));
  const search = part("search");
  const input = search.querySelector("input");
  const said = make("p", { class: "unseen", role: "status" });
  const list = make("div");
  const show = (most = AT_ONCE, first = most) => {
    const shown = found(finder, chosen, { shelf, on, first, most, show });
    list.replaceChildren(...shown);
    // Only what is typed for is told, and by a region that stays.
    if (chosen.q) said.textContent = list.querySelector("h2").textContent;
  };
  input.value = chosen.q;
  input.addEventListener("input", () => {
    chosen.q = input.value;
    keepInAddress(chosen);
    show(AT_ONCE, IN_A_FRAME);
  });
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    input.blur();
  });
  show();
  setTimeout(() => finder.warm());
  const content = make(
    "div",
    {},
    search,
    filters(shelf, people, chosen, () => hall.redraw()),
    said,
    list,
  );
  return { title: "People", content, always: true };
}

/** A row of the list, also for the server's own list. */
export function personRow(contact, shelf, on, chosen = {}) {
  const met = meetingShown(contact, chosen);
  const work = [contact.title, contact.organisation].filter(Boolean).join(", ") || contact.school;
  return make(
    "li",
    { class: "row" },
    make("a", { class: "name", href: addressOf(contact) }, make("bdi", {}, contact.name)),
    met && make("span", { class: "day soft" }, shortDay(dayAt(met.at, met.time_zone), on)),
    met && make("p", { class: "detail clamped", dir: "auto" }, met.detail),
    make("p", { class: "where" }, make("bdi", {}, (met && whereMet(met, shelf)) || work)),
    marked(contact),
  );
}

/** Where a person's page is; the server has none yet of somebody who is on this phone only. */
export function addressOf({ id, hereOnly }) {
  return hereOnly ? `/contacts/${id}.here` : `/contacts/${id}`;
}

/** Where a meeting was: the place, the event. */
export function whereMet(met, shelf) {
  return [met.place, shelf.event.get(met.event_id)?.name].filter(Boolean).join(", ");
}

function isMeant(contact, { event, stage }) {
  const wasThere = !event || contact.encounters.some((met) => met.event_id === event);
  return wasThere && (!stage || contact.stage === stage);
}

function found(finder, chosen, { shelf, on, first, most, show }) {
  const people = finder.find(chosen.q);
  if (!people.length) return [nobodyFound(chosen)];
  const count = `${people.length} ${people.length === 1 ? "person" : "people"}`;
  const rows = (from, to) =>
    people.slice(from, to).map((contact) => personRow(contact, shelf, on, chosen));
  const list = make("ul", { class: "rows" }, rows(0, first));
  if (first < most) setTimeout(() => list.isConnected && list.append(...rows(first, most)));
  const more =
    people.length > most && button("More", "button button-quiet button-wide", () => show(most * 4));
  return [
    make("div", { class: "group list-head" }, make("h2", { class: "count" }, count)),
    list,
    ...(more ? [make("p", { class: "more" }, more)] : []),
  ];
}

function nobodyFound({ q }) {
  const why = q
    ? `No name, detail, place or organisation holds “${q}”.`
    : "The people you take down there will be listed here.";
  const hint = q ? " A piece of a word is enough, and accents do not matter." : "";
  return make(
    "div",
    { class: "empty" },
    make("h2", {}, "Nobody here matches"),
    make("p", {}, why, hint),
    make("a", { class: "button button-quiet", href: "/contacts" }, "Show everyone"),
  );
}

function filters(shelf, people, chosen, redraw) {
  const stages = [...new Set(people.map(({ stage }) => stage))].filter((stage) => STAGES[stage]);
  const events = [...shelf.event.values()].sort((one, other) =>
    one.starts_on < other.starts_on ? 1 : -1,
  );
  const chips = [
    ...events.map(({ id, name }) => chip("event", id, name, chosen, redraw)),
    ...stages.map((stage) => chip("stage", stage, STAGES[stage], chosen, redraw)),
  ];
  return (
    chips.length > 0 &&
    make("nav", { "aria-label": "Narrow down" }, make("ul", { class: "chips filters" }, chips))
  );
}

function chip(name, value, words, chosen, redraw) {
  const isOn = chosen[name] === value;
  const run = () => {
    keepInAddress({ ...chosen, [name]: isOn ? "" : value });
    redraw();
  };
  const off = isOn && make("span", { class: "chip-off", "aria-hidden": "true" }, "×");
  const attributes = { type: "button", class: "chip", "aria-pressed": String(isOn), click: run };
  return make("li", {}, make("button", attributes, make("bdi", {}, words), off));
}

function keepInAddress(chosen) {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
  history.replaceState(history.state, "", query.size ? `/contacts?${query}` : "/contacts");
}
