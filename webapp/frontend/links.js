const SURROUNDINGS = "[\\0-\\x20\\x7f-\\xa0\\u2028\\u2029\\ufeff]";
const ENDS = new RegExp(`^${SURROUNDINGS}+|${SURROUNDINGS}+$`, "g");
// Browsers drop tabs and line breaks inside an address and read a backslash as a slash; invisible
// and direction-changing characters hide the true host.
const UNSAFE =
  /[\\\0-\x20\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]|\p{Cs}/u;
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}_][\p{L}\p{N}_.-]*)(?::(\d{1,5}))?$/iu;
const TELEPHONE = /^\+?[0-9*#(][0-9*#().-]*(?:;[a-z0-9+=.-]+)*$/i;

const CHECKS = {
  http: web,
  https: web,
  mailto: (rest) => (rest.split("?")[0].replace(/^@+|@+$/g, "").includes("@") ? rest : null),
  tel: (rest) => (TELEPHONE.test(rest) ? rest : null),
};

/**
 * The address if it is http, https, mailto or tel and means the same to every browser, with scheme
 * and host in lower case; else null. The same rule as in the server's formats/links.py.
 */
export function safeLink(text) {
  const address = trimmed(text);
  if (UNSAFE.test(address)) return null;
  const [scheme, rest] = partition(address, ":");
  const name = scheme.toLowerCase();
  const checked = Object.hasOwn(CHECKS, name) ? CHECKS[name](rest) : null;
  return checked ? `${name}:${checked}` : null;
}

/** A safe link, also from an address typed without its scheme (`example.org/asha`); else null. */
export function normaliseLink(text) {
  const address = trimmed(text);
  return safeLink(address) ?? (beginsWithDomain(address) ? safeLink(`https://${address}`) : null);
}

/** The host of a safe http or https link; "" for any other. */
export function hostOf(link) {
  return /^https?:\/\/([^/?#:]*)/.exec(link)?.[1] ?? "";
}

/** Whether the address lies on linkedin.com or one of its country hosts. */
export function isLinkedIn(link) {
  const host = hostOf(link);
  return host === "linkedin.com" || host.endsWith(".linkedin.com");
}

/** `text` before and after the first `mark`. */
export function partition(text, mark) {
  const place = text.indexOf(mark);
  return place < 0 ? [text, ""] : [text.slice(0, place), text.slice(place + mark.length)];
}

function trimmed(text) {
  return text.replace(ENDS, "");
}

function web(rest) {
  const authority = /^\/\/([^/?#]*)/.exec(rest)?.[1];
  const parts = authority && AUTHORITY.exec(authority);
  if (!parts || Number(parts[1] ?? 0) > 65_535) return null;
  return `//${authority.toLowerCase()}${rest.slice(2 + authority.length)}`;
}

function beginsWithDomain(address) {
  const labels = address.split(/[/?#:]/, 1)[0].split(".");
  return labels.length > 1 && labels.every(Boolean) && /^\p{L}{2,}$/u.test(labels.at(-1));
}
