"""A contact as a vCard and as a row of a table, read back by somebody else's reader."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from webapp.contacts.export import csv_row, note_text, person_card, shared_card
from webapp.contacts.model import Contact, Encounter
from webapp.events.model import Event
from webapp.formats.csv_people import OwnExtras
from webapp.formats.given_back import lines_to_give_back
from webapp.formats.links import normalise_link
from webapp.formats.vcard_reader import read_vcards
from webapp.formats.vcard_writer import write_vcard
from webapp.imports.card import number_of
from webapp.imports.fill import values_of

ID = UUID("01900000-0000-7000-8000-000000000001")
NEW_YEAR = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
"""The last evening of 2026 in New York."""

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "vcards"

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)
words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"], exclude_characters="\\"),
    min_size=1,
    max_size=90,
).filter(lambda text: text.strip(" ;,"))


def as_value(text: str) -> str:
    return text.replace(";", r"\;").replace(",", r"\,")


def line(head: str, *parts: str) -> str:
    return f"{head}:{';'.join(map(as_value, parts))}"


@st.composite
def cards_of_strangers(draw: st.DrawFn) -> bytes:
    """A card as phones export them, with labels, a photo and lines that nobody knows."""
    said = lambda: draw(words)  # noqa: E731
    types = st.sampled_from(["CELL", "WORK", "HOME", "FAX", "WORK,FAX", "PAGER", "MAIN", "X-BOAT"])
    lines = ["BEGIN:VCARD", "VERSION:3.0", line("FN", said())]
    lines.append(line("N", said(), *[said() for _ in range(4)]))
    lines += [line("ORG", said(), said()), line("TITLE", said()), line("UID", said())]
    for number in range(draw(st.integers(0, 3))):
        lines.append(line(f"item{number}.TEL;TYPE={draw(types)}", said()))
        if draw(st.booleans()):
            lines.append(line(f"item{number}.X-ABLabel", said()))
    lines.append(line(f"EMAIL;TYPE={draw(types)}", said()))
    lines.append(line(f"ADR;TYPE={draw(types)}", *[said() for _ in range(7)]))
    lines.append(line("URL", f"https://example.org/{draw(st.integers())}"))
    lines.append(draw(st.sampled_from(["BDAY:1975-02-18", "BDAY:--02-18", "BDAY:spring"])))
    lines.append(line("NOTE", said()) + r"\n" + as_value(said()))
    lines.append("CATEGORIES:" + as_value(said()))
    lines.append("PHOTO;ENCODING=b:" + b64encode(draw(st.binary(min_size=1))).decode())
    lines.append(f"X-UNKNOWN;X-KIND=a,b:{said()};{said()}")
    lines.append(f"item9.X-ABADR:{said()}")
    return "\r\n".join([*lines, "END:VCARD", ""]).encode()


def a_contact(**more: Any) -> Contact:
    fields: dict[str, Any] = {
        "id": ID,
        "name": "Dr. Ngozi Adébáyò",
        "first": "",
        "last": "",
        "middle": "",
        "prefix": "",
        "suffix": "",
        "department": "",
        "birthday": "",
        "categories": [],
        "addresses": [],
        "unmodelled": [],
        "organisation": "Mercy; Newark, NJ",
        "title": "Program director",
        "school": "St. George’s",
        "emails": [{"value": "ngozi@example.org", "type": "work"}],
        "phones": [{"value": "+1 555 0100", "type": "mobile"}],
        "links": ["https://www.linkedin.com/in/ngozi"],
        "stage": "mentor",
        "note": "Prefers mornings",
        "changed_at": NEW_YEAR,
    }
    return Contact(**{**fields, **more})


def a_meeting(**more: Any) -> Encounter:
    fields: dict[str, Any] = {
        "at": NEW_YEAR,
        "time_zone": "America/New_York",
        "place": "Poster 214",
        "detail": "twin daughters; ran Boston in the rain",
        "talk": "",
        "promise": "the sepsis paper",
        "introducer_name": "",
        "event": Event(name="ACP, Internal Medicine"),
    }
    return Encounter(**{**fields, **more})


def test_every_field_comes_back_from_the_vcard() -> None:
    owed = ["Promised: the sepsis paper", "Follow up by Fri 1 January"]
    card = vobject.readOne(write_vcard(person_card(a_contact(), [a_meeting()], owed)))
    assert card.fn.value == "Dr. Ngozi Adébáyò"
    assert (card.n.value.prefix, card.n.value.given, card.n.value.family) == (
        "Dr.",
        "Ngozi",
        "Adébáyò",
    )
    assert card.org.value == ["Mercy; Newark, NJ"]
    assert card.title.value == "Program director"
    assert card.email.value == "ngozi@example.org"
    assert card.tel.value == "+1 555 0100"
    assert card.tel.params["TYPE"] == ["CELL"]
    assert card.url.value == "https://www.linkedin.com/in/ngozi"
    assert card.uid.value == f"urn:uuid:{ID}"
    assert card.rev.value == "2027-01-01T03:00:00Z"
    assert card.categories.value == ["ACP, Internal Medicine", "Mentor"]
    assert card.note.value == (
        "twin daughters; ran Boston in the rain\n"
        "Poster 214, ACP, Internal Medicine, Thu 31 Dec 2026\n"
        "\n"
        "Promised: the sepsis paper\n"
        "Follow up by Fri 1 January\n"
        "\n"
        "School: St. George’s\n"
        "Mentor\n"
        "\n"
        "Prefers mornings"
    )


def test_the_note_tells_of_every_meeting_and_who_introduced_us() -> None:
    first = a_meeting(
        detail="grows dahlias", place="", event=None, talk="roofs", introducer_name="Marcus"
    )
    note = note_text(a_contact(school="", stage="contact", note=""), [a_meeting(), first], [])
    assert note == (
        "twin daughters; ran Boston in the rain\n"
        "Poster 214, ACP, Internal Medicine, Thu 31 Dec 2026\n"
        "\n"
        "grows dahlias\n"
        "Thu 31 Dec 2026\n"
        "Introduced by Marcus\n"
        "Talked about: roofs"
    )


def test_somebody_never_met_and_hardly_known_is_still_a_card() -> None:
    contact = a_contact(
        organisation="", title="", school="", emails=[], phones=[], links=[], note=""
    )
    card = vobject.readOne(write_vcard(person_card(contact, [])))
    assert card.note.value == "Mentor"
    assert csv_row(contact, []).met_on is None


def test_what_came_in_on_a_card_goes_out_again() -> None:
    contact = a_contact(
        name="Prof. Ngozi Ada Adébáyò, MD",
        prefix="Prof.",
        first="Ngozi",
        middle="Ada",
        last="Adébáyò",
        suffix="MD",
        organisation="Mercy",
        department="Medicine",
        birthday="1975-02-18",
        categories=["Mentor", "Runners"],
    )
    card = vobject.readOne(write_vcard(person_card(contact, [])))
    name = card.n.value
    assert (name.prefix, name.given, name.additional) == ("Prof.", "Ngozi", "Ada")
    assert (name.family, name.suffix) == ("Adébáyò", "MD")
    assert card.org.value == ["Mercy", "Medicine"]
    assert card.bday.value == "1975-02-18"
    assert card.categories.value == ["Mentor", "Runners"]


def test_a_birthday_without_its_year_is_given_back_as_it_came() -> None:
    card = vobject.readOne(write_vcard(person_card(a_contact(birthday="--02-18"), [])))
    assert card.bday.value == "--02-18"


@given(cards_of_strangers())
def test_who_came_in_on_a_card_goes_out_equal(data: bytes) -> None:
    """Read, kept as an import keeps it, written and read again: only the detail comes on top."""
    [card] = read_vcards(data)
    before = card.contact
    values = values_of(before, OwnExtras())
    contact = a_contact(**values)
    written = write_vcard(person_card(contact, [a_meeting(event=None)], (), before.photo))
    [card_again] = read_vcards(written.encode())
    assert card_again.dropped == ()
    after = card_again.contact
    assert before.note in after.note
    assert after.categories == tuple(dict.fromkeys(["Contact", *before.categories]))
    assert after == replace(before, uid=after.uid, note=after.note, categories=after.categories)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real cards is not there")
def test_who_came_in_on_a_real_card_goes_out_equal() -> None:
    cards = [
        card for file in sorted(CORPUS.rglob("*.vcf")) for card in read_vcards(file.read_bytes())
    ]
    assert cards
    for card in cards:
        contact = a_contact(**values_of(card.contact, OwnExtras()))
        written = write_vcard(person_card(contact, [], (), card.contact.photo))
        [again] = read_vcards(written.encode())
        assert again.dropped == ()
        one, other = card.contact, again.contact
        given_back = list(lines_to_give_back(one.unmodelled))
        assert list(other.unmodelled) == given_back
        lost = (line.partition(":")[0].partition(";")[0] for line in one.unmodelled)
        assert {*lost} - {line.partition(":")[0].partition(";")[0] for line in given_back} <= {
            *("N", "FN", "BDAY", "UID", "AGENT")
        }
        for part in ("first", "middle", "last", "prefix", "suffix"):
            assert getattr(other, part) == getattr(one, part) or not (one.first or one.last)
        for name in (
            "organisation",
            "department",
            "title",
            "emails",
            "addresses",
            "photo",
            "birthday",
        ):
            assert getattr(other, name) == getattr(one, name)
        assert [p.type for p in other.phones] == [p.type for p in one.phones]
        assert [p.value for p in other.phones] == [number_of(p.value) for p in one.phones]
        assert [normalise_link(link) for link in other.links] == [
            normalise_link(link) for link in one.links
        ]


@given(st.lists(st.text(max_size=40), max_size=3), st.text(max_size=20))
def test_what_is_private_is_not_in_the_card_that_is_shared(lines: list[str], label: str) -> None:
    canary = "CANARY"
    contact = a_contact(
        **dict.fromkeys(("note", "school", "birthday", "department"), canary),
        stage="sponsor",
        categories=[canary],
        unmodelled=["X-FAVOURITE:" + canary, *lines],
        addresses=[{"street": canary, "type": canary}],
        phones=[{"value": "+1 555 0100", "type": canary + label}],
        emails=[{"value": "ngozi@example.org", "type": "work"}],
    )
    text = write_vcard(shared_card(contact))
    assert canary not in text
    assert "Sponsor" not in text
    heads = {line.partition(":")[0].partition(";")[0] for line in text.split("\r\n")}
    assert heads == {
        *("BEGIN", "VERSION", "N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "URL", "UID"),
        *("X-SOCIALPROFILE", "PRODID", "END", ""),
    }


@given(texts, texts, texts)
def test_whatever_was_typed_is_in_the_note_that_is_read_back(
    detail: str, place: str, note: str
) -> None:
    meeting = a_meeting(detail=detail, place=place)
    written = write_vcard(person_card(a_contact(note=note), [meeting], ["Promised: a call"]))
    read = vobject.readOne(written).note.value
    assert detail in read
    assert place in read
    assert note.strip() in read
    assert "Promised: a call" in read


def test_a_row_of_the_table_is_the_newest_meeting() -> None:
    contact = a_contact(emails=[{"value": f"{n}@example.org", "type": ""} for n in range(3)])
    row = csv_row(contact, [a_meeting(), a_meeting(detail="earlier")])
    assert (row.email, row.email_2, row.phone, row.phone_2) == (
        "0@example.org",
        "1@example.org",
        "+1 555 0100",
        "",
    )
    assert (row.detail, row.place, row.event, row.met_on) == (
        "twin daughters; ran Boston in the rain",
        "Poster 214",
        "ACP, Internal Medicine",
        date(2026, 12, 31),
    )
    assert (row.promise, row.stage) == ("the sepsis paper", "Mentor")


@pytest.mark.parametrize("stage", ["contact", "mentor", "sponsor", "alum", "peer"])
def test_every_stage_has_a_name(stage: str) -> None:
    assert person_card(a_contact(stage=stage), []).categories == [stage.capitalize()]
