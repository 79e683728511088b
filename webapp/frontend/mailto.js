/**
 * A mailto address (RFC 6068) for the same people with another subject and body. Line breaks
 * become CR LF, and a blank is %20, because mail programs read a plus as a plus.
 */
export function mailtoAddress(href, { subject, body }) {
  const [people] = href.split("?");
  return `${people}?subject=${encode(subject)}&body=${encode(body.replace(/\r\n|\r|\n/g, "\r\n"))}`;
}

/** How many words a text has, counted as the server counts: what stands between blanks. */
export function countWords(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

function encode(text) {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
}
