import { drawCard } from "./pocket_card.js";
import { drawDay } from "./pocket_day.js";
import { drawEdit } from "./pocket_edit.js";
import { drawEvent } from "./pocket_event.js";
import { hang, sayNoPage, watchTyping } from "./pocket_frame.js";
import { Hall } from "./pocket_hall.js";
import { drawLetter } from "./pocket_letter.js";
import { drawPeople } from "./pocket_people.js";
import { drawPerson } from "./pocket_person.js";
import { drawPlan, drawPrograms, drawPrompts } from "./pocket_plan.js";
import { drawQueue } from "./pocket_queue.js";

const VIEWS = [
  [/^\/(?:offline)?$/, "card", drawCard],
  [/^\/contacts$/, "people", drawPeople],
  [/^\/contacts\/([\w-]{36})(?:\.here)?$/, "person", drawPerson],
  [/^\/contacts\/([\w-]{36})(?:\.here)?\/edit$/, "person", drawEdit],
  [/^\/follow-ups$/, "followups", drawQueue],
  [/^\/follow-ups\/([\w.-]{36,80})$/, "followup", drawLetter],
  [/^\/plan$/, "plan", drawPlan],
  [/^\/plan\/events\/([\w-]{36})$/, "plan", drawEvent],
  [/^\/hall$/, "hall", drawDay],
  [/^\/plan\/programs$/, "plan", drawPrograms],
  [/^\/prompts$/, "plan", drawPrompts],
];

/** Draws the page that was wanted, and those it leads to, from what this phone holds. */
export async function start(context) {
  const hall = context.user && new Hall(context, draw);
  const holds = hall && (await hall.read().catch(() => false));
  if (!holds) return sayNoPage();
  watchTyping();
  addEventListener("popstate", () => draw(hall));
  document.addEventListener("click", (event) => follow(event, hall));
  return draw(hall);
}

function draw(hall, told) {
  const [pattern, page, view] = viewOf(location.pathname) ?? [];
  const query = new URLSearchParams(location.search);
  const drawn = view?.(hall, pattern.exec(location.pathname)[1], query);
  if (drawn) hang({ page, ...drawn }, told);
  else sayNoPage();
}

function viewOf(pathname) {
  return VIEWS.find(([pattern]) => pattern.test(pathname));
}

/** Goes from page to page of the pocket without waiting for a network that is not there. */
function follow(event, hall) {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  if (!link || !isPlain || link.origin !== location.origin || hall.isOnline) return;
  if (!viewOf(link.pathname)) return;
  event.preventDefault();
  hall.go(link.pathname + link.search);
}
