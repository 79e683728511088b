"""A contact as a vCard and as a row of a table, read back by somebody else's reader."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from webapp.contacts.export import csv_row, note_text, person_card
from webapp.contacts.model import Contact, Encounter
from webapp.events.model import Event
from webapp.formats.vcard_writer import write_vcard

ID = UUID("01900000-0000-7000-8000-000000000001")
NEW_YEAR = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
"""The last evening of 2026 in New York."""

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)


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


def test_a_birthday_without_its_year_is_left_out_of_the_card() -> None:
    assert person_card(a_contact(birthday="--02-18"), []).birthday is None


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
