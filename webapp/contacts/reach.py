"""The ways to reach a person, as they are shown and tapped."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from webapp.contacts.model import Contact
from webapp.formats.links import display_link, is_linkedin, normalise_link, safe_link

EMAIL_TYPES = {"work": "Work", "home": "Home", "": "Other"}
PHONE_TYPES = {"mobile": "Mobile", "work": "Work", "home": "Home", "": "Other"}


class Way(NamedTuple):
    """One way: `words` say what it is; `href` is None for what cannot safely be followed."""

    words: str
    shown: str
    href: str | None


def ways_to_reach(contact: Contact) -> Iterator[Way]:
    """E-mail addresses, then phone numbers, then links."""
    for email in contact.emails:
        yield Way("E-mail" + _kind(email["type"]), email["value"], mail_link(email["value"]))
    for phone in contact.phones:
        yield Way("Phone" + _kind(phone["type"]), phone["value"], phone_link(phone["value"]))
    for link in contact.links:
        yield Way("LinkedIn" if is_linkedin(link) else "Web", display_link(link), web_link(link))


def mail_link(address: str) -> str | None:
    """A mailto: address (RFC 6068) that opens a message to this address and holds nothing else."""
    return safe_link("mailto:" + quote(address.strip(), safe="@+"))


def phone_link(number: str) -> str | None:
    """A tel: address (RFC 3966) of the digits as typed; an extension is left for the person."""
    digits = re.sub(r"[^0-9+*#]", "", re.split(r"[A-Za-z;,]", number, maxsplit=1)[0])
    return safe_link(f"tel:{digits}") if any(map(str.isdigit, digits)) else None


def web_link(link: str) -> str | None:
    """An address on the web, also of one typed without https://; None for anything else."""
    address = normalise_link(link)
    return address if address and address.startswith(("http:", "https:")) else None


def _kind(type: str) -> str:
    return f", {type.lower()}" if type and type != "other" else ""
