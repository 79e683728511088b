"""A person in the columns of Google Contacts."""

from collections.abc import Iterable

from webapp.formats.csv_export_cells import address_parts, figures, in_words, with_lines
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import VCardPerson, name_parts, said, web_links

# A list that is written piece by piece cannot know how many columns its richest contact needs.
# Further values share the last column of their kind, in the way of Google's own lists.
_GOOGLE_SERIES = {"E-mail": 4, "Phone": 6, "Website": 4}
_GOOGLE_ADDRESSES = 3
_GOOGLE_ADDRESS = (
    *("PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country"),
)
_BETWEEN_VALUES = " ::: "
_EVERYONE = "* myContacts"
_GOOGLE_LABELS = {
    **{kind: kind.title() for kind in ("mobile", "work", "home", "main", "fax", "pager", "other")},
    "work fax": "Work Fax",
    "home fax": "Home Fax",
    "cell": "Mobile",
    "": "Other",
}
GOOGLE_COLUMNS = (
    *("Name Prefix", "First Name", "Middle Name", "Last Name", "Name Suffix"),
    *("Organization Name", "Organization Title", "Organization Department"),
    *("Birthday", "Notes", "Labels"),
    *(
        f"{what} {number} - {part}"
        for what, count in _GOOGLE_SERIES.items()
        for number in range(1, count + 1)
        for part in ("Label", "Value")
    ),
    *(
        f"Address {number} - {part}"
        for number in range(1, _GOOGLE_ADDRESSES + 1)
        for part in ("Label", *_GOOGLE_ADDRESS)
    ),
)


def google_cells(person: VCardPerson) -> dict[str, str]:
    """The cells of a person by the names of their columns; empty ones may be missing."""
    parts = name_parts(person, person.name)
    numbers = [TypedValue(figures(phone.value), phone.type) for phone in person.phones]
    links = [TypedValue(link) for link in web_links(person)]
    addresses = said(person.addresses)
    cells = {
        "Name Prefix": parts.prefix,
        "First Name": parts.first,
        "Middle Name": parts.middle,
        "Last Name": parts.last,
        "Name Suffix": parts.suffix,
        "Organization Name": person.organisation,
        "Organization Title": person.title,
        "Organization Department": person.department,
        "Birthday": figures(str(person.birthday or person.birthday_text)),
        "Notes": with_lines(person.note, map(in_words, addresses[_GOOGLE_ADDRESSES:])),
        "Labels": _BETWEEN_VALUES.join([_EVERYONE, *person.categories]),
        **_google_series("E-mail", person.emails),
        **_google_series("Phone", numbers),
        **_google_series("Website", links),
    }
    for number, address in enumerate(addresses[:_GOOGLE_ADDRESSES], 1):
        cells[f"Address {number} - Label"] = _google_label(address)
        for part, value in zip(_GOOGLE_ADDRESS, address_parts(address), strict=False):
            cells[f"Address {number} - {part}"] = value
    return cells


def _google_series(what: str, values: Iterable[TypedValue]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for place, typed in enumerate(said(values), 1):
        number = min(place, _GOOGLE_SERIES[what])
        shared = cells.get(f"{what} {number} - Value")
        value = f"{shared}{_BETWEEN_VALUES}{typed.value.strip()}" if shared else typed.value
        cells[f"{what} {number} - Value"] = value
        cells.setdefault(f"{what} {number} - Label", _google_label(typed))
    return cells


def _google_label(typed: TypedValue) -> str:
    return _GOOGLE_LABELS.get(typed.type, typed.type)
