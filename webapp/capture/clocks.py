"""When something happened, as far as a phone's clock can be believed; it is never refused."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""A time further in the future than this was not read off a clock that goes right."""
NOISE = timedelta(minutes=2)
"""A clock that seems to be off by less is right: the rest is the way through the network."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """When something arrived, and what the phone's clock said as it sent it, if it said so."""

    at: datetime
    phone_now: datetime | None = None

    def moment(self, said: datetime | None) -> datetime:
        """The moment that a phone's `said` stands for, in UTC.

        A clock that is known to be wrong is set right by as much as it was wrong on sending. What
        then lies before 1970 or more than a day ahead, or was not said, is the time of arrival.
        """
        if said is None:
            return self.at
        try:
            moment = said.astimezone(UTC) + self._wrong_by()
        except OverflowError:
            return self.at
        return moment if EARLIEST <= moment <= self.at + AHEAD else self.at

    def _wrong_by(self) -> timedelta:
        if self.phone_now is None:
            return timedelta(0)
        wrong = self.at - self.phone_now
        return wrong if abs(wrong) > NOISE else timedelta(0)


def countable(said: datetime | None) -> datetime | None:
    """What a clock said, as near as the database can keep it (1970 to 2200)."""
    if said is None:
        return None
    try:
        return min(max(said.astimezone(UTC), EARLIEST), LATEST)
    except OverflowError:
        return EARLIEST if said.year < LATEST.year else LATEST
