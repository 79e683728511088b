const QUOTED = /=([0-9A-Fa-f]{2})/g;

/** The text with each run of white space and control characters made one blank. */
export function oneLine(text) {
  const whole = text.replace(/\p{Cs}/gu, "").replace(/[\0-\x20\x7f-\xa0\u2028\u2029\ufeff]+/g, " ");
  return whole.replace(/^ +| +$/g, "");
}

/** The parts between unescaped separators (one character), escapes left in place. */
export function splitUnescaped(text, separator) {
  const parts = [];
  let start = 0;
  for (let place = 0; place < text.length; place += 1) {
    if (text[place] === "\\") place += 1;
    else if (text[place] === separator) {
      parts.push(text.slice(start, place));
      start = place + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Percent-encoding undone; what is not UTF-8 becomes U+FFFD, what is no escape stays. */
export function unquote(text) {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  });
}

/**
 * Quoted-printable (RFC 2045, 6.7) undone. The bytes are UTF-8, else of the first encoding in
 * `others` that takes them, else windows-1252.
 */
export function unquotePrintable(text, others = []) {
  const bytes = quotedBytes(text);
  for (const encoding of ["utf-8", ...others]) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // Not in this encoding.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

function quotedBytes(text) {
  // One character for each byte, so that escapes and letters stand in one row.
  const plain = new TextEncoder().encode(text);
  const row = Array.from(plain, (byte) => String.fromCharCode(byte)).join("");
  const bytes = row.replace(QUOTED, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Uint8Array.from(bytes, (char) => char.charCodeAt(0));
}
