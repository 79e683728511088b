"""The order of a hall: numbers within a text count as such, Booth 9 before Booth 40."""

import re

Key = tuple[tuple[bool, int, str], ...]

_PARTS = re.compile(r"(\d+)")
_LONGEST_NUMBER = 18


def natural_key(text: str) -> Key:
    """What to sort a place by; case is passed over, and a text without letters comes first.

    A run of more than eighteen digits is no number any more and sorts as text.
    """
    parts = (part.strip() for part in _PARTS.split(text.casefold()))
    return tuple(_part(part) for part in parts if part)


def _part(part: str) -> tuple[bool, int, str]:
    is_number = part.isascii() and part.isdigit() and len(part) <= _LONGEST_NUMBER
    return (False, int(part), "") if is_number else (True, 0, part)
