import { shortDay } from "./days.js";
import { isOn } from "./events.js";
import { line, list, make, order } from "./make.js";
import { hallMode, KINDS } from "./pocket_event.js";

/** All events: what is on or coming first. */
export function drawPlan({ shelf, on }) {
  const events = [...shelf.event.values()].sort((one, other) =>
    order(one.starts_on, other.starts_on),
  );
  if (!events.length) return null;
  const here = events.findLast((event) => isOn(event, new Date()));
  const rows = (wanted) => events.filter(wanted).map((event) => eventRow(event, on));
  const content = make(
    "div",
    {},
    parts(shelf, "/plan"),
    here && make("div", { class: "buttons" }, hallMode(here.id)),
    list(
      "On now and coming",
      rows((event) => event.ends_on >= on),
    ),
    list("Over", rows((event) => event.ends_on < on).reverse()),
  );
  return { title: "Plan", content };
}

/** The map of programs. */
export function drawPrograms({ shelf }) {
  const programs = [...shelf.program.values()].sort((one, other) => order(one.name, other.name));
  if (!programs.length) return null;
  const rows = programs.map(({ name, city, specialty, requirements, next_action }) =>
    make(
      "li",
      { class: "row" },
      make("span", { class: "name", dir: "auto" }, name),
      line("where", [city, specialty].filter(Boolean).join(", ")),
      line("detail", next_action?.do || requirements),
    ),
  );
  const content = make("div", {}, parts(shelf, "/plan/programs"), list("", rows));
  return { title: "Plan", content };
}

/** The questions to ask, by where they are asked. */
export function drawPrompts({ shelf }) {
  const prompts = [...shelf.prompt.values()].filter((prompt) => !prompt.hidden);
  if (!prompts.length) return null;
  prompts.sort((one, other) => order(one.kind, other.kind) || one.position - other.position);
  const kinds = [...new Set(prompts.map(({ kind }) => kind))];
  const rows = (kind) => prompts.filter((prompt) => prompt.kind === kind).map(promptRow);
  const words = (kind) => kind[0].toUpperCase() + kind.slice(1).replaceAll("_", " ");
  const content = make(
    "div",
    {},
    make("h1", {}, "Questions"),
    kinds.map((kind) => list(words(kind), rows(kind))),
  );
  return { title: "Questions", back: ["Plan", "/plan"], content };
}

function parts(shelf, here) {
  const links = [
    ["Events", "/plan"],
    ...(shelf.program.size ? [["Programs", "/plan/programs"]] : []),
  ];
  if (links.length < 2) return null;
  const segment = ([words, href]) =>
    make("li", {}, make("a", { href, "aria-current": href === here && "page" }, words));
  const nav = { "aria-label": "Parts of the plan" };
  return make("nav", nav, make("ul", { class: "segments" }, links.map(segment)));
}

function promptRow({ question }) {
  return make("li", { class: "row" }, line("detail", question));
}

function eventRow({ id, name, starts_on, kind, place }, on) {
  return make(
    "li",
    { class: "row" },
    make("a", { class: "name", href: `/plan/events/${id}` }, name),
    make("span", { class: "day" }, shortDay(starts_on, on)),
    make("span", { class: "where" }, [KINDS[kind], place].filter(Boolean).join(", ")),
  );
}
