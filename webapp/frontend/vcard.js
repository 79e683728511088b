import { partition } from "./links.js";
import { oneLine, splitUnescaped, unquote, unquotePrintable } from "./plain_text.js";

const SHIFT_JIS = ["SHIFT_JIS", "SHIFT-JIS", "SJIS"];

/**
 * The first person in a vCard 2.1, 3.0 or 4.0, cut-off and sloppy ones too:
 * `{name, organisation, title, emails, phones, links}`; null when it is no vCard.
 */
export function readVcard(text) {
  if (text.slice(0, 11).toUpperCase() !== "BEGIN:VCARD") return null;
  const card = properties(text);
  return {
    name: first(card, "FN") || name(card) || first(card, "NICKNAME"),
    organisation: parts(card, "ORG").find(Boolean) ?? "",
    title: first(card, "TITLE") || first(card, "ROLE"),
    emails: bestFirst(card, "EMAIL").map((email) => email.replace(/^mailto:/i, "")),
    phones: bestFirst(card, "TEL").map(telephone),
    links: all(card, "URL", "X-SOCIALPROFILE", "SOCIALPROFILE"),
  };
}

/** A number, also from a tel address (RFC 3966), its extension behind it in words. */
export function telephone(value) {
  if (value.slice(0, 4).toLowerCase() !== "tel:") return value;
  const [number, ...parameters] = unquote(value.slice(4)).split(";");
  const extension = parameters.find((part) => /^ext=/i.test(part));
  return oneLine(extension ? `${number} ext. ${extension.slice(4)}` : number);
}

function properties(text) {
  const found = [];
  let depth = 0;
  for (const line of logicalLines(text)) {
    const property = readProperty(line);
    if (!property) continue;
    depth += { BEGIN: 1, END: -1 }[property.name] ?? 0;
    if (depth === 0) break;
    if (depth === 1) found.push(property);
  }
  return found;
}

/** Lines with their folded ends (RFC 6350, 3.2) and soft breaks (RFC 2045, 6.7) joined. */
function logicalLines(text) {
  const lines = [];
  let quoted = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.at(-1);
    if (quoted && last.at(-1).endsWith("=")) last.push(last.pop().slice(0, -1), line);
    else if (last && /^[ \t]/.test(line)) last.push(line.slice(1));
    else {
      lines.push([line]);
      quoted = partition(line, ":")[0].toUpperCase().includes("QUOTED-PRINTABLE");
    }
  }
  return lines.map((pieces) => pieces.join(""));
}

function readProperty(line) {
  const colon = firstOutsideQuotes(line, ":");
  if (colon < 0) return null;
  const [head, ...words] = line.slice(0, colon).toUpperCase().split(/[;,="]/);
  return { name: head.split(".").at(-1).trim(), words, value: line.slice(colon + 1) };
}

function firstOutsideQuotes(line, mark) {
  for (let place = 0; place >= 0 && place < line.length; place += 1) {
    if (line[place] === mark) return place;
    if (line[place] !== '"') continue;
    place = line.indexOf('"', place + 1);
    if (place < 0) return -1;
  }
  return -1;
}

function all(card, ...names) {
  const entries = card.filter((entry) => names.includes(entry.name));
  return entries.map((entry) => plain(entry, entry.value)).filter(Boolean);
}

function first(card, wanted) {
  return all(card, wanted)[0] ?? "";
}

/** The parts of the first such property that has any; split before they are decoded. */
function parts(card, wanted) {
  for (const entry of card.filter((each) => each.name === wanted)) {
    const texts = splitUnescaped(entry.value, ";").map((part) => plain(entry, part));
    if (texts.some(Boolean)) return texts;
  }
  return [];
}

function name(card) {
  const [last, given, middle, prefix, suffix] = parts(card, "N");
  return [prefix, given, middle, last, suffix].filter(Boolean).join(" ");
}

/** The preferred ones, then mobile ones, then the others; no fax and no pager. */
function bestFirst(card, wanted) {
  const has = (entry, ...words) => words.some((word) => entry.words.includes(word));
  const rank = (entry) => (has(entry, "PREF") ? 0 : 2) + (has(entry, "CELL", "MOBILE") ? 0 : 1);
  const usable = card.filter((entry) => !has(entry, "FAX", "PAGER"));
  return all(usable.sort((one, other) => rank(one) - rank(other)), wanted);
}

/** The text of a property's value or of one of its parts, decoded and unescaped, on one line. */
function plain({ words, value }, part = value) {
  const shiftJis = SHIFT_JIS.some((label) => words.includes(label)) ? ["shift_jis"] : [];
  const isQuoted = words.includes("QUOTED-PRINTABLE");
  const text = isQuoted ? unquotePrintable(part, shiftJis) : part;
  return oneLine(text.replace(/\\([nN,;:\\])/g, (_, char) => (/n/i.test(char) ? "\n" : char)));
}
