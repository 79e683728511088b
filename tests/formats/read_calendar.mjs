// Reads a calendar from standard input with ical.js; writes its entries as JSON.
import { readFileSync } from "node:fs";

import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
const told = events.map((event) => ({
  summary: event.summary,
  description: event.description,
  start: event.startDate.toString(),
}));
process.stdout.write(JSON.stringify(told));
