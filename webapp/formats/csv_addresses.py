"""Postal addresses put together from columns of streets, cities and the like."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from webapp.formats.vcard_contact import PostalAddress

_PARTS = ("po_box", "extended", "street", "city", "region", "postal_code", "country")
_WHOLE = ""

Columns = Sequence[Sequence[str]]


def addresses_of(kind: str, parts: Mapping[str, Columns]) -> Iterator[PostalAddress]:
    """The addresses in the columns that belong together, the first of each column first.

    A part that has several columns, as streets do, has a line from each. The whole address (the
    part without a name) is only needed where there is no street.
    """
    columns = {part: _joined(parts.get(part, ())) for part in (_WHOLE, *_PARTS)}
    columns["street"] = columns["street"] or columns[_WHOLE]
    for values in zip_longest(*(columns[part] for part in _PARTS), fillvalue=""):
        yield PostalAddress(kind, *values)


def _joined(columns: Columns) -> list[str]:
    addresses: list[list[str]] = [[] for _ in range(max(map(len, columns), default=0))]
    for values in columns:
        for address, value in zip(addresses, values, strict=False):
            address.append(value)
    return list(map("\n".join, addresses))
