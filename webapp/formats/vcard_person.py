"""A contact put together from the values on a card."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from webapp.formats.links import is_linkedin
from webapp.formats.vcard_canonical import lossless_line
from webapp.formats.vcard_contact import DropLog, PostalAddress, ReadContact, TypedValue
from webapp.formats.vcard_properties import Property
from webapp.formats.vcard_text import escaped
from webapp.formats.vcard_values import (
    birthday,
    embedded_photo,
    is_address,
    kind,
    parameter_text,
    preference,
)

_NAME_PARTS = 5
_ADDRESS_PARTS = 7
_LABELLED = ("TEL", "EMAIL", "ADR")
_ONCE = ("FN", "N", "ORG", "TITLE", "BDAY", "UID")
_PROFILES = ("X-SOCIALPROFILE", "SOCIALPROFILE")


class Value(NamedTuple):
    """A property and its value, both still escaped and in parts (a plain text is one part)."""

    prop: Property
    escaped: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.parts[0] if self.parts else ""

    @property
    def group(self) -> str:
        """The group that ties lines together, whose case means nothing (RFC 6350, 3.3)."""
        return self.prop.group.upper()


@dataclass(slots=True)
class Person:
    """Collects the values of one card and gives the contact.

    Of what a contact has once (name, organisation, title, birthday, UID) it takes the preferred
    line, and keeps the others with the lines that it has no field for.
    """

    log: DropLog
    _photo: bytes | None = None
    _once: dict[str, Value] = field(default_factory=dict)
    _values: dict[str, list[Value]] = field(default_factory=dict)
    _kept: list[tuple[Property, str]] = field(default_factory=list)

    def add(self, value: Value) -> None:
        """Take in a value of a property that a contact has a field for."""
        name = value.prop.name
        if name not in _ONCE:
            self._values.setdefault(name, []).append(value)
            return
        rival = self._once.setdefault(name, value)
        if rival is not value:
            best, other = sorted((rival, value), key=lambda either: preference(either.prop))
            self._once[name] = best
            self.keep(other.prop, other.escaped)

    def add_photo(self, prop: Property) -> None:
        """Take in the first photo that stands in the card; an address is kept, never fetched."""
        photo = embedded_photo(prop)
        if photo and self._photo is None:
            self._photo = photo
        elif photo:
            self.log.add(prop.line, "A contact has one photo; this one was left out.")
        elif is_address(prop.raw):
            self.keep(prop, prop.raw.decode("ascii"))
        elif prop.raw.strip():
            self.log.add(prop.line, "The photo could not be read.")

    def keep(self, prop: Property, escaped: str) -> None:
        """Keep a line that a contact has no field for."""
        self._kept.append((prop, escaped))

    def contact(self) -> ReadContact:
        """The contact, its name from FN, N, or whatever else tells who it is."""
        last, first, middle, prefix, suffix = self._parts_of_one("N", _NAME_PARTS)
        organisation, *departments = self._parts_of_one("ORG", 1)
        labels = self._labels()
        phones = self._typed("TEL", labels)
        emails = self._typed("EMAIL", labels)
        spoken = " ".join(part for part in (prefix, first, middle, last, suffix) if part.strip())
        names = [self._one("FN"), spoken, self._nickname(), organisation]
        names += [reach.value for reach in (*emails, *phones)]
        return ReadContact(
            name=next((name for name in names if name.strip()), ""),
            first=first,
            middle=middle,
            last=last,
            prefix=prefix,
            suffix=suffix,
            organisation=organisation,
            department=", ".join(part.strip() for part in departments if part.strip()),
            title=self._one("TITLE"),
            phones=phones,
            emails=emails,
            links=self._links(),
            note="\n".join(self._texts("NOTE")),
            categories=tuple(
                part for value in self._all("CATEGORIES") for part in value.parts if part.strip()
            ),
            birthday=self._birthday(),
            addresses=self._addresses(labels),
            photo=self._photo,
            uid=self._one("UID"),
            unmodelled=self._unmodelled(labels),
        )

    def _all(self, name: str) -> Sequence[Value]:
        return self._values.get(name, ())

    def _texts(self, name: str) -> tuple[str, ...]:
        return tuple(value.text for value in self._all(name))

    def _one(self, name: str) -> str:
        value = self._once.get(name)
        return value.text if value else ""

    def _parts_of_one(self, name: str, at_least: int) -> tuple[str, ...]:
        value = self._once.get(name)
        parts = value.parts if value else ()
        return parts + ("",) * (at_least - len(parts))

    def _nickname(self) -> str:
        nicknames = (escaped for prop, escaped in self._kept if prop.name == "NICKNAME")
        return next(nicknames, "").replace("\\,", ",")

    def _birthday(self) -> str:
        value = self._once.get("BDAY")
        return birthday(value.text, value.prop.first_of("X-APPLE-OMIT-YEAR")) if value else ""

    def _labels(self) -> dict[str, str]:
        """Apple's labels by the group that ties each to its line (`item1.X-ABLABEL`)."""
        groups = {value.group for name in _LABELLED for value in self._all(name)} - {""}
        labels = {value.group: value.text for value in self._all("X-ABLABEL")}
        return {group: label for group, label in labels.items() if group in groups}

    def _typed(self, name: str, labels: dict[str, str]) -> tuple[TypedValue, ...]:
        return tuple(TypedValue(value.text, _kind(value, labels)) for value in self._all(name))

    def _addresses(self, labels: dict[str, str]) -> tuple[PostalAddress, ...]:
        return tuple(
            PostalAddress(_kind(value, labels), *value.parts[:_ADDRESS_PARTS])
            for value in self._all("ADR")
        )

    def _links(self) -> tuple[str, ...]:
        """The card's addresses, and LinkedIn profiles that are not among them already."""
        links = self._texts("URL")
        listed = set(links)
        profiles = dict.fromkeys(v.text for v in self._profiles() if is_linkedin(v.text))
        return (*links, *(link for link in profiles if link not in listed))

    def _profiles(self) -> Iterator[Value]:
        return (value for name in _PROFILES for value in self._all(name))

    def _unmodelled(self, labels: dict[str, str]) -> tuple[str, ...]:
        """In the card's order, every line that has found no place in the contact."""
        loose = [v for v in self._all("X-ABLABEL") if v.group not in labels]
        loose += [v for v in self._profiles() if not is_linkedin(v.text)]
        kept = [*self._kept, *((value.prop, value.escaped) for value in loose)]
        kept += (_printed(v.prop) for v in self._all("ADR") if v.prop.first_of("LABEL"))
        kept.sort(key=lambda line: line[0].line)
        return tuple(lossless_line(prop, escaped) for prop, escaped in kept)


def _printed(address: Property) -> tuple[Property, str]:
    """An address as it stands on an envelope: vCard 4.0 has it beside ADR, 3.0 on its own line."""
    types = (("TYPE", address.values_of("TYPE")),) if address.values_of("TYPE") else ()
    text = escaped(parameter_text(address.first_of("LABEL")), on_several_lines=True)
    return address._replace(name="LABEL", parameters=types), text


def _kind(value: Value, labels: dict[str, str]) -> str:
    label = labels.get(value.group) or value.prop.first_of("X-CUSTOM")
    return kind(value.prop.values_of("TYPE"), label)
