import { localDay } from "./clock.js";

const DAY = 86_400_000;
const NEAR = 7;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const NEIGHBOURS = { "-1": "yesterday", 0: "today", 1: "tomorrow" };

/* Days are texts as ISO 8601 writes them, so that they compare as texts; `on` is today. */

/** The day that is `days` after `day`. */
export function addDays(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** How many days `day` is after `on`. */
export function daysFrom(on, day) {
  return (Date.parse(day) - Date.parse(on)) / DAY;
}

/** The day that it was at an instant (RFC 3339), in a time zone. */
export function dayAt(instant, timeZone) {
  return localDay(new Date(instant), timeZone);
}

/** A day for the edge of a row: "today", "Fri 19", "9 Mar", "9 Mar 2025". */
export function shortDay(day, on) {
  const away = daysFrom(on, day);
  if (away in NEIGHBOURS) return NEIGHBOURS[away];
  const { weekday, date, month, year } = parts(day, on);
  if (Math.abs(away) < 2 * NEAR) return `${weekday.slice(0, 3)} ${date}`;
  return `${date} ${month.slice(0, 3)}${year}`;
}

/** A day within a sentence: "today", "on Friday 19", "on 9 March 2025". */
export function spokenDay(day, on) {
  const away = daysFrom(on, day);
  if (away in NEIGHBOURS) return NEIGHBOURS[away];
  const { weekday, date, month, year } = parts(day, on);
  return Math.abs(away) < NEAR ? `on ${weekday} ${date}` : `on ${date} ${month}${year}`;
}

/** A day in full: "Wednesday 14 October". */
export function longDay(day, on) {
  const { weekday, date, month, year } = parts(day, on);
  return `${weekday} ${date} ${month}${year}`;
}

function parts(day, on) {
  const [year, month, date] = day.split("-");
  return {
    weekday: WEEKDAYS[new Date(day).getUTCDay()],
    date: Number(date),
    month: MONTHS[month - 1],
    year: year === on.slice(0, 4) ? "" : ` ${year}`,
  };
}
