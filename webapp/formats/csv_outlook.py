"""A person in the columns of Outlook, which has few of each kind."""

from collections.abc import Iterable, Sequence

from webapp.formats.csv_export_cells import address_parts, figures, in_words, with_lines
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import VCardPerson, name_parts, said, web_links

_OUTLOOK_PLACES = ("Business", "Home", "Other")
_OUTLOOK_ADDRESS = (
    *("Address PO Box", "Street 2", "Street", "City", "State", "Postal Code", "Country/Region"),
)
_OUTLOOK_EMAILS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
_ANY_PHONE = ("Other Phone", "Primary Phone")
_OUTLOOK_PHONES = {
    "mobile": ("Mobile Phone", *_ANY_PHONE),
    "cell": ("Mobile Phone", *_ANY_PHONE),
    "work": ("Business Phone", "Business Phone 2", *_ANY_PHONE),
    "home": ("Home Phone", "Home Phone 2", *_ANY_PHONE),
    "main": ("Company Main Phone", *_ANY_PHONE),
    "fax": ("Other Fax",),
    "work fax": ("Business Fax", "Other Fax"),
    "home fax": ("Home Fax", "Other Fax"),
    "pager": ("Pager",),
}
OUTLOOK_COLUMNS = (
    *("Title", "First Name", "Middle Name", "Last Name", "Suffix"),
    *("Company", "Department", "Job Title"),
    *(f"{place} {part}" for place in _OUTLOOK_PLACES for part in _OUTLOOK_ADDRESS),
    *("Business Fax", "Business Phone", "Business Phone 2", "Company Main Phone"),
    *("Home Fax", "Home Phone", "Home Phone 2", "Mobile Phone"),
    *("Other Fax", "Other Phone", "Pager", "Primary Phone"),
    *("Birthday", "Categories", *_OUTLOOK_EMAILS, "Notes", "Web Page"),
)


def outlook_cells(person: VCardPerson) -> dict[str, str]:
    """The cells of a person by the names of their columns; the notes take what has none."""
    parts = name_parts(person, person.name)
    cells = {
        "Title": parts.prefix,
        "First Name": parts.first,
        "Middle Name": parts.middle,
        "Last Name": parts.last,
        "Suffix": parts.suffix,
        "Company": person.organisation,
        "Department": person.department,
        "Job Title": person.title,
        "Birthday": str(person.birthday or ""),
        "Categories": ";".join(person.categories),
    }
    beyond = _place_addresses(cells, person.addresses)
    if person.birthday_text and not person.birthday:
        beyond.append(f"Birthday: {person.birthday_text}")
    for email in said(person.emails):
        beyond += _place(cells, _OUTLOOK_EMAILS, email.value, "E-mail")
    for phone in said(person.phones):
        columns = _OUTLOOK_PHONES.get(phone.type.lower(), _ANY_PHONE)
        beyond += _place(cells, columns, figures(phone.value), f"Phone ({phone.type or 'other'})")
    for link in web_links(person):
        beyond += _place(cells, ("Web Page",), link, "Link")
    return cells | {"Notes": with_lines(person.note, beyond)}


def _place_addresses(cells: dict[str, str], addresses: Iterable[TypedValue]) -> list[str]:
    """Fill in each address where its kind belongs, or as another one; give the lines of the rest.

    Outlook knows one address of each kind.
    """
    free = list(_OUTLOOK_PLACES)
    beyond = []
    for address in said(addresses):
        place = {"work": "Business", "home": "Home"}.get(address.type.lower(), "Other")
        place = place if place in free else "Other"
        if place not in free:
            beyond.append(in_words(address))
            continue
        free.remove(place)
        for part, value in zip(_OUTLOOK_ADDRESS, address_parts(address), strict=False):
            cells[f"{place} {part}"] = value
    return beyond


def _place(cells: dict[str, str], columns: Sequence[str], value: str, name: str) -> list[str]:
    """Put a value into the first of the columns that is free, or give it as a line of a note."""
    free = next((column for column in columns if not cells.get(column)), None)
    if free is None:
        return [f"{name}: {value.strip()}"]
    cells[free] = value
    return []
