"""What a card tells of a person, as a contact keeps it, and what of it is new to a contact."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from webapp.contacts.model import STAGES, Contact, typed
from webapp.contacts.names import same_name
from webapp.contacts.phone_numbers import same_number
from webapp.contacts.search import fold
from webapp.formats.csv_people import OwnExtras
from webapp.formats.links import normalise_link
from webapp.formats.vcard_contact import ReadContact
from webapp.formats.vcard_people import split_name
from webapp.imports.card import address_of, number_of

Values = dict[str, Any]
Item = TypeVar("Item")

NAMELESS = "No name"
_NAME_PARTS = ("first", "middle", "last", "prefix", "suffix")
_ONCE = {
    "organisation": "Organisation",
    "department": "Department",
    "title": "Title",
    "school": "School",
    "birthday": "Birthday",
}
_LONGEST = {"birthday": 40, "card_uid": 255}
_LONGEST_TEXT = 200


def values_of(card: ReadContact, extras: OwnExtras) -> Values:
    """The card's values as a contact keeps them; what is too long stands whole in the note."""
    texts = {part: getattr(card, part) for part in ("name", *_NAME_PARTS)}
    texts |= {name: getattr(card, name) for name in _ONCE if name != "school"}
    texts |= {"school": extras.school, "name": card.name or NAMELESS}
    cut = {name: text[: _LONGEST.get(name, _LONGEST_TEXT)] for name, text in texts.items()}
    whole = [f"{name.capitalize()}: {text}" for name, text in texts.items() if text != cut[name]]
    return {
        **cut,
        "card_uid": card.uid[: _LONGEST["card_uid"]],
        "emails": [typed(address_of(email.value), email.type) for email in card.emails],
        "phones": [typed(number_of(phone.value), phone.type) for phone in card.phones],
        "links": list(card.links),
        "addresses": [asdict(address) for address in card.addresses],
        "categories": list(card.categories),
        "unmodelled": list(card.unmodelled),
        "note": "\n".join(filter(None, [card.note, *whole])),
        "stage": _stage(extras),
    }


def additions(
    contact: Contact, values: Values, region: str | None, told: Collection[str] = ()
) -> Values:
    """The fields of a contact that these values change, with what they become.

    Fills in what is missing and adds to the lists. A different organisation, title or birthday
    overwrites nothing: it goes into the note. Lines and categories that are `told` already, as
    in the note of our own export, are not new.
    """
    found = {
        name: values[name] for name in _ONCE if values[name].strip() and not getattr(contact, name)
    }
    found |= _name_parts(contact, values)
    own_id = values["card_uid"].casefold().removeprefix("urn:uuid:") == str(contact.id)
    if values["card_uid"] and not contact.card_uid and not own_id:
        found["card_uid"] = values["card_uid"]
    for name, alike in _alikes(region).items():
        had = getattr(contact, name) or []
        new = _new_items(had, values[name], alike, told)
        if new:
            found[name] = [*had, *new]
    note = _note(contact, values, told)
    return found | {"note": note} if note != contact.note else found


def _stage(extras: OwnExtras) -> str:
    stages = {words: stage for stage, words in STAGES.items()}
    return stages.get(extras.stage, "contact")


def _name_parts(contact: Contact, values: Values) -> Values:
    """The parts of a name where the whole is the same and more than what every card splits."""
    known = any(getattr(contact, part) for part in _NAME_PARTS)
    if known or not same_name(contact.name, values["name"]):
        return {}
    guessed = split_name(contact.name)
    if all(values[part] == getattr(guessed, part, "") for part in _NAME_PARTS):
        return {}
    return {part: values[part] for part in _NAME_PARTS if values[part]}


def _alikes(region: str | None) -> dict[str, Callable[[Any, Any], bool]]:
    """When two entries of each list are one."""

    def same_phone(one: dict[str, str], other: dict[str, str]) -> bool:
        pair = one["value"], other["value"]
        return pair[0].strip() == pair[1].strip() or same_number(*pair, region)

    return {
        "emails": lambda one, other: fold(one["value"]) == fold(other["value"]),
        "phones": same_phone,
        "links": lambda one, other: (
            (normalise_link(one) or one) == (normalise_link(other) or other)
        ),
        "addresses": lambda one, other: _place(one) == _place(other),
        "categories": lambda one, other: fold(one) == fold(other),
        "unmodelled": lambda one, other: bool(one == other),
    }


def _new_items(
    had: Iterable[Item],
    given: Iterable[Item],
    alike: Callable[[Item, Item], bool],
    told: Collection[Any],
) -> list[Item]:
    known, new = list(had), []
    for item in given:
        if not (isinstance(item, str) and item in told) and not any(
            alike(one, item) for one in known
        ):
            known.append(item)
            new.append(item)
    return new


def _place(address: dict[str, str]) -> list[str]:
    return sorted(fold(part) for name, part in address.items() if name != "type" and part)


def _note(contact: Contact, values: Values, told: Collection[str]) -> str:
    """The note with what the card has besides, each line once."""
    had = contact.note or ""
    lines = {line.strip() for line in had.splitlines()}
    others = [
        f"{words}: {' '.join(values[name].split())}"
        for name, words in {"name": "Name", **_ONCE}.items()
        if _differs(getattr(contact, name), values[name])
    ]
    given = values["note"]
    if told or given.strip() in had:
        known = lines | {line.strip() for line in told}
        given = "\n".join(line for line in given.splitlines() if line.strip() not in known)
    more = [part for part in (given.strip(), *(o for o in others if o not in lines)) if part]
    return "\n".join([had, *more] if had else more)


def _differs(kept: str, given: str) -> bool:
    return bool(kept and given.strip()) and given != NAMELESS and fold(kept) != fold(given)
