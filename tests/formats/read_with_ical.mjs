// Answers each line of JSON text, a file of vCards, with a line of what ical.js reads in it.
import { createInterface } from "node:readline";

import ICAL from "ical.js";

const plain = (value) => (Array.isArray(value) ? value.map(plain) : String(value));

function cards(text) {
  const read = ICAL.parse(text);
  return typeof read[0] === "string" ? [read] : read;
}

for await (const line of createInterface({ input: process.stdin })) {
  const found = cards(JSON.parse(line)).map(([, properties]) =>
    properties.map(([name, , , ...values]) => [name, values.map(plain)]),
  );
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
