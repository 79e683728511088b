"""Lines of a card that came in, for which a contact has no field, on their way out again."""

import re
from collections.abc import Iterable, Iterator
from itertools import count

_NAME = "[A-Za-z0-9-]{1,200}+"
_NO_CONTROLS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_WORD = rf'(?:"[^"{_NO_CONTROLS}]*+"|[^";:,{_NO_CONTROLS}]*+)'
_LINE = re.compile(
    rf"(?:(?P<group>{_NAME})\.)?(?P<name>{_NAME})"
    rf"(?:;{_NAME}={_WORD}(?:,{_WORD})*+)*+"
    rf":(?P<value>(?:\t|[^{_NO_CONTROLS}])*+)"
)
# Whoever writes a card says these once; a second one would make it another card, or another's.
_ONCE = {"BEGIN", "END", "VERSION", "PROFILE", "PRODID", "REV", "UID", "N", "FN", "BDAY"}
# On a line of its own this would open a card inside the card (vCard 2.1); RFC 2426 writes all of
# the other person on the one line.
_OPENS_A_CARD = re.compile(r"[ \t]*+(?:BEGIN[ \t]*+:[ \t]*+VCARD[ \t]*+)?+", re.IGNORECASE)


def lines_to_give_back(unmodelled: Iterable[str]) -> Iterator[str]:
    """Those of the reader's unmodelled lines that are one content line of RFC 2426 each.

    Whatever is not, or would say a second time what a card says once, is left out: nothing that
    was kept of a stranger can break out of its line.
    """
    for line in unmodelled:
        shape = _LINE.fullmatch(line)
        if shape and shape["name"].upper() not in _ONCE and not _opens_a_card(shape):
            yield line


def _opens_a_card(shape: re.Match[str]) -> bool:
    is_agent = shape["name"].upper() == "AGENT"
    return is_agent and _OPENS_A_CARD.fullmatch(shape["value"]) is not None


def free_groups(unmodelled: Iterable[str]) -> Iterator[str]:
    """Names for groups that none of these lines has, as Apple gives them: item1, item2, ..."""
    taken = {line.partition(".")[0].lower() for line in unmodelled}
    return (f"item{number}" for number in count(1) if f"item{number}" not in taken)
