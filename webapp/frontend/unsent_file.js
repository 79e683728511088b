import { oneLine } from "./plain_text.js";

const FOLD = 74;

/**
 * What the outbox holds as a vCard file (3.0), which Hallway's import and any address book take:
 * the people taken down, and those changed, by the name known to `nameOf(contactId)`.
 */
export function unsentCards(ops, nameOf = () => undefined) {
  const cards = ops.map(({ type, fields, captured_at }) => {
    if (type === "capture") return card(fields, noteOf(fields, captured_at));
    if (type !== "edit_contact") return null;
    const name = fields.name ?? nameOf(fields.contact_id);
    return name ? card({ ...fields, name }, changedNote(fields)) : null;
  });
  return cards.filter(Boolean).join("");
}

function card(fields, note) {
  const { name, organisation, title, email, phone, emails = [], phones = [], links = [] } = fields;
  const rows = [
    ["FN", name],
    ["N", `;${escaped(name)};;;`],
    ["ORG", organisation],
    ["TITLE", title],
    ...[email, ...emails.map(({ value }) => value)].map((value) => ["EMAIL", value]),
    ...[phone, ...phones.map(({ value }) => value)].map((value) => ["TEL", value]),
    ...links.map((value) => ["URL", value]),
    ["NOTE", note],
  ];
  const written = rows.filter(([, value]) => value?.trim());
  const lines = written.map(
    ([label, value]) => `${label}:${label === "N" ? value : escaped(value)}`,
  );
  return ["BEGIN:VCARD", "VERSION:3.0", ...lines, "END:VCARD"]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
}

function noteOf({ detail, place, talk, promise, school, introduced_by, raw }, capturedAt) {
  const rows = [
    ["", detail],
    ["Met: ", [place, capturedAt?.slice(0, 10)].filter(Boolean).join(", ")],
    ["We talked about: ", talk],
    ["I promised: ", promise],
    ["School: ", school],
    ["Introduced by: ", introduced_by],
    ["Their code: ", raw],
  ];
  return rows
    .filter(([, value]) => value?.trim())
    .map(([label, value]) => label + value)
    .join("\n");
}

function changedNote({ note = "", encounters = [] }) {
  const met = encounters.map((one) => noteOf(one)).filter(Boolean);
  return [note, ...met].filter(Boolean).join("\n");
}

function escaped(text) {
  const lines = text.split(/\r\n|\r|\n/).map(oneLine);
  return lines.map((line) => line.replace(/[\\,;]/g, (mark) => `\\${mark}`)).join("\\n");
}

/** Lines of at most 75 octets (RFC 2426, 2.6), never within a character. */
function folded(line) {
  const pieces = [""];
  let size = 0;
  for (const char of line) {
    const more = new TextEncoder().encode(char).length;
    if (size + more > FOLD) {
      pieces.push(" ");
      size = 1;
    }
    pieces.push(pieces.pop() + char);
    size += more;
  }
  return pieces.join("\r\n");
}
