"""Files of contacts, as a phone or a spreadsheet gets them."""

import csv
import io
from typing import Any
from uuid import UUID

import pytest
import vobject
from flask import Flask
from PIL import Image

from tests.conftest import NOON, Clock, Person
from tests.contacts.conftest import add_event, counted_queries, get, meet
from webapp.contacts.meet import new_contact
from webapp.contacts.model import ContactPhoto, Encounter
from webapp.contacts.newcomers import meet_all
from webapp.db import db


def cards(person: Person, path: str, **query: str) -> dict[str, Any]:
    """The cards of a file by name."""
    answer = person.browser.get(path, query_string=query)
    assert answer.status_code == 200
    assert answer.content_type == "text/vcard; charset=utf-8"
    return {card.fn.value: card for card in vobject.readComponents(answer.text)}


def table(person: Person, **query: str) -> list[dict[str, str]]:
    answer = person.browser.get("/contacts.csv", query_string=query)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(answer.data.decode("utf-8-sig").splitlines()))


def test_one_person_goes_to_the_phone_with_what_is_owed(asha: Person) -> None:
    ngozi = meet(
        asha,
        place="Poster 214",
        event_id=add_event(asha, "ACP"),
        promise="the sepsis paper",
        captured_at="2026-10-14T09:00:00Z",
        email="ngozi@example.org",
    )
    [card] = cards(asha, f"/contacts/{ngozi}.vcf").values()
    assert card.uid.value == f"urn:uuid:{ngozi}"
    assert card.email.value == "ngozi@example.org"
    lines = card.note.value.split("\n")
    assert lines[:2] == [
        "twin daughters; ran Boston in the rain",
        "Poster 214, ACP, Wed 14 Oct 2026",
    ]
    assert "Promised: the sepsis paper" in lines
    assert any(line.startswith("Follow up by") for line in lines)
    assert card.categories.value == ["ACP", "Contact"]


def test_what_is_done_is_no_longer_owed(asha: Person) -> None:
    ngozi = meet(asha, promise="the sepsis paper")
    for owed in get(asha, f"/contacts/{ngozi}")["follow_ups"]:
        assert asha.browser.post(f"/api/v1/follow-ups/{owed['id']}/sent").status_code < 300
    [card] = cards(asha, f"/contacts/{ngozi}.vcf").values()
    assert "Promised" not in card.note.value
    assert "Follow up" not in card.note.value


def test_saving_again_updates_because_the_name_of_the_card_is_the_same(
    asha: Person, clock: Clock
) -> None:
    ngozi = meet(asha)
    [before] = cards(asha, "/contacts.vcf").values()
    clock.forward(hours=1)
    asha.browser.post(f"/contacts/{ngozi}/edit", data={"title": "Program director"})
    [after] = cards(asha, "/contacts.vcf").values()
    assert after.uid.value == before.uid.value
    assert after.rev.value > before.rev.value
    assert after.title.value == "Program director"


def test_everyone_is_in_the_file_and_the_filters_are_those_of_the_page(asha: Person) -> None:
    acp = add_event(asha, "ACP")
    meet(asha, "Ngozi", event_id=acp)
    meet(asha, "Marcus", event_id=acp, detail="climbs")
    lena = meet(asha, "Lena", detail="dahlias", event_id=None)
    asha.browser.post(f"/contacts/{lena}/edit", data={"stage": "mentor"})
    for chosen, names in (
        ({}, {"Ngozi", "Marcus", "Lena"}),
        ({"event": acp}, {"Ngozi", "Marcus"}),
        ({"event": acp, "q": "CLIMBS", "stage": ""}, {"Marcus"}),
        ({"stage": "mentor"}, {"Lena"}),
        ({"q": "nobody"}, set()),
    ):
        assert set(cards(asha, "/contacts.vcf", **chosen)) == names
        assert {row["Name"] for row in table(asha, **chosen)} == names


