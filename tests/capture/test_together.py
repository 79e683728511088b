"""People met for the first time are taken down together, and it is as if each had come alone."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from tests.capture.phone import NGOZI, Phone
from tests.conftest import Person, at_most, sign_up
from tests.contacts.conftest import add_event, counted_queries, get
from webapp.capture import meetings
from webapp.capture.operations import Sync
from webapp.capture.runs import runs
from webapp.db import db, new_id

NAMES = ["Ngozi Adébáyò", "Adebayo, Ngozi", "Dr. Ngozi Adebayo", "Marcus Brown", "Wei Li", "Marcus"]


@pytest.fixture
def phone(asha: Person) -> Phone:
    phone = Phone(asha, name="asha's phone")
    phone.pull()
    return phone


def lengths(*fields: dict[str, Any], same_id: bool = False) -> list[int]:
    """How long the runs are that these captures make."""
    op_id = str(new_id())
    ops = [
        {"op_id": op_id if same_id else str(new_id()), "type": "capture", "fields": one}
        for one in fields
    ]
    return [len(run) for run in runs(Sync.model_validate({"ops": ops}).ops)]


def test_newcomers_are_one_run() -> None:
    assert lengths(NGOZI, NGOZI, NGOZI) == [3]


def test_whoever_was_met_before_or_names_an_introducer_waits_for_those_before() -> None:
    again = {**NGOZI, "contact_id": str(new_id())}
    introduced = {**NGOZI, "introduced_by": "Marcus"}
    assert lengths(NGOZI, again, again, NGOZI) == [1, 1, 1, 1]
    assert lengths(NGOZI, introduced, NGOZI, introduced) == [1, 2, 1]


def test_the_same_id_again_and_what_was_misread_are_for_themselves() -> None:
    assert lengths(NGOZI, NGOZI, same_id=True) == [1, 1]
    assert lengths(NGOZI, {"name": ""}, NGOZI) == [1, 1, 1]


person = st.fixed_dictionaries(
    {"name": st.sampled_from(NAMES), "detail": st.sampled_from(["twins", "climbs"])},
    optional={
        "email": st.sampled_from(["n@example.org", "N@example.org", "m@example.org"]),
        "phone": st.sampled_from(["+1 973 555 0101", "973-555-0101", "+44 20 7946 0958"]),
        "organisation": st.sampled_from(["Mercy", "Mercy Hospital", "UCSF"]),
        "place": st.sampled_from(["Poster 214", "Booth 9"]),
        "promise": st.sampled_from(["the paper", "the slides by Friday"]),
        "clicked": st.booleans(),
    },
)


@tries(
    max_examples=at_most(15),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(people=st.lists(person, min_size=2, max_size=12), known=st.lists(person, max_size=3))
def test_together_comes_to_the_same_as_one_by_one(
    app: Flask, people: list[dict[str, Any]], known: list[dict[str, Any]]
) -> None:
    together, alone = (Phone(sign_up(app, f"{new_id()}@example.org", "Asha Rao")) for _ in range(2))
    for phone in (together, alone):
        for number, one in enumerate([*known, *people]):
            one["talk"] = f"talk {number}"
        for one in known:
            phone.do("capture", **one)
    together.send(*(together.op("capture", **one) for one in people))
    for one in people:
        alone.do("capture", **one)
    assert all_of(together) == all_of(alone)


def all_of(phone: Phone) -> Any:
    """Everything that came of it, by what was talked about, without the ids."""
    phone.pull()
    talk = {one["id"]: one["encounters"][0]["talk"] for one in phone.of("contact")}
    pairs = get(phone.person, "/contacts/duplicates", limit=100)["items"]
    return (
        sorted(
            (talk[one["id"]], one["name"], str(one["emails"]), str(one["phones"]))
            for one in phone.of("contact")
        ),
        sorted(
            (talk[one["contact"]["id"]], one["kind"], one["due_on"], one["where"], one["detail"])
            for one in phone.of("follow_up")
        ),
        sorted(
            (pair["why"], *sorted(talk[pair[side]["id"]] for side in ("one", "other")))
            for pair in pairs
        ),
    )


def test_many_cost_as_many_statements_as_two(phone: Phone, asha: Person) -> None:
    event_id = add_event(asha)

    def sent(count: int) -> int:
        ops = [
            phone.op("capture", **{**NGOZI, "name": f"Ngozi {n}", "event_id": event_id})
            for n in range(count)
        ]
        with counted_queries() as statements:
            phone.post(*ops, limit=1)
        return len(statements)

    sent(2)
    assert sent(10) == sent(2)


def test_one_that_names_a_strangers_event_costs_no_other(phone: Phone) -> None:
    wrong = {**NGOZI, "name": "Wei Li", "event_id": str(new_id())}
    ops = [phone.op("capture", **one) for one in (NGOZI, wrong, {**NGOZI, "name": "Marcus"})]
    results = phone.send(*ops)
    assert [one["status"] for one in results] == ["accepted", "rejected", "accepted"]
    assert results[1]["errors"][0]["field"] == "event_id"
    assert {one["name"] for one in phone.of("contact")} == {NGOZI["name"], "Marcus"}
    assert len(phone.of("follow_up")) == 2


def test_an_id_that_was_used_before_costs_no_other(phone: Phone) -> None:
    first = phone.op("capture", **NGOZI)
    phone.send(first)
    other = phone.op("capture", **{**NGOZI, "name": "Wei Li"})
    changed = {**first, "fields": {**NGOZI, "detail": "changed"}}
    results = phone.send(other, changed)
    assert [one["status"] for one in results] == ["accepted", "rejected"]
    assert phone.send(first, other)[1] == results[0]
    assert len(phone.of("contact")) == 2


def test_a_fault_in_one_is_a_reason_to_send_that_one_again(phone: Phone) -> None:
    ops = [phone.op("capture", **{**NGOZI, "promise": what}) for what in ("a", "fault", "b")]
    deadline = meetings.deadline

    def fails(promise: str, said_on: Any) -> Any:
        if promise == "fault":
            raise ZeroDivisionError
        return deadline(promise, said_on)

    with patch.object(meetings, "deadline", fails):
        results = phone.send(*ops)
    assert [one["status"] for one in results] == ["accepted", "retry", "accepted"]
    assert len(phone.of("contact")) == 2
    assert [one["status"] for one in phone.send(*ops)] == ["accepted"] * 3
    assert len(phone.of("contact")) == 3


def test_one_capture_asks_few_questions_and_before_its_turn_what_needs_none(
    app: Flask, asha: Person
) -> None:
    """On PostgreSQL others of the owner's wait from the lock on."""

    def asked(name: str) -> list[str]:
        fields = {"name": name, "detail": "climbs"}
        with counted_queries() as sent:
            answer = asha.browser.put(f"/api/v1/captures/{new_id()}", json=fields)
        assert answer.status_code == 201
        return [re.findall(r'(?:FROM "?|SELECT pg_advisory_xact_)(\w+)', one)[0] for one in sent]

    asked("Marcus Brown")
    with app.app_context():
        locks = db.engine.dialect.name == "postgresql"
    before, turn = ["kept_out", "encounter"], ["receipt", "event", "contact_key"]
    assert asked("Wei Li")[1:] == [*before, *["lock"] * locks, *turn]
