"""The person in a row of a list, put together from the cells that belong with each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from webapp.formats.csv_addresses import addresses_of
from webapp.formats.csv_columns import Column
from webapp.formats.csv_values import (
    is_filler,
    kind_of_value,
    read_birthday,
    read_categories,
    read_links,
)
from webapp.formats.links import safe_link
from webapp.formats.vcard_contact import PostalAddress, ReadContact, TypedValue
from webapp.formats.vcard_text import escaped

_EMAILS = {"email": "", "email_work": "work", "email_home": "home"}
_PHONES = {
    "phone": "",
    "phone_mobile": "mobile",
    "phone_work": "work",
    "phone_home": "home",
    "phone_main": "main",
    "phone_fax": "fax",
    "phone_work_fax": "work fax",
    "phone_home_fax": "home fax",
    "phone_pager": "pager",
}
_NAME_PARTS = ("prefix", "first", "middle", "last", "suffix")
_EXTRAS = ("school", "detail", "event", "place", "met_on", "promise", "stage")
_ONCE = {
    *("name", *_NAME_PARTS, "organisation", "department", "title", "birthday", "photo"),
    *_EXTRAS,
}
_AS_WRITTEN = {"note", "detail", "promise"}
_KEPT = {
    "nickname": "NICKNAME",
    "phonetic_first": "X-PHONETIC-FIRST-NAME",
    "phonetic_last": "X-PHONETIC-LAST-NAME",
}


class Cell(NamedTuple):
    """A cell that is not blank, and the column it stands in."""

    column: Column
    text: str


@dataclass(frozen=True, slots=True)
class OwnExtras:
    """What our own list says of a person and their newest meeting, beyond an address book.

    `met_on` is an ISO date, or the cell's own text where a spreadsheet has rewritten it.
    """

    school: str = ""
    detail: str = ""
    event: str = ""
    place: str = ""
    met_on: str = ""
    promise: str = ""
    stage: str = ""


class RowPerson:
    """Gathers the cells of one row and gives the contact.

    What has no field goes into the note under the name of its column, so that nothing is lost.
    `google` says that a cell may hold several values with `:::` between them.
    """

    def __init__(self, cells: Sequence[Cell], *, google: bool) -> None:
        self._google = google
        self._once: dict[str, str] = {}
        self._remarks: list[str] = []
        self._listed: list[Cell] = []
        self._kinds = {
            (cell.column.field, cell.column.group): cell.text.strip()
            for cell in cells
            if cell.column.field and cell.column.field.endswith("_type")
        }
        for cell in cells:
            self._add(cell)

    def contact(self) -> ReadContact | None:
        """The contact, or None without a name, organisation, e-mail address or phone number."""
        emails, phones = self._typed(_EMAILS, "email_type"), self._typed(_PHONES, "phone_type")
        spoken = " ".join(filter(None, map(self._one, _NAME_PARTS)))
        reach = (typed.value for typed in (*emails, *phones))
        names = (self._one("name"), spoken, self._one("organisation"), *reach)
        if not any(names):
            return None
        return ReadContact(
            name=next(filter(None, names)),
            first=self._one("first"),
            middle=self._one("middle"),
            last=self._one("last"),
            prefix=self._one("prefix"),
            suffix=self._one("suffix"),
            organisation=self._one("organisation"),
            department=self._one("department"),
            title=self._one("title"),
            phones=phones,
            emails=emails,
            links=tuple(link for text in self._all("link") for link in read_links(text)),
            note="\n".join([*self._all("note"), *self._remarks]),
            categories=tuple(
                name
                for text in self._all("categories")
                for name in read_categories(text, google=self._google)
            ),
            birthday=read_birthday(self._one("birthday")),
            addresses=tuple(self._addresses()),
            unmodelled=tuple(self._unmodelled()),
        )

    def extras(self) -> OwnExtras:
        """What our own list has beside the contact."""
        return OwnExtras(**{field: self._one(field) for field in _EXTRAS})

    def _add(self, cell: Cell) -> None:
        field = cell.column.field
        if field == "photo" and not safe_link(cell.text):
            field = "other"
        if field in _ONCE:
            for value in self._values(cell):
                if self._once.setdefault(field, value) != value:
                    self._remarks.append(f"{cell.column.name}: {value}")
        elif field != "other":
            self._listed.append(cell)
        elif not is_filler(cell.column.name, cell.text):
            label = self._kinds.get(("other_type", cell.column.group)) or cell.column.name
            self._remarks.extend(f"{label}: {value}" for value in self._values(cell))

    def _values(self, cell: Cell) -> list[str]:
        if cell.column.field in _AS_WRITTEN:
            return [cell.text]
        parts = cell.text.split(":::") if self._google else [cell.text]
        return [part.strip() for part in parts if part.strip()]

    def _one(self, field: str) -> str:
        return self._once.get(field, "")

    def _all(self, field: str) -> Iterator[str]:
        cells = (cell for cell in self._listed if cell.column.field == field)
        return (value for cell in cells for value in self._values(cell))

    def _typed(self, kinds: Mapping[str, str], type_field: str) -> tuple[TypedValue, ...]:
        typed: list[TypedValue] = []
        for cell in self._listed:
            kind = kinds.get(cell.column.field or "")
            if kind is not None:
                label = self._kinds.get((type_field, cell.column.group), "")
                kind = kind or kind_of_value(label)
                typed.extend(TypedValue(value, kind) for value in self._values(cell))
        return tuple(typed)

    def _addresses(self) -> Iterator[PostalAddress]:
        parts: defaultdict[str, defaultdict[str, list[list[str]]]]
        parts = defaultdict(lambda: defaultdict(list))
        for cell in self._listed:
            name, _, part = (cell.column.field or "").partition("_")
            if name == "address" and part != "type":
                parts[cell.column.group][part].append(self._values(cell))
        for group, columns in parts.items():
            place = group if group in ("work", "home") else ""
            kind = kind_of_value(self._kinds.get(("address_type", group), place))
            yield from addresses_of(kind, columns)

    def _unmodelled(self) -> Iterator[str]:
        for field, name in _KEPT.items():
            yield from (f"{name}:{escaped(value)}" for value in self._all(field))
        if photo := safe_link(self._one("photo")):
            yield f"PHOTO;VALUE=uri:{photo}"
