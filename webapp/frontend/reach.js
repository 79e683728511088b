import { isLinkedIn, normaliseLink, safeLink } from "./links.js";

/**
 * The ways to reach a person as they are shown and tapped: `[{words, shown, href}]`, where `href`
 * is null for what cannot safely be followed. The same as the server's contacts/reach.py.
 */
export function waysToReach({ emails, phones, links }) {
  return [
    ...emails.map(({ value, type }) => way("E-mail", type, value, mailLink(value))),
    ...phones.map(({ value, type }) => way("Phone", type, value, phoneLink(value))),
    ...links.map((link) =>
      way(isLinkedIn(link) ? "LinkedIn" : "Web", "", shownLink(link), webLink(link)),
    ),
  ];
}

/** A mailto address (RFC 6068) that holds nothing but this address. */
export function mailLink(address) {
  const encoded = encodeURIComponent(address.trim()).replace(/%40/g, "@").replace(/%2B/g, "+");
  return safeLink(`mailto:${encoded}`);
}

/** A tel address (RFC 3966) of the digits as typed; an extension is left for the person. */
export function phoneLink(number) {
  const digits = number.split(/[A-Za-z;,]/)[0].replace(/[^0-9+*#]/g, "");
  return /[0-9]/.test(digits) ? safeLink(`tel:${digits}`) : null;
}

function webLink(link) {
  const address = normaliseLink(link);
  return address && /^https?:/.test(address) ? address : null;
}

function shownLink(link) {
  return link.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
}

function way(words, type, shown, href) {
  const kind = type && type !== "other" ? `, ${type.toLowerCase()}` : "";
  return { words: words + kind, shown, href };
}
