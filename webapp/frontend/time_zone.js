/** Fills `[data-time-zone]` with this phone's zone (an IANA name) where it is still empty. */
export function fillTimeZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  for (const input of document.querySelectorAll("[data-time-zone]")) input.value ||= timeZone ?? "";
}
