"""A person from pasted text, such as the signature below an e-mail: a best guess, to be shown."""

import re
from collections.abc import Iterator

from webapp.formats.signature_reach import GAP, Reach, take_reach
from webapp.formats.signature_words import WordsKind, is_name, plain_name, sort_words
from webapp.formats.vcard_contact import ReadContact
from webapp.formats.vcard_people import split_name

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_MOST_TEXT = 20_000
_LONGEST_CLOSING = 60
_CLOSING = re.compile(
    r"--|—|(?:(?:best|kind|warm|kindest|warmest|with|many) ){0,3}"
    r"(?:regards|wishes|thanks|thank you|sincerely|yours|cheers|best)"
    r"(?: (?:again|sincerely|truly|faithfully))?[,.!]?",
    re.IGNORECASE,
)
_REPLY = re.compile(r">|-+ ?original message|on\b.{1,200}\bwrote:", re.IGNORECASE)
_SENDER = re.compile(r"from: *", re.IGNORECASE)
_BETWEEN = re.compile(r"[\x00<>|•·\t]|\s[-–—]\s| {3}")
_AROUND = " ,;:-–—_*\"'/"
_LABELLED = re.compile(
    r"(name|title|position|company|organi[sz]ation|department) ?: ?(\S.*)", re.IGNORECASE
)
_FIELD_BY_LABEL: dict[str, WordsKind] = {
    "title": "title",
    "position": "title",
    "company": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "department": "department",
}
_NOTHING_SAID = re.compile(
    r"\W*+(?:(?:tel|phone|e-?mail|fax|web|website|mobile|from|to|cc|sent from my [a-z]+)\W*+)*",
    re.IGNORECASE,
)
_MAYBE_ORGANISATION = re.compile(r"[^\W\d_][^\d,]{0,40}")


def read_signature(text: str) -> ReadContact:
    """The person that a pasted text is about, as far as it can be told; any text has an answer.

    Of a whole e-mail only the sender and what stands below the closing words or the two dashes
    count. Addresses and whatever else has no field stay in the note, line by line. A signature
    is short: what stands after 20,000 characters is not read.
    """
    reach = Reach()
    words = _Words()
    for line in _signature_lines(_UNSHOWN.sub(" ", text[:_MOST_TEXT])):
        words.add_line(take_reach(line, reach))
    words.settle()
    emails = list({email.value.casefold(): email for email in reach.emails}.values())
    names = (words.name, words.organisation, *(way.value for way in (*emails, *reach.phones)))
    parts = split_name(words.name)
    return ReadContact(
        name=next(filter(None, names), ""),
        first=parts.first,
        last=parts.last,
        prefix=parts.prefix,
        suffix=parts.suffix,
        organisation=words.organisation,
        department=words.department,
        title=words.title,
        phones=tuple(dict.fromkeys(reach.phones)),
        emails=tuple(emails),
        links=tuple(dict.fromkeys(reach.links)),
        note="\n".join(words.others),
    )


def _signature_lines(text: str) -> Iterator[str]:
    """The sender's line of an e-mail and its signature; all lines where nothing closes it."""
    lines = [line.strip() for line in text.splitlines()]
    last = max((at for at, line in enumerate(lines) if line), default=0)
    closings = (at for at, line in enumerate(lines[:last]) if _closes(line))
    start = next(closings, -1) + 1
    yield from (line for line in lines[:start] if _SENDER.match(line))
    for line in lines[start:]:
        if start and _REPLY.match(line):
            return
        yield line


def _closes(line: str) -> bool:
    return len(line) <= _LONGEST_CLOSING and bool(_CLOSING.fullmatch(line))


class _Words:
    """Sorts what is left of the lines into a name, what the person does, and the rest."""

    def __init__(self) -> None:
        self.name = ""
        self.others: list[str] = []
        self._found: dict[WordsKind, str] = {}
        self._seen = 0

    @property
    def title(self) -> str:
        return self._found.get("title", "")

    @property
    def organisation(self) -> str:
        return self._found.get("organisation", "")

    @property
    def department(self) -> str:
        return self._found.get("department", "")

    def add_line(self, line: str) -> None:
        """Take in a line in which a `GAP` stands for each address, `Asha Rao <asha@...>` first."""
        before, address, _ = line.partition(f"<{GAP}")
        sender = _SENDER.sub("", before, count=1).strip(_AROUND)
        if address and is_name(sender):
            self.name = self.name or plain_name(sender)
            line = line[len(before) :]
        for words in _BETWEEN.split(line):
            self._add(words.strip(_AROUND))

    def settle(self) -> None:
        """Where no word tells the organisation, take the first line that may be one."""
        if self.name and not self.organisation:
            first = "".join(self.others[:1])
            is_of_name = set(first.split()) <= set(self.name.split())
            if _MAYBE_ORGANISATION.fullmatch(first) and not is_of_name:
                self._found["organisation"] = self.others.pop(0)

    def _add(self, words: str) -> None:
        if _NOTHING_SAID.fullmatch(words) or words == self.name:
            return
        self._seen += 1
        labelled = _LABELLED.fullmatch(words)
        if labelled and (kind := _FIELD_BY_LABEL.get(labelled[1].lower())):
            self._put(kind, labelled[2])
        elif labelled and not self.name:
            self.name = labelled[2]
        elif not self.name and is_name(words) and (self._seen == 1 or " " in words):
            self.name = plain_name(words)
        else:
            for kind_of_part, part in sort_words(words):
                self._put(kind_of_part, part)

    def _put(self, kind: WordsKind | None, words: str) -> None:
        if kind is None or self._found.setdefault(kind, words) != words:
            self.others.append(words)
