"""Writing and reading people as vCards, beside vobject doing the same."""

from collections import deque

import vobject

from bench.rows import Row, median, paired, seconds, spread
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import VCardPerson
from webapp.formats.vcard_reader import read_vcards
from webapp.formats.vcard_writer import write_vcards

PEOPLE = 10_000
READ = 5_000
REPEATS = 3


def measure() -> list[Row]:
    """Writing and reading, each in turn with vobject over the same people."""
    return [_writing(), _reading()]


def _reading() -> Row:
    data = "".join(write_vcards(_person(n) for n in range(READ))).encode()
    ours, theirs, ratios = paired(
        lambda: seconds(lambda: deque(read_vcards(data), maxlen=0)),
        lambda: seconds(lambda: deque(vobject.readComponents(data.decode()), maxlen=0)),
        REPEATS,
    )
    return Row(
        work=f"reading {READ} cards",
        ours=f"{median(ours):.2f} s",
        beside="vobject, parse alone",
        theirs=f"{median(theirs):.2f} s",
        ratio=median(ratios),
        spread=spread(ratios),
        goal="at most 1",
        command="python -m bench vcards",
    )


def _writing() -> Row:
    people = [_person(n) for n in range(PEOPLE)]
    ours, theirs, ratios = paired(
        lambda: seconds(lambda: "".join(write_vcards(people))),
        lambda: seconds(lambda: "".join(_with_vobject(person) for person in people)),
        REPEATS,
    )
    return Row(
        work=f"vCards of {PEOPLE} people",
        ours=f"{median(ours):.2f} s",
        beside="vobject, build and serialise",
        theirs=f"{median(theirs):.2f} s",
        ratio=1 / median(ratios),
        spread=spread([1 / ratio for ratio in ratios]),
        goal="at least 20 times faster",
        command="python -m bench vcards",
    )


def _person(n: int) -> VCardPerson:
    return VCardPerson(
        uid=f"01a2066e-4247-7089-a03e-{n:012d}",
        name=f"Ngozi Adébáyò {n}",
        first="Ngozi",
        last=f"Adébáyò {n}",
        organisation="Mercy, Newark",
        title="Program director",
        emails=[TypedValue(f"ngozi{n}@example.org", "work")],
        phones=[TypedValue(f"+1 555 010 {n}", "mobile")],
        links=["https://www.linkedin.com/in/ngozi"],
        note="twin daughters; ran Boston in the rain\nPoster 214, ACP. Promised: the sepsis paper",
    )


def _with_vobject(person: VCardPerson) -> str:
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family=person.last, given=person.first)
    card.add("fn").value = person.name
    card.add("org").value = [person.organisation]
    card.add("title").value = person.title
    for entry in person.emails:
        card.add("email").value = entry.value
    for entry in person.phones:
        card.add("tel").value = entry.value
    for link in person.links:
        card.add("url").value = link
    card.add("note").value = person.note
    card.add("uid").value = person.uid
    return str(card.serialize())