def test_the_deleted_are_in_no_file(asha: Person) -> None:
    ngozi = meet(asha)
    asha.browser.post(f"/contacts/{ngozi}/delete")
    assert cards(asha, "/contacts.vcf") == {}
    assert table(asha) == []
    assert asha.browser.get(f"/contacts/{ngozi}.vcf").status_code == 404


def meet_hundreds(app: Flask, owner_id: UUID) -> set[str]:
    """Meet more people than are read at once; gives their ids."""
    with app.app_context():
        people = [new_contact(owner_id, name=f"Person {n}", now=NOON) for n in range(405)]
        meetings = [Encounter(at=NOON, time_zone="UTC", detail="twins") for _ in people]
        meet_all(db.session, list(zip(people, meetings, strict=True)))
        db.session.commit()
    return {str(one.id) for one in people}


def test_a_file_of_hundreds_has_everyone_once(asha: Person, app: Flask) -> None:
    ids = meet_hundreds(app, asha.id)
    found = cards(asha, "/contacts.vcf")
    assert {card.uid.value.removeprefix("urn:uuid:") for card in found.values()} == ids
    assert len(table(asha)) == len(ids)


@pytest.mark.parametrize("path", ["/contacts.vcf", "/contacts.csv"])
def test_a_file_is_written_while_it_is_sent_and_leaves_no_connection_open(
    asha: Person, app: Flask, path: str
) -> None:
    meet_hundreds(app, asha.id)
    with app.app_context():
        pool = db.engine.pool
    with counted_queries() as sent:
        answer = asha.browser.get(path, buffered=False)
        begun = len(sent)
        assert sum(1 for _ in answer.iter_encoded()) > 2
        assert len(sent) > begun
    answer.close()
    assert pool.checkedout() == 0


def test_a_few_go_ahead_of_a_long_file(asha: Person, app: Flask) -> None:
    meet_hundreds(app, asha.id)
    answer = asha.browser.get("/contacts.vcf", buffered=False)
    first, second, *_ = (piece.count(b"BEGIN:VCARD") for piece in answer.iter_encoded())
    answer.close()
    assert (first, second) == (20, 200)


def test_a_reader_who_leaves_early_leaves_no_connection_open(asha: Person, app: Flask) -> None:
    meet(asha)
    with app.app_context():
        pool = db.engine.pool
    answer = asha.browser.get("/contacts.vcf", buffered=False)
    next(answer.iter_encoded())
    answer.close()
    assert pool.checkedout() == 0


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Jürgen Groß", "Jurgen Gross.vcf"),
        ("محمد", "contact.vcf"),
        ('A "quoted"; name\\', "A quoted ; name.vcf"),
        ("../../etc/passwd", None),
        ("x" * 200, None),
        ("line\r\nSet-Cookie: a=b", None),
    ],
)
def test_a_file_is_named_after_the_person(asha: Person, name: str, plain: str | None) -> None:
    answer = asha.browser.get(f"/contacts/{meet(asha, name)}.vcf")
    disposition = answer.headers["Content-Disposition"]
    assert answer.status_code == 200
    assert disposition.startswith("attachment; ")
    assert "filename*=UTF-8''" in disposition
    assert "/" not in disposition
    assert disposition.isascii()
    assert "Set-Cookie: a=b" not in str(answer.headers)
    if plain and "quoted" not in name:
        assert f'filename="{plain}"' in disposition


