import { hostOf } from "./links.js";

const KINDS = {
  hallway_card: "A Hallway card",
  vcard: "A contact",
  mecard: "A contact",
  linkedin: "A LinkedIn profile",
  link: "A link",
  text: "A text",
};

/**
 * Shows what was scanned, as text only: nothing of it becomes a link or a page. `take` and `again`
 * are called by the two buttons.
 */
export function showResult(region, scanned, { take, again }) {
  const heading = element("h2", KINDS[scanned.kind]);
  heading.tabIndex = -1;
  region.replaceChildren(heading, ...lines(scanned), buttons(take, again));
  region.hidden = false;
  heading.focus({ preventScroll: true });
  region.scrollIntoView({ block: "nearest" });
}

/** The fields that a capture of it begins with. */
export function captureFields({ kind, fields, text }) {
  const { token, ...known } = fields;
  const links = kind === "hallway_card" ? [text, ...(known.links ?? [])] : known.links;
  return { ...known, ...(links ? { links } : {}), raw: text };
}

function lines({ kind, fields, text }) {
  const { name, title, organisation, email, phone, links = [] } = fields;
  const known = [title, organisation, email, phone].filter(Boolean);
  const shown = [...(name ? [element("strong", name)] : []), ...known, ...links.map(address)];
  if (kind === "hallway_card") shown.push(address(text));
  return (shown.length ? shown : [text]).map((content) => {
    const line = element("p");
    line.append(content);
    return line;
  });
}

/** An address as text with its host set off, for that is what tells where it would lead. */
function address(link) {
  const host = hostOf(link);
  const place = host ? link.indexOf(host) : 0;
  const shown = element("span");
  shown.append(link.slice(0, place), element("b", host), link.slice(place + host.length));
  return shown;
}

function buttons(take, again) {
  const row = element("div");
  row.className = "buttons";
  row.append(button("Take down", "button", take));
  row.append(button("Scan again", "button button-quiet", again));
  return row;
}

function button(text, className, run) {
  const made = element("button", text);
  made.type = "button";
  made.className = className;
  made.addEventListener("click", run);
  return made;
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
