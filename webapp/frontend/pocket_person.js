import { dayAt, shortDay } from "./days.js";
import { bestDayWords, windowWords } from "./follow_up_words.js";
import { KINDS } from "./kinds.js";
import { button, make } from "./make.js";
import { marked } from "./pocket_marks.js";
import { addressOf, whereMet } from "./pocket_people.js";
import { inOrder } from "./queue.js";
import { waysToReach } from "./reach.js";

const LONG = 140;

/** One person: the detail, the ways to reach them, what is owed, every meeting. */
export function drawPerson(hall, id) {
  const contact = hall.shelf.contact.get(id);
  if (!contact) return null;
  const [newest, ...earlier] = contact.encounters;
  const work = [contact.title, contact.organisation].filter(Boolean).join(", ");
  const content = make(
    "article",
    { class: "person" },
    make("h1", { dir: "auto" }, contact.name),
    work && make("p", { class: "work", dir: "auto" }, work),
    contact.school && school(contact.school),
    marked(contact),
    newest &&
      make("section", { class: "newest", "aria-label": "Newest meeting" }, meeting(newest, hall)),
    buttons(contact),
    owed(contact, hall),
    group("How to reach them"),
    reach(contact),
    earlier.length > 0 && group("Earlier meetings"),
    earlier.length > 0 &&
      make(
        "ol",
        { class: "rows meetings" },
        earlier.map((met) => make("li", {}, meeting(met, hall))),
      ),
    contact.note && group("Note"),
    contact.note && make("p", { class: "own-note", dir: "auto" }, contact.note),
    deletion(contact, hall),
  );
  const edit = make("a", { class: "link-button", href: `${addressOf(contact)}/edit` }, "Edit");
  return { title: contact.name, back: ["People", "/contacts"], topEnd: edit, content };
}

function meeting(met, { shelf, on }) {
  const day = dayAt(met.at, met.time_zone);
  const place = whereMet(met, shelf);
  return [
    make(
      "p",
      { class: met.detail.length > LONG ? "detail long" : "detail", dir: "auto" },
      met.detail,
    ),
    make(
      "p",
      { class: "where" },
      place && make("bdi", {}, place),
      place && ", ",
      make("time", { datetime: day }, shortDay(day, on)),
      met.clicked && ". It clicked",
    ),
    met.talk && said("We talked about", met.talk),
    met.promise && said("I promised", met.promise),
  ];
}

function said(label, text) {
  return make("p", { class: "said", dir: "auto" }, make("span", { class: "label" }, label), text);
}

function school(name) {
  const href = `/contacts?${new URLSearchParams({ q: name })}`;
  return make("p", { class: "school" }, make("a", { href }, make("bdi", {}, name)));
}

function buttons({ id, name }) {
  const prefill = JSON.stringify({ contact_id: id, name });
  const again = { class: "button", href: `/capture?contact_id=${id}`, "data-prefill": prefill };
  return make("div", { class: "buttons person-buttons" }, make("a", again, "Met again"));
}

function owed(contact, { shelf, on }) {
  const mine = [...shelf.follow_up.values()].filter((row) => row.contact.id === contact.id);
  if (!mine.length) return null;
  const rows = inOrder(mine, on).map(({ row, group: inGroup }) => {
    const promise = contact.encounters.find((met) => met.id === row.encounter_id)?.promise;
    const what = row.kind === "promise" && promise ? [": ", make("bdi", {}, promise)] : [];
    const name = make("a", { href: `/follow-ups/${row.id}` }, KINDS[row.kind]?.words ?? "Follow-up", what);
    const said = [windowWords(row, inGroup, on), bestDayWords({ row, group: inGroup }, on)].filter(Boolean);
    return make(
      "li",
      { class: "row" },
      name,
      make("p", { class: "where" }, said.join(". ")),
      marked(row),
    );
  });
  return [group("Follow-ups"), make("ul", { class: "rows" }, rows)];
}

function reach(contact) {
  const ways = waysToReach(contact);
  if (!ways.length) {
    const add = make("a", { href: `${addressOf(contact)}/edit` }, "Add an e-mail, phone or link");
    return make("p", { class: "soft none" }, "Nothing yet. ", add);
  }
  const rows = ways.map(({ words, shown, href }) => {
    const link = href ? make("a", { href, rel: "noopener noreferrer" }, shown) : shown;
    return make("div", {}, make("dt", {}, words), make("dd", { dir: "auto" }, link));
  });
  return make("dl", { class: "facts" }, rows);
}

function deletion({ id, name }, hall) {
  const run = async () => {
    const undo = await hall.act("delete_contact", { contact_id: id });
    hall.go("/contacts", { text: `Deleted ${name}.`, undo });
  };
  return make(
    "div",
    { class: "person-delete" },
    button("Delete this person", "link-button late", run),
  );
}

function group(words) {
  return make("h2", { class: "group" }, words);
}
