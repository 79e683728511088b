"""What the vCard reader gives: cards, the people in them, and a name for all that was left out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A phone number or e-mail address as the card has it, and what it is for.

    The type is `mobile`, `work`, `home`, `fax`, `work fax`, `home fax`, `pager`, `main` or
    `other`; any other text is the card's own, such as the label a person chose on their phone.
    """

    value: str
    type: str = "other"


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """What an address is for and the seven parts of its ADR line (RFC 6350, 6.3.1)."""

    type: str = "other"
    po_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ReadContact:
    """The person on a card: unfolded, unescaped text, every list in the card's order.

    `birthday` is an ISO date, or the card's own text where it is no full date. `photo` holds the
    bytes embedded in the card, of any format and unchecked; a photo at an address is not fetched.
    `unmodelled` holds unfolded vCard 3.0 lines, without line ends, for what has no field here.
    """

    name: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    prefix: str = ""
    suffix: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    phones: tuple[TypedValue, ...] = ()
    emails: tuple[TypedValue, ...] = ()
    links: tuple[str, ...] = ()
    note: str = ""
    categories: tuple[str, ...] = ()
    birthday: str = ""
    addresses: tuple[PostalAddress, ...] = ()
    photo: bytes | None = None
    uid: str = ""
    unmodelled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something left out or damaged: its line in the file, counted from one, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ReadCard:
    """One card of a file: `index` counts the cards from zero, `first_line` the lines from one.

    `inside` is the index of the card this one stands in (vCard's AGENT), or None. `error` says
    why nothing of the card was read; its contact is then empty.
    """

    index: int
    first_line: int
    contact: ReadContact = field(default_factory=ReadContact)
    dropped: tuple[Dropped, ...] = ()
    error: str | None = None
    inside: int | None = None


class DropLog:
    """Gathers what a card loses, lines in a row with one reason as one entry.

    It stays short on any input: after `LONGEST` entries the last one only counts on.
    """

    LONGEST = 50

    def __init__(self) -> None:
        self._entries: list[tuple[int, int, str]] = []
        self._more_from = 0
        self._more = 0

    def add(self, line: int, why: str, last_line: int | None = None) -> None:
        """Note that the lines from `line` to `last_line` are left out; `why` is a sentence."""
        last_line = last_line or line
        if self._entries and self._entries[-1][1:] == (line - 1, why):
            self._entries[-1] = (self._entries[-1][0], last_line, why)
        elif len(self._entries) < self.LONGEST:
            self._entries.append((line, last_line, why))
        else:
            self._more_from = self._more_from or line
            self._more += last_line - line + 1

    def entries(self) -> tuple[Dropped, ...]:
        """All that was noted, in the order it was noted."""
        told = [
            Dropped(first, f"{why} (Lines {first} to {last}.)" if last > first else why)
            for first, last, why in self._entries
        ]
        if self._more:
            told.append(
                Dropped(self._more_from, f"{self._more} more lines of this card were left out.")
            )
        return tuple(told)
