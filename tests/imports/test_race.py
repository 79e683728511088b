"""Imports at the same time as other things."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from flask import Flask

from tests.conftest import Person
from tests.contacts.conftest import get
from tests.imports.conftest import fates, look, people
from tests.merging.test_race import put_at_once
from webapp.contacts.keys import Pair
from webapp.contacts.likeness import Why
from webapp.db import db

PEOPLE = 12


def cards(turn: int) -> str:
    """A file of people who all are somebody else."""
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{a}{b}dichie Okafor\r\n"
        f"EMAIL:{turn}.{a}{b}@example.org\r\nEND:VCARD\r\n"
        for a, b in zip("bcdfghjklmnp", "aeiouaeiouae", strict=True)
    )


def run_at_once(app: Flask, person: Person, import_id: str, times: int) -> list[Any]:
    """Go on with an import from so many browsers of one person."""
    cookie = person.browser.get_cookie("hallway")
    assert cookie is not None

    def run(_: int) -> Any:
        browser = app.test_client()
        browser.set_cookie("hallway", cookie.value)
        return browser.post(f"/contacts/import/{import_id}/run")

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_an_import_that_two_browsers_run_takes_each_entry_once(app: Flask, asha: Person) -> None:
    looked = look(asha, cards(0))
    answers = run_at_once(app, asha, looked["id"], 3)
    assert {answer.status_code for answer in answers} <= {200, 303}
    assert fates(get(asha, f"/imports/{looked['id']}")) == ["added"] * PEOPLE
    assert len(people(asha)) == PEOPLE


def noticed(app: Flask) -> set[UUID]:
    """Who is known to have an e-mail address in common with somebody."""
    with app.app_context():
        alike = db.session.query(Pair).filter(Pair.why == Why.EMAIL)
        return {contact_id for pair in alike for contact_id in (pair.one_id, pair.other_id)}


def test_whoever_is_met_while_they_are_imported_is_noticed(app: Flask, asha: Person) -> None:
    for turn in range(4):
        looked = look(asha, cards(turn))
        met = [
            {
                "name": entry["contact"]["name"],
                "email": entry["contact"]["emails"][0]["value"],
                "detail": "twins",
            }
            for entry in looked["entries"]
        ]
        with ThreadPoolExecutor(2) as pool:
            ran = pool.submit(run_at_once, app, asha, looked["id"], 1)
            assert {answer.status_code for answer in put_at_once(app, asha, met)} == {201}
            ran.result()
        took = fates(get(asha, f"/imports/{looked['id']}"))
        alike = noticed(app)
        mine = [person for person in people(asha) if person["emails"][0]["value"][0] == str(turn)]
        assert len(mine) == PEOPLE + took.count("added")
        assert sum(UUID(person["id"]) in alike for person in mine) == 2 * took.count("added")
