"""What came of a run in the bad hall: what the pages called saved, beside where it is now."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.hall_phone import Told

Values = dict[tuple[str, str], Any]


@dataclass
class Tally:
    """Lost is what is neither on the server nor on the phone."""

    operations: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    undelivered: list[str] = field(default_factory=list)
    """What is on the phone only, though it was given the time and the sign-in to send it."""
    differences: list[str] = field(default_factory=list)
    """What the phone's copy holds otherwise than the server."""
    line: str = ""
    """What the sync line says at the end."""
    misfortunes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    """What a page did not confirm in time; it is not counted as saved."""

    def __str__(self) -> str:
        met = ", ".join(f"{name} {count}" for name, count in sorted(self.misfortunes.items()))
        hurt = sum(count for name, count in self.faults.items() if name != "PASSED")
        return (
            f"{self.operations} operations called saved, {len(self.lost)} lost, "
            f"{len(self.doubled)} doubled, {len(self.undelivered)} on the phone only, "
            f"{len(self.differences)} differ between phone and server; "
            f"the line says {self.line!r}; "
            f"{hurt} of {self.faults.total()} requests hurt; {met}; "
            f"{self.broken.total()} broke off unconfirmed; lost: {self.lost[:5]}, "
            f"doubled: {self.doubled[:5]}, different: {self.differences[:5]}"
        )


def compare(told: Told, waiting: list[dict[str, Any]], server: Values) -> Tally:
    """What was told, what waits on the phone, and what the server holds (`{(kind, id): value}`)."""
    contacts = {named: value for (kind, named), value in server.items() if kind == "contact"}
    owed = [value for (kind, _), value in server.items() if kind == "follow_up"]
    names = Counter(contact["name"] for contact in contacts.values())
    details = Counter(met["detail"] for one in contacts.values() for met in one["encounters"])
    expected = {*told.people, *told.again} - set(told.deleted.values()) - told.doubtful
    missing = expected - set(names) - set(details)
    missing |= {text for whom, text in told.notes.items() if text not in _note(contacts, whom)}
    missing |= {f"{whom} deleted" for whom in told.deleted if whom in contacts}
    missing |= {f"{whom} {state}" for whom, state in told.states.items()} - _states(owed)
    missing |= {f"{whom} put off" for whom in told.put_off} - _states(owed)
    held = [str(op["fields"]) for op in waiting]
    return Tally(
        told.total,
        lost=sorted(one for one in missing if not any(_key(one) in text for text in held)),
        doubled=sorted(text for text, count in (names + details).items() if count > 1),
        undelivered=[str(op) for op in waiting],
    )


def _note(contacts: dict[str, Any], whom: str) -> str:
    return str(contacts[whom]["note"]) if whom in contacts else ""


def _states(owed: list[Any]) -> set[str]:
    """`<contact's id> <what became of the letter>`, for each follow-up."""
    states = {f"{one['contact']['id']} {one['state']}" for one in owed}
    return states | {f"{one['contact']['id']} put off" for one in owed if one["snoozed_until"]}


def _key(missing: str) -> str:
    """By what an operation that waits tells of it: an id, or the name or detail itself."""
    first = missing.split()[0]
    return first if len(first) == 36 else missing
