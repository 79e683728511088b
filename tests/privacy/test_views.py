"""The ways out: everything taken along, a person erased, the account ended."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.conftest import Clock, Person
from tests.walls.rows import fill_every_table
from webapp.db import db
from webapp.row_security import act_for_everyone, is_owned
from webapp.schema import metadata

CANARY = "Zwirbelkanari"
VCARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\n"
    f"FN:Imported {CANARY}\r\nEMAIL:i@{CANARY}.example\r\nEND:VCARD\r\n"
)


def meet(person: Person, **details: Any) -> dict[str, Any]:
    """Take somebody down; gives the contact."""
    values = {"name": f"Ada {CANARY}", "detail": f"collects {CANARY}", **details}
    made = person.browser.put(f"/api/v1/captures/{uuid4()}", json=values)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = person.browser.get(f"/api/v1/contacts/{made.json['contact_id']}").json
    return found


def fill(person: Person) -> None:
    """Put the canary wherever a person can write something."""
    event = {"name": f"Meeting {CANARY}", "kind": "conference", "starts_on": "2026-10-14",
             "ends_on": "2026-10-16", "time_zone": "UTC"}  # fmt: skip
    event_id = person.browser.post("/api/v1/events", json=event).json["id"]
    first = meet(person, email=f"ada@{CANARY}.example", event_id=event_id, talk=CANARY)
    meet(person, name=f"Bo {CANARY}", promise=CANARY, introduced_by=first["id"], raw=CANARY)
    card = {"name": CANARY, "pitch": CANARY, "label": CANARY}
    person.browser.post("/api/v1/cards", json=card)
    person.browser.patch("/api/v1/account", json={"name": CANARY, "school": CANARY})
    upload = {"file": (io.BytesIO(VCARD.encode()), f"{CANARY}.vcf")}
    person.browser.post("/api/v1/imports", data=upload, content_type="multipart/form-data")
    person.browser.post("/settings/security/tokens", data={"name": CANARY})
    person.browser.post("/settings/security/codes")


def places(word: str) -> list[str]:
    """The tables in which any row still has this word."""
    act_for_everyone(db.session)
    return [
        table.name
        for table in metadata.sorted_tables
        if any(
            word.casefold() in _readable(cell)
            for row in db.session.execute(table.select())
            for cell in row
        )
    ]


def _readable(cell: object) -> str:
    plain = cell.decode("latin-1") if isinstance(cell, bytes) else str(cell)
    return plain.casefold()


def test_everything_can_be_taken_along(asha: Person) -> None:
    page = asha.browser.get("/settings/data")
    assert 'href="/api/v1/export"' in page.text
    assert asha.browser.get("/api/v1/export").status_code == 200


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/settings/data").headers["Location"].startswith("/signin")


def test_an_ended_account_leaves_no_trace_in_any_table_or_file(
    app: Flask, asha: Person, someone_else: Person
) -> None:
    fill(asha)
    meet(someone_else, name="Stays", detail="untouched")
    with app.app_context():
        act_for_everyone(db.session)
        held = fill_every_table(db.session, asha.id, CANARY)
        db.session.commit()
        assert set(held) == {table.name for table in metadata.sorted_tables if is_owned(table)}
        assert len(places(CANARY)) >= 20
    answer = asha.browser.post("/settings/data/delete", data={"email": asha.email})
    assert answer.status_code == 303
    assert "storage" in answer.headers["Clear-Site-Data"]
    with app.app_context():
        assert places(CANARY) == []
        assert places(asha.email) == []
        assert places(str(asha.id)) == []
        if db.engine.dialect.name == "sqlite":
            database = Path(str(db.engine.url.database))
            for file in database.parent.glob(f"{database.name}*"):
                content = file.read_bytes()
                assert CANARY.encode() not in content, file
                assert CANARY.lower().encode() not in content, file
                assert asha.id.bytes not in content, file
    assert asha.browser.get("/settings").status_code == 302
    assert someone_else.browser.get("/api/v1/contacts").json["items"][0]["name"] == "Stays"


def test_an_account_with_nothing_in_it_can_be_ended(asha: Person) -> None:
    answer = asha.browser.post("/settings/data/delete", data={"email": asha.email})
    assert answer.status_code == 303
    assert asha.browser.get("/settings").status_code == 302


def test_an_account_ends_only_for_who_means_it(asha: Person, clock: Clock) -> None:
    wrong = asha.browser.post("/settings/data/delete", data={"email": "somebody@example.org"})
    assert wrong.status_code == 422
    clock.forward(minutes=16)
    stale = asha.browser.post("/settings/data/delete", data={"email": asha.email})
    assert stale.headers["Location"].startswith("/settings/confirm")
    assert asha.browser.get("/settings").status_code == 200


def test_an_erased_person_leaves_no_trace_in_any_table(app: Flask, asha: Person) -> None:
    gone = meet(asha, email=f"ada@{CANARY}.example")
    asha.browser.put(
        f"/api/v1/captures/{uuid4()}",
        json={"name": "Bo", "detail": "sails", "introduced_by": gone["id"]},
    )
    asha.browser.post(f"/contacts/{gone['id']}/erase", data={"for_good": "true"})
    with app.app_context():
        assert places(CANARY) == []
    assert [one["name"] for one in asha.browser.get("/api/v1/contacts").json["items"]] == ["Bo"]


def test_whoever_was_merged_into_an_erased_person_goes_too(app: Flask, asha: Person) -> None:
    one = meet(asha, email=f"ada@{CANARY}.example")
    other = meet(asha, name=f"A. {CANARY}")
    asha.browser.post(f"/api/v1/contacts/{one['id']}/merge", json={"absorb": other["id"]})
    asha.browser.post(f"/api/v1/contacts/{one['id']}/erase", json={"for_good": False})
    with app.app_context():
        assert places(CANARY) == []


def test_an_erased_person_does_not_come_back_by_an_import(asha: Person) -> None:
    gone = meet(asha, name=f"Imported {CANARY}", email=f"i@{CANARY}.example")
    asha.browser.post(f"/contacts/{gone['id']}/erase", data={"for_good": "true"})
    upload = {"file": (io.BytesIO(VCARD.encode()), "people.vcf")}
    told = asha.browser.post("/api/v1/imports", data=upload, content_type="multipart/form-data")
    (entry,) = told.json["entries"]
    assert entry["fate"] == "left_out"
    assert "You erased this person" in entry["why"]
    assert asha.browser.get("/api/v1/contacts").json["items"] == []


def test_capturing_an_erased_person_is_taken_down_with_a_word(asha: Person) -> None:
    gone = meet(asha, email=f"ada@{CANARY}.example")
    asha.browser.post(f"/contacts/{gone['id']}/erase", data={"for_good": "true"})
    form = {"name": "Ada", "detail": "again", "email": f"ADA@{CANARY}.example"}
    page = asha.browser.post("/capture", data=form, follow_redirects=True)
    assert "You erased this person today" in page.text
    assert len(asha.browser.get("/api/v1/contacts").json["items"]) == 1
    asha.browser.post("/settings/data/let-in")
    form["email"], form["name"] = f"ada@{CANARY}.example", "Ada B"
    page = asha.browser.post("/capture", data=form, follow_redirects=True)
    assert "You erased" not in page.text


@pytest.mark.parametrize("path", ["/contacts/{}/erase", "/api/v1/contacts/{}/erase"])
def test_another_persons_people_cannot_be_erased(
    asha: Person, someone_else: Person, path: str
) -> None:
    kept = meet(asha)
    assert someone_else.browser.post(path.format(kept["id"])).status_code == 404
    assert asha.browser.get(f"/api/v1/contacts/{kept['id']}").status_code == 200


def test_people_never_written_to_are_named_after_a_year(asha: Person, clock: Clock) -> None:
    meet(asha, captured_at="2025-09-01T12:00:00Z")
    written = meet(asha, name="Written To", captured_at="2025-09-01T12:00:00Z")
    meet(asha, name="Met Lately")
    for owed in written["follow_ups"]:
        asha.browser.post(f"/api/v1/follow-ups/{owed['id']}/sent")
    page = asha.browser.get("/settings/data").text
    assert f"Ada {CANARY}" in page
    assert "Written To" not in page
    assert "Met Lately" not in page


def test_sqlite_overwrites_what_it_deletes(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("PRAGMA secure_delete")) == 1
