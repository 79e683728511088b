"""Entries that are taken together come to the same as entries taken one by one."""

from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlalchemy.exc import DataError

from tests.conftest import Person, at_most, sign_up
from tests.contacts.conftest import counted_queries, get
from tests.imports.conftest import BAO, fates, look, people, take
from webapp.contacts.model import Contact
from webapp.db import db, new_id
from webapp.imports import run, views
from webapp.imports import take as taking

NAMES = ["Ngozi Adébáyò", "Adebayo, Ngozi", "Dr. Ngozi Adebayo", "Marcus Brown", "Wei Li", ""]

person = st.fixed_dictionaries(
    {"FN": st.sampled_from(NAMES)},
    optional={
        "EMAIL": st.sampled_from(["n@example.org", "N@example.org", "m@example.org"]),
        "TEL": st.sampled_from(["+1 973 555 0101", "973-555-0101", "+44 20 7946 0958"]),
        "ORG": st.sampled_from(["Mercy", "Mercy Hospital", "UCSF"]),
        "UID": st.sampled_from(["card-of-ngozi-1", "card-of-marcus"]),
        "TITLE": st.sampled_from(["Resident", "Chief resident"]),
    },
)
choice = st.sampled_from(["", "", "", "new", "leave"])


def card(fields: dict[str, str]) -> str:
    lines = "".join(f"{name}:{text}\r\n" for name, text in fields.items())
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\n{lines}END:VCARD\r\n"


@tries(
    max_examples=at_most(15),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    known=st.lists(person, max_size=3),
    erased=st.booleans(),
    file=st.lists(st.tuples(person, choice), min_size=2, max_size=12),
)
def test_together_comes_to_the_same_as_one_by_one(
    app: Flask, known: list[dict[str, str]], erased: bool, file: list[tuple[dict[str, str], str]]
) -> None:
    outcomes = []
    for at_once in (run.AT_ONCE, 1):
        asha = sign_up(app, f"{new_id()}@example.org", "Asha Rao")
        take(asha, "".join(map(card, [*known, {"FN": "Somebody else"}])))
        if erased:
            gone = people(asha)[-1]["id"]
            asha.browser.post(f"/api/v1/contacts/{gone}/erase", json={"for_good": True})
        with patch.object(run, "AT_ONCE", at_once), patch.object(views, "SLICE", 60.0):
            outcomes.append(outcome(asha, file))
    for together, alone in zip(*outcomes, strict=True):
        assert together == alone


def outcome(asha: Person, file: list[tuple[dict[str, str], str]]) -> Any:
    """All that came of a file, with each contact named by the first entry that went to it."""
    looked = look(asha, "".join(card(fields) for fields, _ in file))
    choices = {f"choice.{at}": chosen for at, (_, chosen) in enumerate(file)}
    asha.browser.post(f"/contacts/import/{looked['id']}/run", data=choices)
    entries = get(asha, f"/imports/{looked['id']}")["entries"]
    names = {one["id"]: f"known: {one['name']}" for one in people(asha)}
    for entry in reversed(entries):
        if entry["fate"] == "added":
            names[entry["contact_id"]] = f"entry {entry['index']}"
    pairs = get(asha, "/contacts/duplicates", limit="100")["items"]
    return (
        [(one["fate"], one["why"], names.get(one["contact_id"])) for one in entries],
        [[names[match["contact_id"]] for match in one["matches"]] for one in entries],
        sorted(
            (names[one["id"]], one["name"], str(one["emails"]), str(one["phones"]), one["note"])
            for one in people(asha)
        ),
        sorted(
            (pair["why"], *sorted(names[pair[side]["id"]] for side in ("one", "other")))
            for pair in pairs
        ),
    )


def many(count: int, first: int = 0) -> str:
    """A file of so many people who all are somebody else."""
    return "".join(
        card({"FN": f"Bao{n}x Tran{n}y", "EMAIL": f"{n}@example.org"})
        for n in range(first, first + count)
    )


@pytest.mark.parametrize("again", [False, True])
def test_many_cost_as_many_questions_as_three(
    asha: Person, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LONGEST", 60.0)
    take(asha, many(3))

    def asked(count: int) -> int:
        file = many(count, first=0 if again else 1000 * count)
        with counted_queries() as questions:
            take(asha, file)
        return len(questions)

    asked(12)
    assert asked(11) == asked(3)


@pytest.mark.parametrize(("choice", "fate"), [("", "left_out"), ("new", "added")])
def test_whom_the_owner_takes_back_is_let_in_for_those_who_come_later(
    asha: Person, choice: str, fate: str
) -> None:
    take(asha, card({"FN": "Wei Li"}))
    looked = look(asha, "".join(card({"FN": "Wei Li", "ORG": org}) for org in ("Mercy", "UCSF")))
    asha.browser.post(f"/api/v1/contacts/{people(asha)[0]['id']}/erase", json={"for_good": True})
    asha.browser.post(f"/contacts/import/{looked['id']}/run", data={"choice.0": choice})
    assert fates(get(asha, f"/imports/{looked['id']}")) == [fate, fate]


def test_a_card_that_carries_a_contacts_own_id_goes_to_that_contact(asha: Person) -> None:
    take(asha, many(3))
    ids = sorted(one["id"] for one in people(asha))
    file = "".join(card({"FN": "Somebody", "UID": f"urn:uuid:{one}"}) for one in ids)
    looked = look(asha, file)
    assert fates(looked) == ["same"] * 3
    assert sorted(entry["matches"][0]["contact_id"] for entry in looked["entries"]) == ids
    made = take(asha, file)
    assert sorted(entry["contact_id"] for entry in made["entries"]) == ids


def test_one_that_the_database_does_not_keep_costs_no_other(asha: Person) -> None:
    kept = taking.new_contact

    def fails(*given: Any, name: str, **more: Any) -> Contact:
        if name == "Lan Tran":
            raise DataError("INSERT", {}, Exception())
        return kept(*given, name=name, **more)

    with patch.object(taking, "new_contact", fails):
        made = take(asha, many(3) + BAO.replace("Bao", "Lan") + many(3, first=3))
    assert fates(made) == ["added"] * 3 + ["left_out"] + ["added"] * 3
    assert made["entries"][3]["why"] == "The database could not keep this card."
    assert len(people(asha)) == 6


def test_whoever_waits_for_the_database_gets_it_between_two_steps(
    asha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    monkeypatch.setattr(run, "AT_ONCE", 1)
    monkeypatch.setattr(run, "sleep", lambda _: held.append(db.session.in_transaction()))
    take(asha, many(3))
    assert held == [False] * 3


def test_a_lot_that_was_cut_short_is_followed_by_smaller_ones(
    asha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    lots: list[int] = []

    def noted(*given: Any) -> int:
        lots.append(len(given[3]))
        return taking.take_some(*given)

    monkeypatch.setattr(run, "take_some", noted)
    monkeypatch.setattr(run, "LONGEST", -1.0)
    assert fates(take(asha, many(6))) == ["added"] * 6
    assert (lots[0], max(lots[1:])) == (6, 2)
