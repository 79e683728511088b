"""People from a list of e-mail addresses as mail programs show them: `Asha Rao <asha@...>`."""

import re

from webapp.formats.signature_words import plain_name
from webapp.formats.vcard_contact import ReadContact, TypedValue
from webapp.formats.vcard_people import split_name

_ADDRESSEE = re.compile(
    r"[\s,;]*+(?:(?:from|to|cc):)?([^<>@]{0,100}+)<([^<>\s@]{1,64}+@[^<>\s@]{1,255}+)>[\s,;]*+",
    re.IGNORECASE,
)


def read_addressees(text: str) -> tuple[ReadContact, ...]:
    """Everyone in a text of nothing but `Name <address>`, on lines or between commas.

    Any other text gives nobody; `read_signature` is for that. Linear in the text.
    """
    people = []
    at = 0
    while at < len(text):
        match = _ADDRESSEE.match(text, at)
        if match is None:
            return ()
        at = match.end()
        people.append(_person(plain_name(" ".join(match[1].split())), match[2]))
    return tuple(people)


def _person(name: str, email: str) -> ReadContact:
    parts = split_name(name)
    return ReadContact(
        name=name or email,
        first=parts.first,
        last=parts.last,
        prefix=parts.prefix,
        suffix=parts.suffix,
        emails=(TypedValue(email),),
    )
