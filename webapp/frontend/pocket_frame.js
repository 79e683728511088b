import { button, make } from "./make.js";

const PLACES = {
  card: "/",
  people: "/contacts",
  person: "/contacts",
  followups: "/follow-ups",
  followup: "/follow-ups",
  plan: "/plan",
  hall: "/plan",
};
const PAUSE = 5_000;
const TIME_LIMIT = 10_000;

let hungAt = null;
let touched = false;

/**
 * Puts a drawn page `{page, title, top?, back?, topEnd?, content, start?, always?}` into the shell's
 * frame, in the words and places of the server's pages. `told` is `{text, undo?}`, said above it.
 * A page that looks the same stays, unless it holds more than it shows (`always`).
 */
export function hang(drawn, told) {
  const main = document.querySelector("[data-pocket]");
  const isHere = hungAt === location.pathname;
  const isSame = isHere && !drawn.always && main.firstElementChild?.isEqualNode(drawn.content);
  if (told || !isHere) tell(told);
  if (!isHere) touched = false;
  hungAt = location.pathname;
  if (isSame) return;
  document.title = `${drawn.title} - Hallway`;
  document.body.dataset.page = drawn.page;
  document.querySelector("[data-top]").replaceChildren(top(drawn));
  document.querySelector("[data-top-end]").replaceChildren(...[drawn.topEnd].filter(Boolean));
  for (const link of document.querySelectorAll(".places a")) {
    const isPlace = link.getAttribute("href") === PLACES[drawn.page];
    if (isPlace) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.querySelector("[data-no-page]").hidden = true;
  main.replaceChildren(drawn.content);
  drawn.start?.();
}

/** Whether something was typed into a form of this page, which must not be drawn over. */
export function isTouched() {
  return touched;
}

/** Notes typing in the page. */
export function watchTyping() {
  document.querySelector("[data-pocket]").addEventListener("input", ({ target }) => {
    touched ||= Boolean(target.closest("form:not([role=search], .code)"));
  });
}

/** Says that this page needs a network, and loads it as soon as Hallway answers again. */
export function sayNoPage() {
  hungAt = null;
  document.querySelector("[data-pocket]").replaceChildren();
  document.querySelector("[data-no-page]").hidden = false;
  // A page that has just been loaded anew in vain must not be loaded without end.
  const [arrival] = performance.getEntriesByType("navigation");
  setTimeout(look, arrival?.type === "reload" ? PAUSE : 0);
}

function tell(told) {
  const region = document.querySelector("[data-told]");
  region.hidden = !told;
  if (!told) return region.replaceChildren();
  const undo =
    told.undo &&
    button("Undo", "link-button", async () => {
      tell(null);
      await told.undo();
    });
  return region.replaceChildren(make("span", {}, told.text), undo || "");
}

function top({ title, top: given, back }) {
  if (given) return given;
  if (!back) return make("h1", {}, title);
  const [words, href] = back;
  return make("a", { class: "link-button back", href }, "‹ ", make("bdi", {}, words));
}

async function look() {
  if (hungAt) return;
  if (document.hidden || !(await isThere())) return void setTimeout(look, PAUSE);
  // The shell's own address would only show the shell again.
  if (location.pathname === "/offline") location.replace("/");
  else location.reload();
}

async function isThere() {
  try {
    const response = await fetch("/healthz", { signal: AbortSignal.timeout(TIME_LIMIT) });
    return response.headers.get("Hallway") === "1";
  } catch {
    return false;
  }
}
