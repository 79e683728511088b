import { addDays, spokenDay } from "./days.js";
import { bestDayWords, metWords, urgency, windowWords } from "./follow_up_words.js";
import { start as startLetter } from "./followup_page.js";
import { button, make, part } from "./make.js";
import { marked } from "./pocket_marks.js";
import { inOrder } from "./queue.js";
import { mailLink } from "./reach.js";
import { followUpOf, named } from "./shelf.js";

const LONGEST = 366;

/** One letter: read it, word it, open it in the mail program, and say what became of it. */
export function drawLetter(hall, id) {
  const { shelf, on } = hall;
  const known = followUpOf(shelf, id);
  if (!known) return null;
  const [{ row, group }] = inOrder([known], on);
  const content = part("letter");
  const set = (name, ...children) =>
    content.querySelector(`[data-is="${name}"]`).replaceChildren(...children);
  set("name", make("a", { href: `/contacts/${row.contact.id}` }, row.contact.name));
  set("detail", row.detail ?? "");
  set("met", metWords(row, on));
  const window = content.querySelector('[data-is="window"]');
  const said = [windowWords(row, group, on), bestDayWords({ row, group }, on)].filter(Boolean);
  window.textContent = `${said.join(". ")}.`;
  if (urgency(row, group, on)) window.classList.add(urgency(row, group, on));
  set("mark", ...[marked(row)].filter(Boolean));
  fillDraft(content, row, shelf.contact.get(row.contact.id));
  set("fate", ...fate(row, hall));
  return {
    title: row.contact.name,
    back: ["Follow-ups", "/follow-ups"],
    content,
    start: () => startLetter(hall),
  };
}

function fillDraft(content, row, contact) {
  const { subject = "", body = "", mailto, checks = [] } = row.draft ?? {};
  content.querySelector('[name="subject"]').defaultValue = subject;
  content.querySelector('[name="body"]').defaultValue = body;
  const address = mailto ?? mailLink(contact?.emails[0]?.value ?? "") ?? "mailto:";
  content.querySelector("[data-mailto]").href = address;
  content.querySelector('[data-is="no-draft"]').hidden = Boolean(row.draft);
  content.querySelector(".wording").hidden = !row.draft;
  const list = content.querySelector(".checks");
  list.hidden = !checks.length;
  list.append(...checks.map(check));
}

function check({ ok, why }) {
  const icon = part(ok ? "icon-ok" : "icon-not-ok");
  const notYet = !ok && make("span", { class: "unseen" }, "Not yet: ");
  return make("li", { class: ok ? "" : "due" }, icon, make("span", {}, notYet, why));
}

function fate(row, hall) {
  const { name } = row.contact;
  const note = (type, words, className, said) =>
    button(words, className, () =>
      hall.note(type, named(row), said && said.replace("{name}", name)),
    );
  const reopen = (words) => note("follow_up_reopened", words, "link-button");
  if (row.state === "queued") {
    const sent = note(
      "follow_up_sent",
      "I have sent it",
      "button button-quiet button-wide",
      "Noted: sent to {name}.",
    );
    sent.dataset.note = "sent";
    const skip = note("follow_up_skipped", "Skip", "link-button", "Skipped {name}.");
    return [sent, make("div", { class: "or" }, notNow(row, hall), skip)];
  }
  if (row.state !== "sent") return [reopen("Open it again")];
  const wide = "button button-quiet button-wide";
  const replied = note("follow_up_replied", "They replied", wide, "Noted: {name} replied.");
  return [replied, reopen("It was not sent after all")];
}

function notNow(row, hall) {
  const chips = [
    [1, "Tomorrow"],
    [2, "In 2 days"],
  ].map(([days, words]) => button(words, "chip", () => putOff(addDays(hall.on, days))));
  const pick = part("pick-day");
  const input = pick.querySelector("input");
  input.min = addDays(hall.on, 1);
  input.max = addDays(hall.on, LONGEST);
  pick.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value && input.checkValidity()) putOff(input.value);
  });
  const putOff = (until) => {
    const day = spokenDay(until, hall.on).replace(/^on /, "");
    hall.note(
      "follow_up_snoozed",
      { ...named(row), until },
      `Put off ${row.contact.name} until ${day}.`,
    );
  };
  const summary = make("summary", {}, "Not now");
  return make(
    "details",
    { class: "not-now" },
    summary,
    make("div", { class: "chips" }, chips),
    pick,
  );
}
