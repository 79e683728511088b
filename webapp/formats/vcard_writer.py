"""vCard 3.0 (RFC 2426), written for the address books that there are."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC

from webapp.formats.given_back import free_groups, lines_to_give_back
from webapp.formats.vcard_lines_out import address_value, identity_lines, labelled
from webapp.formats.vcard_people import VCardPerson, links_as_given, said
from webapp.formats.vcard_text import PRODUCT, escaped, is_said, is_uuid, write_card

_PHONE_TYPES = {
    "mobile": "CELL",
    "cell": "CELL",
    "work": "WORK,VOICE",
    "home": "HOME,VOICE",
    "main": "MAIN,VOICE",
    "fax": "FAX",
    "work fax": "WORK,FAX",
    "home fax": "HOME,FAX",
    "pager": "PAGER",
}
_EMAIL_TYPES = {"work": "INTERNET,WORK", "home": "INTERNET,HOME"}
_ADDRESS_TYPES = {"work": "WORK", "home": "HOME"}


def write_vcard(person: VCardPerson, *, blank_line_after_photo: bool = True) -> str:
    """One vCard 3.0, lines ended by CRLF and folded at 75 octets.

    Values are escaped, parameters come from fixed lists, links that are not safe web addresses
    are left out. A kind that is in no list becomes a label, as Apple writes it. Outlook loses
    what follows a photo without the blank line.
    """
    lines = [*identity_lines(person), *_reach(person), *_remarks(person)]
    lines += lines_to_give_back(person.unmodelled)
    if person.photo_jpeg:
        lines.append("PHOTO;ENCODING=b;TYPE=JPEG:" + b64encode(person.photo_jpeg).decode())
        if blank_line_after_photo:
            lines.append("")
    return write_card(lines, "3.0")


def write_vcards(
    people: Iterable[VCardPerson], *, blank_line_after_photo: bool = True
) -> Iterator[str]:
    """One vCard after the other, so that a long list is never held as a whole."""
    for person in people:
        yield write_vcard(person, blank_line_after_photo=blank_line_after_photo)


def _reach(person: VCardPerson) -> Iterator[str]:
    groups = free_groups(person.unmodelled)
    for phone in said(person.phones):
        kind = _PHONE_TYPES.get(phone.type.lower(), "VOICE")
        line = f"TEL;TYPE={kind}:{escaped(phone.value)}"
        yield from labelled(line, phone.type, _PHONE_TYPES, groups)
    for email in said(person.emails):
        kind = _EMAIL_TYPES.get(email.type.lower(), "INTERNET")
        line = f"EMAIL;TYPE={kind}:{escaped(email.value)}"
        yield from labelled(line, email.type, _EMAIL_TYPES, groups)
    for link, is_profile in links_as_given(person):
        yield f"URL;TYPE=WORK:{link}"
        # Android's importer reads only the first form; Apple's shows the second by its name.
        if is_profile:
            yield f"X-SOCIALPROFILE;TYPE=linkedin:{link}"
    for address in said(person.addresses):
        kind = _ADDRESS_TYPES.get(address.type.lower(), "POSTAL")
        line = f"ADR;TYPE={kind}:{address_value(address)}"
        yield from labelled(line, address.type, _ADDRESS_TYPES, groups)


def _remarks(person: VCardPerson) -> Iterator[str]:
    if person.birthday:
        yield f"BDAY:{person.birthday.isoformat()}"
    elif is_said(person.birthday_text):
        yield f"BDAY:{escaped(person.birthday_text)}"
    if is_said(person.note):
        yield f"NOTE:{escaped(person.note, on_several_lines=True)}"
    if categories := [escaped(one) for one in person.categories if is_said(one)]:
        yield "CATEGORIES:" + ",".join(categories)
    yield f"PRODID:{PRODUCT}"
    yield (
        f"UID:urn:uuid:{person.uid.lower()}"
        if is_uuid(person.uid)
        else f"UID:{escaped(person.uid)}"
    )
    if person.rev:
        rev = person.rev if person.rev.tzinfo else person.rev.replace(tzinfo=UTC)
        yield f"REV:{rev.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
