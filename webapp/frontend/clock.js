const two = (number) => String(number).padStart(2, "0");

/** The day of `date` on this phone's calendar, or on that of `timeZone`, as YYYY-MM-DD. */
export function localDay(date, timeZone) {
  // Swedish is the locale that writes dates as ISO 8601 does.
  const calendar = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timeZone || undefined,
    dateStyle: "short",
  });
  return calendar.format(date);
}

/** `date` as RFC 3339 in this phone's own offset, so that the server sees the wall clock too. */
export function localInstant(date) {
  const minutes = -date.getTimezoneOffset();
  const wall = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const away = Math.abs(minutes);
  const sign = minutes < 0 ? "-" : "+";
  return `${wall}${sign}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}
