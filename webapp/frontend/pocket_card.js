import { start as startCard } from "./card_page.js";
import { make, part } from "./make.js";
import { code } from "./pocket_code.js";

const WORDS_A_SECOND = 2.5;

/** My card to be scanned, with both codes, and the pitch below it. */
export function drawCard({ shelf }, _, query) {
  const cards = [...shelf.card.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  if (!cards.length) return null;
  const card = shelf.card.get(query.get("card")) ?? cards[0];
  const content = part("card");
  for (const kind of ["address", "offline"]) {
    const tile = content.querySelector(`.tile[data-code="${kind}"]`);
    tile.append(code(card.codes[kind], `Code of ${card.name}`));
  }
  content.querySelector('[data-is="left-out"]').textContent = leftOut(card.codes.offline.left_out);
  content.querySelector('[data-is="name"]').textContent = card.name;
  const work = [card.title, card.organisation].filter(Boolean).join(", ");
  const lines = [work, card.headline].filter(Boolean);
  content.querySelector(".who").append(...lines.map((line) => make("p", { class: "soft" }, line)));
  fillPitch(content, card);
  const share = content.querySelector("[data-share]");
  share.dataset.share = card.url;
  share.dataset.shareTitle = card.name;
  return { title: card.label || card.name, top: choice(cards, card), content, start: startCard };
}

function leftOut(names = []) {
  const lead = "The card itself is in this code.";
  if (!names.length) return lead;
  const all = [...names.slice(0, -2), names.slice(-2).join(" and ")].join(", ");
  return `${lead} Left out to keep it readable: ${all}.`;
}

function fillPitch(content, { pitch, project, shows_pitch, shows_project }) {
  const privacy = (shows) => (shows ? "Also on your public page" : "Only you see this");
  const set = (name, text) => (content.querySelector(`[data-is="${name}"]`).textContent = text);
  content.querySelector(".say").hidden = !pitch && !project;
  content.querySelector('[data-is="said"]').hidden = !pitch;
  set("pitch", pitch);
  set("pitch-privacy", privacy(shows_pitch));
  const seconds = Math.round(pitch.split(/\s+/).filter(Boolean).length / WORDS_A_SECOND);
  content.querySelector("[data-rehearse-clock]").textContent = `${seconds} s`;
  content.querySelector(".project").hidden = !project;
  set("project", project);
  set("project-privacy", privacy(shows_project));
}

function choice(cards, shown) {
  if (cards.length === 1) return make("span", { class: "soft card-label" }, shown.label);
  const links = cards.map((card) => {
    const current = card === shown ? "true" : "";
    return make(
      "a",
      { class: "chip", href: `/?card=${card.id}`, "aria-current": current },
      card.label || card.name,
    );
  });
  return make("nav", { class: "chips card-choice", "aria-label": "My cards" }, links);
}