def test_a_file_of_an_event_is_named_after_it(asha: Person) -> None:
    acp = add_event(asha, "Ärztetag Köln")
    for path, name in (
        ("/contacts.vcf", "Arztetag Koln.vcf"),
        ("/contacts.csv", "Arztetag Koln.csv"),
    ):
        answer = asha.browser.get(path, query_string={"event": acp})
        assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    assert (
        'filename="Hallway contacts.vcf"'
        in (asha.browser.get("/contacts.vcf").headers["Content-Disposition"])
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_runs_as_a_formula(asha: Person, sign: str) -> None:
    meet(asha, name=f"{sign}cmd|' /C calc'!A0", detail=f"{sign}1+1")
    text = asha.browser.get("/contacts.csv").data.decode("utf-8-sig")
    [_, row] = csv.reader(io.StringIO(text, newline=""))
    assert row[0].startswith("'")
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def add_photo(app: Flask, owner_id: UUID, contact_id: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (512, 512), "teal").save(stream, "JPEG")
    key = {"owner_id": owner_id, "contact_id": UUID(contact_id)}
    with app.app_context():
        db.session.add(ContactPhoto(**key, jpeg=stream.getvalue(), changed_at=NOON))
        db.session.commit()


def test_a_photo_goes_along_in_the_size_that_address_books_take(asha: Person, app: Flask) -> None:
    ngozi = meet(asha)
    add_photo(app, asha.id, ngozi)
    for path in ("/contacts.vcf", f"/contacts/{ngozi}.vcf"):
        [card] = cards(asha, path).values()
        assert Image.open(io.BytesIO(card.photo.value)).size == (256, 256)


def test_the_photos_of_many_people_are_never_in_memory_at_once(asha: Person, app: Flask) -> None:
    ids = meet_hundreds(app, asha.id)
    for contact_id in sorted(ids)[::100]:
        add_photo(app, asha.id, contact_id)
    with counted_queries() as sent:
        assert asha.browser.get("/contacts.vcf").text.count("PHOTO") == 5
    assert sum("contact_photo" in query for query in sent) == 9


def test_a_vcard_of_the_newer_kind_is_there_for_who_asks(asha: Person) -> None:
    meet(asha)
    assert "VERSION:4.0" in asha.browser.get("/contacts.vcf?version=4.0").text
    assert "VERSION:3.0" in asha.browser.get("/contacts.vcf?version=3.0").text
    assert asha.browser.get("/contacts.vcf?version=2.1").status_code == 422


def test_tables_for_google_and_outlook_have_their_columns(asha: Person) -> None:
    meet(asha, email="ngozi@example.org")
    google = asha.browser.get("/contacts.csv?for=google").data.decode()
    [row] = csv.DictReader(io.StringIO(google, newline=""))
    assert (row["First Name"], row["E-mail 1 - Value"]) == ("Ngozi", "ngozi@example.org")
    [row] = table(asha, **{"for": "outlook"})
    assert (row["Last Name"], row["E-mail Address"]) == ("Adébáyò", "ngozi@example.org")
    assert asha.browser.get("/contacts.csv?for=excel").status_code == 422


def test_a_person_is_shared_without_anything_that_was_noted(asha: Person, app: Flask) -> None:
    event = add_event(asha, "CANARY event")
    ngozi = meet(
        asha,
        detail="CANARY detail",
        place="CANARY place",
        talk="CANARY talk",
        promise="CANARY promise",
        school="CANARY school",
        event_id=event,
        email="ngozi@example.org",
    )
    asha.browser.post(f"/contacts/{ngozi}/edit", data={"stage": "mentor", "note": "CANARY note"})
    add_photo(app, asha.id, ngozi)
    [card] = cards(asha, f"/contacts/{ngozi}/share.vcf").values()
    assert card.email.value == "ngozi@example.org"
    text = asha.browser.get(f"/contacts/{ngozi}/share.vcf").text
    for private in ("CANARY", "Mentor", "NOTE", "CATEGORIES", "PHOTO", "BDAY", "REV"):
        assert private not in text
    assert "CANARY detail" in asha.browser.get(f"/contacts/{ngozi}.vcf").text


def test_the_pages_lead_to_every_file(asha: Person, someone_else: Person) -> None:
    ngozi = meet(asha)
    people = asha.browser.get("/contacts").text
    for link in ("/contacts.csv?for=google", "/contacts.csv?for=outlook", "version=4.0"):
        assert link in people
    person = asha.browser.get(f"/contacts/{ngozi}").text
    assert f"/contacts/{ngozi}/share.vcf" in person
    assert "Your notes and meetings" in person
    assert someone_else.browser.get(f"/contacts/{ngozi}/share.vcf").status_code == 404
