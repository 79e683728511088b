import { isLinkedIn, normaliseLink, partition, safeLink } from "./links.js";
import { readMatmsg, readMecard } from "./mecard.js";
import { oneLine, unquote } from "./plain_text.js";
import { readVcard, telephone } from "./vcard.js";

const UNSHOWN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]|\p{Cs}/gu;
const TOKEN = /^([A-Z2-7]{26})\/?(?:[?#].*)?$/is;
const EMAIL = /^[^\s@:;,<>]+@[^\s@:;,<>]+\.[^\s@:;,<>]+$/;
const DEGREES = new Map([["md", "MD"], ["phd", "PhD"], ["mbbs", "MBBS"], ["mph", "MPH"]]);

/**
 * What a scanned text is: `{kind, fields, text}` with kind "hallway_card", "vcard", "mecard",
 * "linkedin", "link" or "text". Any text has an answer, and nothing is followed. `baseUrl` is the
 * address under which this Hallway serves `/c/<token>`. It gives what the server's
 * formats/scanned.py gives; tests/formats/scanned_cases.json binds both.
 */
export function readScanned(scanned, baseUrl) {
  const text = scanned.replace(UNSHOWN, "").trim();
  const found = ownCard(text, baseUrl) ?? personCard(text) ?? address(text);
  const [kind, fields] = found ?? ["text", EMAIL.test(text) ? { email: text } : {}];
  return { kind, fields, text };
}

function ownCard(text, baseUrl) {
  const link = safeLink(text)?.replace(/^https?:/, "");
  const base = safeLink(baseUrl)?.replace(/^https?:/, "").replace(/\/+$/, "");
  if (!link?.startsWith(`${base}/c/`)) return null;
  const token = TOKEN.exec(link.slice(base.length + 3));
  return token && ["hallway_card", { token: token[1].toUpperCase() }];
}

function personCard(text) {
  const vcard = readVcard(text);
  if (vcard) return ["vcard", fieldsOf(vcard)];
  const mecard = readMecard(text);
  if (mecard) return ["mecard", fieldsOf(mecard)];
  const email = readMatmsg(text);
  return email ? ["mecard", { email }] : null;
}

function address(text) {
  const link = normaliseLink(text);
  if (!link) return null;
  const [scheme, rest] = partition(link, ":");
  if (scheme === "mailto") return ["link", fieldsOf({ emails: recipients(rest) })];
  if (scheme === "tel") return ["link", fieldsOf({ phones: [telephone(link)] })];
  const person = { name: nameInLinkedIn(link), links: [link] };
  if (isLinkedIn(link)) return ["linkedin", fieldsOf(person)];
  // Words with a dot in them would pass for a host: without a scheme only www is sure.
  return safeLink(text) || /^www\./i.test(text) ? ["link", { links: [link] }] : null;
}

function recipients(address) {
  return unquote(address.split("?", 1)[0]).split(",").map(oneLine).filter(Boolean);
}

function fieldsOf(person) {
  const links = (person.links ?? []).map(normaliseLink).filter((link) => link?.startsWith("http"));
  const fields = {
    name: person.name,
    organisation: person.organisation,
    title: person.title,
    email: person.emails?.[0],
    phone: person.phones?.[0],
    links: [...new Set(links)],
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value?.length));
}

/** A guess such as "Asha Rao" from `/in/asha-rao-1a2b3c`; "" when it would be a poor one. */
function nameInLinkedIn(link) {
  const slug = /^https?:\/\/[^/?#]*\/(?:in|pub)\/([^/?#]+)(?:[/?#]|$)/.exec(link)?.[1] ?? "";
  const words = unquote(slug).split("-");
  while (words.length && /^$|[\p{Nd}\p{No}]/u.test(words.at(-1))) words.pop();
  if (!slug.includes("-") || !words.every((word) => /^[\p{L}\p{M}]+$/u.test(word))) return "";
  return words.map((word, place) => capitalised(word, place === 0)).join(" ");
}

function capitalised(word, isFirst) {
  const [initial, ...others] = word;
  const degree = isFirst ? undefined : DEGREES.get(word.toLowerCase());
  return degree ?? initial.toUpperCase() + others.join("");
}
