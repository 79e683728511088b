"""What becomes of two contacts' values when they are one person, and the way back.

Values are plain JSON, so that a merge can keep them beside it. Nothing here knows the database.
"""

from collections.abc import Iterable
from typing import Any

from webapp.contacts.model import STAGES, Contact

Values = dict[str, Any]

NAME = ("name", "prefix", "first", "middle", "last", "suffix")
FACTS = {
    "organisation": "Organisation",
    "department": "Department",
    "title": "Title",
    "school": "School",
    "birthday": "Birthday",
}
LISTS = ("emails", "phones", "links", "addresses", "categories", "unmodelled")
CHOSEN = ("stage", "relation", "contact_limit_a_year")
_NO_STAGE = "contact"


def values_of(contact: Contact) -> Values:
    """All that two contacts may differ in."""
    names = (*NAME, *FACTS, *LISTS, *CHOSEN, "note", "card_uid")
    found: Values = {name: getattr(contact, name) for name in names}
    return found | {"program_id": str(contact.program_id) if contact.program_id else None}


def combine(kept: Values, absorbed: Values, *, takes_name: bool = False) -> Values:
    """The values of both as one person's.

    The kept one's stand, filled up from the other's; what differs becomes a line of the note, so
    that nothing is lost. `takes_name` lets the other's name stand, and notes this one's.
    """
    named, unnamed = (absorbed, kept) if takes_name else (kept, absorbed)
    found: Values = {name: named[name] or unnamed[name] for name in NAME}
    found |= {name: kept[name] or absorbed[name] for name in (*FACTS, "card_uid", "program_id")}
    found |= {name: _union(kept[name], absorbed[name], name) for name in LISTS}
    for name in ("relation", "contact_limit_a_year"):
        found[name] = kept[name] or absorbed[name]
    found["stage"] = kept["stage"] if kept["stage"] != _NO_STAGE else absorbed["stage"]
    found["note"] = _note(kept["note"], _lines(found, unnamed, absorbed), absorbed["note"])
    return found


def take_apart(before: Values, after: Values, now: Values) -> Values:
    """What is left of values `now` when a merge that led from `before` to `after` is undone.

    Where nothing was changed since, that is `before`; whatever was changed since stays.
    """
    # A merge from before a value existed knows nothing of it.
    found = {
        name: before[name] if now[name] == after[name] else now[name]
        for name in now
        if name in before
    }
    for name in LISTS:
        if now[name] != after[name]:
            came = [entry for entry in after[name] if entry not in before[name]]
            found[name] = [entry for entry in now[name] if entry not in came]
    if now["note"] != after["note"]:
        found["note"] = _without(now["note"], after["note"].removeprefix(before["note"]))
    return found


def _union(kept: list[Any], absorbed: list[Any], name: str) -> list[Any]:
    there = {_identity(entry, name) for entry in kept}
    found = list(kept)
    for entry in absorbed:
        if _identity(entry, name) not in there:
            there.add(_identity(entry, name))
            found.append(entry)
    return found


def _identity(entry: Any, name: str) -> object:
    """What makes two entries of a list one: an e-mail address in any case, digits in any form."""
    if name == "emails":
        return entry["value"].strip().casefold()
    if name == "phones":
        return "".join(char for char in entry["value"] if char.isalnum() or char == "+").casefold()
    return tuple(sorted(entry.items())) if isinstance(entry, dict) else entry


def _lines(found: Values, unnamed: Values, absorbed: Values) -> Iterable[str]:
    """A line for each single value that found no place."""
    name = unnamed["name"]
    if name.strip() and name != found["name"]:
        yield f"Also known as: {name}"
    for part in NAME[1:]:
        if unnamed[part] not in (found[part], "") and unnamed[part] not in name:
            yield f"Also {part}: {unnamed[part]}"
    for fact, words in FACTS.items():
        if absorbed[fact] not in (found[fact], ""):
            yield f"{words}: {absorbed[fact]}"
    if absorbed["stage"] not in (found["stage"], _NO_STAGE):
        yield f"Stage: {STAGES.get(absorbed['stage'], absorbed['stage'])}"


def _note(kept: str, lines: Iterable[str], absorbed: str) -> str:
    there = kept.splitlines()
    new = "\n".join(line for line in lines if line not in there)
    parts = [kept, new, "" if absorbed in kept else absorbed]
    return "\n\n".join(part for part in parts if part)


def _without(note: str, came: str) -> str:
    return note.replace(came, "", 1) if came.strip() else note
