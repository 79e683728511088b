"""The ways to reach the person on a card, as rows of the public page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from webapp.cards.details import PHONE_TYPES
from webapp.formats.links import display_link, is_linkedin, safe_link


@dataclass(frozen=True, slots=True)
class Reach:
    """One row: the text to read, what kind it is, and where a tap leads, if anywhere safe."""

    text: str
    kind: str
    link: str | None


def reaches(
    emails: Iterable[dict[str, str]], phones: Iterable[dict[str, str]], links: Iterable[str]
) -> Iterator[Reach]:
    """E-mail addresses, then phone numbers, then links, in the card's own order."""
    for email in emails:
        yield Reach(email["value"], "E-mail", safe_link(f"mailto:{quote(email['value'], '@')}"))
    for phone in phones:
        kind = "Phone" if phone["type"] == "other" else PHONE_TYPES[phone["type"]]
        yield Reach(phone["value"], kind, telephone_link(phone["value"]))
    for link in links:
        kind = "LinkedIn" if is_linkedin(link) else "Link"
        yield Reach(display_link(link), kind, safe_link(link))


def telephone_link(number: str) -> str | None:
    """A `tel:` link (RFC 3966) for a number as people write it; None where nothing is to dial.

    The "(0)" of "+49 (0)30" is not dialled, nor is an extension behind the number.
    """
    dialled = re.split(r"[^\W\d_]|[#;,]", number.replace("(0)", ""), maxsplit=1)[0]
    digits = re.sub(r"[^0-9]", "", dialled)
    plus = "+" if dialled.lstrip(" (").startswith("+") else ""
    return safe_link(f"tel:{plus}{digits}") if digits else None
