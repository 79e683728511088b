import { partition } from "./links.js";
import { oneLine, splitUnescaped } from "./plain_text.js";

// What stands in `besides` makes a card of it too, though a capture has no field for it.
const FORMATS = new Map([
  ["MECARD", { person: mecardPerson, besides: ["NOTE", "ADR", "BDAY"] }],
  ["BIZCARD", { person: bizcardPerson, besides: ["A"] }],
]);

/**
 * The person in a MECARD or BIZCARD text: `{name, organisation, title, emails, phones, links}`;
 * null when it is neither or says nothing.
 */
export function readMecard(text) {
  const [kind, body] = partition(oneLine(text), ":");
  const format = FORMATS.get(kind.toUpperCase());
  if (!format) return null;
  const values = read(body);
  const person = format.person(values);
  const known = [...Object.values(person), ...format.besides.map((key) => first(values, key))];
  return known.some((value) => value.length) ? person : null;
}

/** The address in a MATMSG text (`MATMSG:TO:...;SUB:...;BODY:...;;`); "" when there is none. */
export function readMatmsg(text) {
  const [kind, body] = partition(oneLine(text), ":");
  return kind.toUpperCase() === "MATMSG" ? first(read(body), "TO") : "";
}

function read(body) {
  const values = new Map();
  for (const part of splitUnescaped(body, ";")) {
    const [key, value] = partition(part, ":").map((side) => side.trim());
    const name = key.toUpperCase();
    if (value) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function mecardPerson(values) {
  return {
    name: western(values.get("N")?.[0] ?? "") || first(values, "NICKNAME"),
    organisation: first(values, "ORG"),
    title: first(values, "TITLE"),
    emails: all(values, "EMAIL"),
    phones: all(values, "TEL"),
    links: all(values, "URL"),
  };
}

function bizcardPerson(values) {
  return {
    name: oneLine(`${first(values, "N")} ${first(values, "X")}`),
    organisation: first(values, "C"),
    title: first(values, "T"),
    emails: all(values, "E"),
    phones: [...all(values, "M"), ...all(values, "B")],
    links: [],
  };
}

/** `Owen,Sean` as `Sean Owen`. */
function western(name) {
  const [last, ...others] = splitUnescaped(name, ",").map(plain);
  return [...others, last].filter(Boolean).join(" ");
}

function first(values, key) {
  return all(values, key)[0] ?? "";
}

function all(values, key) {
  return (values.get(key) ?? []).map(plain).filter(Boolean);
}

function plain(value) {
  return oneLine(value.replace(/\\(.)/gsu, "$1"));
}
