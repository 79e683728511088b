"""Lines that are the same in vCard 3.0 and 4.0."""

from collections.abc import Container, Iterator

from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import Address, VCardPerson, name_parts, whole_name
from webapp.formats.vcard_text import escaped, is_said

_ANY_TYPE = ("", "other")


def identity_lines(person: VCardPerson) -> Iterator[str]:
    """N, FN, ORG and TITLE."""
    yield from name_lines(person)
    if is_said(person.department):
        yield f"ORG:{escaped(person.organisation)};{escaped(person.department)}"
    elif is_said(person.organisation):
        yield f"ORG:{escaped(person.organisation)}"
    if is_said(person.title):
        yield f"TITLE:{escaped(person.title)}"


def name_lines(person: VCardPerson) -> Iterator[str]:
    """N with its five parts, and FN."""
    name = whole_name(person)
    yield "N:" + ";".join(map(escaped, name_parts(person, name)))
    yield f"FN:{escaped(name)}"


def labelled(line: str, kind: str, known: Container[str], groups: Iterator[str]) -> Iterator[str]:
    """The line, and tied to it by a group the kind that none of the standard's types says."""
    if kind in known or kind in _ANY_TYPE or not is_said(kind.strip(";,")):
        yield line
        return
    group = next(groups)
    yield f"{group}.{line}"
    yield f"{group}.X-ABLabel:{escaped(kind, on_several_lines=True)}"


def address_value(address: TypedValue) -> str:
    """The value of ADR: its seven parts, or the whole as the street where they are not known."""
    parts = address.parts if isinstance(address, Address) else ("", "", address.value, *[""] * 4)
    return ";".join(escaped(part, on_several_lines=True) for part in parts)
