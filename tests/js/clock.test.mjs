import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { localDay, localInstant } from "../../webapp/frontend/clock.js";

const zone = process.env.TZ;

afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const MOMENT = new Date("2026-03-01T13:05:07.089Z");
for (const [timeZone, written] of [
  ["UTC", "2026-03-01T13:05:07.089+00:00"],
  ["America/New_York", "2026-03-01T08:05:07.089-05:00"],
  ["Asia/Kolkata", "2026-03-01T18:35:07.089+05:30"],
  ["America/St_Johns", "2026-03-01T09:35:07.089-03:30"],
  ["Pacific/Kiritimati", "2026-03-02T03:05:07.089+14:00"],
]) {
  test(`a moment is written as the clocks of ${timeZone} show it`, () => {
    process.env.TZ = timeZone;
    assert.equal(localInstant(MOMENT), written);
    assert.equal(new Date(localInstant(MOMENT)).getTime(), MOMENT.getTime());
  });
}

test("the day is that of the event's time zone", () => {
  const lateEvening = new Date("2026-03-02T03:30:00Z");
  assert.equal(localDay(lateEvening, "America/Chicago"), "2026-03-01");
  assert.equal(localDay(lateEvening, "Europe/Berlin"), "2026-03-02");
  assert.equal(localDay(lateEvening, null).length, "2026-03-01".length);
});
