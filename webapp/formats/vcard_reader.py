"""Reading vCards of every version and make, 2.1 to 4.0, with nothing lost unnamed.

A card goes through decoding and cutting (vcard_lines), tokenising (vcard_properties), the
canonical form (vcard_canonical) and vobject, into a contact (vcard_person). Each stage is linear
in its input. vobject's own line parser is exponential on hostile parameters, so vobject gets one
of the names below and a canonical value at a time, and never a stranger's line.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from webapp.formats.vcard_canonical import canonical_value, has_surplus_parts, restored
from webapp.formats.vcard_charsets import to_ascii_superset
from webapp.formats.vcard_contact import DropLog, ReadCard
from webapp.formats.vcard_lines import MAX_CARDS, Block, Cut, Span, content_lines, cut_into_cards
from webapp.formats.vcard_person import Person, Value
from webapp.formats.vcard_properties import Property, escaped_text, parse_property
from webapp.formats.vcard_sensing import CharsetSense
from webapp.formats.vcard_values import unwrapped

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 1_000

# What vobject reads, and the separators in it that are the writer's own.
_SEPARATORS = {
    **dict.fromkeys(("FN", "TITLE", "TEL", "EMAIL", "URL", "NOTE", "BDAY", "UID"), ""),
    **dict.fromkeys(("X-ABLABEL", "X-SOCIALPROFILE", "SOCIALPROFILE"), ""),
    **dict.fromkeys(("N", "ORG", "ADR"), ";"),
    "CATEGORIES": ",",
}
_LATER_SEPARATORS = _SEPARATORS | {"N": ";,"}
_MOST_PARTS = {"N": 5, "ADR": 7}
# These speak of the file, not of the person; whoever writes the contact again makes new ones.
_ENVELOPE = {"BEGIN", "END", "VERSION", "PRODID", "PROFILE", "REV"}


def read_vcards(data: bytes, start: int = 0) -> Iterator[ReadCard]:
    """Every card in a file or QR payload, one `ReadCard` for each BEGIN, in the file's order.

    Takes any bytes and raises nothing. A line that cannot be read costs only itself and is named
    in `dropped`. Only one card is in memory at a time besides the file; work grows linearly with
    the file. A file over `MAX_BYTES` gives a single card with an `error`, and so does the first
    card after `MAX_CARDS`. The cards before the one of index `start` are passed over.
    """
    if len(data) > MAX_BYTES:
        yield ReadCard(0, 1, error="The file is larger than 5 MB. Split it and import the parts.")
        return
    cut = cut_into_cards(to_ascii_superset(data))
    strays = _strays_by_card(cut)
    sense = CharsetSense(cut.text)
    for block in cut.blocks[start:]:
        yield _read_card(cut, sense, block, strays.get(block.index, []))
    if cut.beyond:
        why = f"The file has more than {MAX_CARDS:,} cards. Those from here on were not read."
        yield ReadCard(MAX_CARDS, cut.beyond, error=why)


def _strays_by_card(cut: Cut) -> dict[int, list[Span]]:
    """The text between the cards, with the index of the card after it or else of the last."""
    first_lines = [block.first_line for block in cut.blocks]
    strays: dict[int, list[Span]] = {}
    for span in cut.outside:
        if first_lines and cut.text[span.start : span.end].strip():
            index = min(bisect_left(first_lines, span.line), len(first_lines) - 1)
            strays.setdefault(index, []).append(span)
    return strays


def _read_card(cut: Cut, sense: CharsetSense, block: Block, strays: list[Span]) -> ReadCard:
    log = DropLog()
    for span in strays:
        last = span.line + cut.text.count(b"\n", span.start, span.end - 1)
        log.add(span.line + 1, "This stands outside any card.", last)
    properties = list(_properties(cut.text, block, log))
    contact = _person(properties, sense, log).contact()
    if not block.closed:
        log.add(block.first_line, "The card has no END line; it was read as far as it goes.")
    return ReadCard(block.index, block.first_line, contact, log.entries(), inside=block.inside)


def _properties(text: bytes, block: Block, log: DropLog) -> Iterator[Property]:
    lines = (line for span in block.spans for line in content_lines(text, span))
    for count, (number, line, why) in enumerate(lines):
        if count == MAX_LINES:
            log.add(number, f"A card has at most {MAX_LINES:,} lines; the others were left out.")
            return
        if line is None:
            log.add(number, why)
            continue
        prop = parse_property(number, line)
        if prop is None:
            log.add(number, "This is not a vCard line.")
        elif prop.name not in _ENVELOPE or prop.name == "VERSION":
            yield prop


def _person(properties: list[Property], sense: CharsetSense, log: DropLog) -> Person:
    person = Person(log)
    separators = _separators(properties)
    charset = sense.of_card(properties)
    for prop in properties:
        if prop.name == "PHOTO":
            person.add_photo(prop)
            continue
        if prop.name in separators:
            prop = unwrapped(prop, charset.declared)
        escaped = escaped_text(prop, charset)
        if prop.name == "VERSION" or not escaped.text.strip(" ;,\t"):
            continue
        for loss in escaped.losses:
            log.add(prop.line, loss)
        if has_surplus_parts(escaped.text, _MOST_PARTS.get(prop.name)):
            log.add(prop.line, "It has more parts than vCard knows; the last ones were left out.")
        if prop.name not in separators:
            person.keep(prop, escaped.text)
            continue
        canonical = canonical_value(escaped.text, separators[prop.name])
        if parts := _parts_of(prop.name, canonical, separators[prop.name]):
            person.add(Value(prop, escaped.text, parts))
        else:
            log.add(prop.line, "This line could not be read.")
    return person


def _separators(properties: list[Property]) -> dict[str, str]:
    """Only since vCard 3.0 does a comma separate the names within a part of N."""
    version = next((prop.raw.strip() for prop in properties if prop.name == "VERSION"), b"2.1")
    return _SEPARATORS if version == b"2.1" else _LATER_SEPARATORS


def _parts_of(name: str, canonical: str, separators: str) -> tuple[str, ...]:
    """The unescaped parts of a value, or none if it cannot be read.

    Most values hold no escape and no list. vobject would look at their every letter and give them
    back as they are, which was half the time of reading a file.
    """
    if not _is_plain(canonical):
        return _read_by_vobject(name, canonical)
    parts = canonical.split(";") if ";" in separators else (canonical,)
    return tuple(map(restored, parts[: _MOST_PARTS.get(name)]))


def _is_plain(canonical: str) -> bool:
    return "\\" not in canonical and "," not in canonical


def _read_by_vobject(name: str, canonical: str) -> tuple[str, ...]:
    """The unescaped parts of a value, or none if vobject cannot read it."""
    # It takes 30 ms of every start, and most values hold nothing that it is asked for.
    import vobject

    try:
        line = vobject.base.ContentLine(name, [], canonical, encoded=True)
        line.parentBehavior = vobject.vcard.VCard3_0
        line.autoBehavior()
        return tuple(map(restored, _parts(line.transformToNative().value, vobject.vcard)))
    except Exception:  # noqa: BLE001 - vobject raises whatever its parts raise.
        return ()


def _parts(value: Any, vcard: Any) -> tuple[str, ...]:
    match value:
        case vcard.Name():
            names = (value.family, value.given, value.additional, value.prefix)
            return (*map(_joined, names), _joined(value.suffix, ", "))
        case vcard.Address():
            return tuple(getattr(value, part) for part in vcard.ADDRESS_ORDER)
        case list():
            return tuple(value)
        case _:
            return (value,)


def _joined(names: str | list[str], separator: str = " ") -> str:
    return names if isinstance(names, str) else separator.join(filter(None, names))
