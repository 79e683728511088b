"""vCard 4.0 (RFC 6350), for those who ask for it; 3.0 is what every address book takes."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC

from webapp.formats.given_back import free_groups, lines_to_give_back
from webapp.formats.vcard4_lines import as_version_4
from webapp.formats.vcard_lines_out import address_value, identity_lines, labelled
from webapp.formats.vcard_people import VCardPerson, links_as_given, said
from webapp.formats.vcard_text import PRODUCT, escaped, is_said, is_uuid, write_card

# A number is text by default (RFC 6350, 6.4.1), which leaves it as its owner wrote it. `main` is
# no type of the standard, and types of one's own begin with x-.
_PHONE_TYPES = {
    "mobile": "cell",
    "cell": "cell",
    "work": "work,voice",
    "home": "home,voice",
    "main": "x-main,voice",
    "fax": "fax",
    "work fax": "work,fax",
    "home fax": "home,fax",
    "pager": "pager",
}
_PLACES = {"work": ";TYPE=work", "home": ";TYPE=home"}
_DAY_OF_YEAR = re.compile("--[0-9]{2}-?[0-9]{2}")


def write_vcard4(person: VCardPerson) -> str:
    """One vCard 4.0, lines ended by CRLF and folded at 75 octets.

    As in 3.0, values are escaped, parameters come from fixed lists, and links that are not safe
    web addresses are left out. What differs: dates and times in the basic format of ISO 8601,
    the photo as a data: address, the LinkedIn profile as SOCIALPROFILE (RFC 9554, 3.5).
    """
    lines = [*identity_lines(person), *_reach(person), *_remarks(person)]
    lines += map(as_version_4, lines_to_give_back(person.unmodelled))
    if person.photo_jpeg:
        lines.append("PHOTO:data:image/jpeg;base64," + b64encode(person.photo_jpeg).decode())
    return write_card(lines, "4.0")


def write_vcards4(people: Iterable[VCardPerson]) -> Iterator[str]:
    """One vCard after the other, so that a long list is never held as a whole."""
    return map(write_vcard4, people)


def _reach(person: VCardPerson) -> Iterator[str]:
    groups = free_groups(person.unmodelled)
    for phone in said(person.phones):
        kind = _PHONE_TYPES.get(phone.type.lower(), "voice")
        line = f"TEL;TYPE={kind}:{escaped(phone.value)}"
        yield from labelled(line, phone.type, _PHONE_TYPES, groups)
    for email in said(person.emails):
        line = f"EMAIL{_PLACES.get(email.type.lower(), '')}:{escaped(email.value)}"
        yield from labelled(line, email.type, _PLACES, groups)
    for link, is_profile in links_as_given(person):
        yield f"URL:{link}"
        if is_profile:
            yield f"SOCIALPROFILE;SERVICE-TYPE=LinkedIn:{link}"
    for address in said(person.addresses):
        line = f"ADR{_PLACES.get(address.type.lower(), '')}:{address_value(address)}"
        yield from labelled(line, address.type, _PLACES, groups)


def _remarks(person: VCardPerson) -> Iterator[str]:
    if person.birthday:
        yield f"BDAY:{person.birthday.isoformat().replace('-', '')}"
    elif _DAY_OF_YEAR.fullmatch(person.birthday_text):
        yield f"BDAY:--{person.birthday_text.replace('-', '')}"
    elif is_said(person.birthday_text):
        yield f"BDAY;VALUE=text:{escaped(person.birthday_text)}"
    if is_said(person.note):
        yield f"NOTE:{escaped(person.note, on_several_lines=True)}"
    if categories := [escaped(one) for one in person.categories if is_said(one)]:
        yield "CATEGORIES:" + ",".join(categories)
    yield f"PRODID:{PRODUCT}"
    if is_uuid(person.uid):
        yield f"UID:urn:uuid:{person.uid.lower()}"
    elif person.uid:
        yield f"UID;VALUE=text:{escaped(person.uid)}"
    if person.rev:
        rev = person.rev if person.rev.tzinfo else person.rev.replace(tzinfo=UTC)
        instant = rev.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        yield f"REV:{instant.replace('-', '').replace(':', '')}Z"
