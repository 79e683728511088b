"""Programs in the API."""

from typing import Any

import pytest

from tests.conftest import Person
from tests.contacts.conftest import get, meet
from tests.programs.conftest import MERCY, add_program


def test_a_program_is_given_back_as_it_was_made(asha: Person) -> None:
    made = add_program(asha)
    assert {name: made[name] for name in MERCY} == MERCY
    assert get(asha, f"/programs/{made['id']}") == made
    assert [one["id"] for one in get(asha, "/programs")["items"]] == [made["id"]]


def test_a_program_needs_no_more_than_a_name(asha: Person) -> None:
    answer = asha.browser.post("/api/v1/programs", json={"name": "Mercy"})
    assert (answer.json["history"], answer.json["state"]) == ("unknown", "looking")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"history": "good"}, "history"),
        ({"state": "hoping"}, "state"),
        ({"links": ["x"] * 21}, "links"),
        ({"requirements": "x\0"}, "requirements"),
        ({"colour": "green"}, "colour"),
    ],
)
def test_a_bad_program_is_refused_by_field(
    asha: Person, changes: dict[str, Any], field: str
) -> None:
    answer = asha.browser.post("/api/v1/programs", json={**MERCY, **changes})
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json["errors"]]
    assert get(asha, "/programs")["items"] == []


def test_what_is_not_given_stays(asha: Person) -> None:
    made = add_program(asha)
    path = f"/api/v1/programs/{made['id']}"
    changed = asha.browser.patch(path, json={"state": "interview", "city": ""}).json
    assert {name: changed[name] for name in MERCY} == MERCY | {"state": "interview", "city": ""}


def test_a_capture_puts_the_person_into_the_program(asha: Person) -> None:
    program = add_program(asha)["id"]
    ngozi = meet(asha, program_id=program)
    assert get(asha, f"/contacts/{ngozi}")["program_id"] == program
    meet(asha, contact_id=ngozi, detail="met again, no program said")
    assert get(asha, f"/contacts/{ngozi}")["program_id"] == program


def test_a_program_that_goes_leaves_its_people(asha: Person) -> None:
    program = add_program(asha)["id"]
    ngozi = meet(asha, program_id=program)
    assert asha.browser.delete(f"/api/v1/programs/{program}").status_code == 204
    assert asha.browser.get(f"/api/v1/programs/{program}").status_code == 404
    assert get(asha, f"/contacts/{ngozi}")["program_id"] is None


def test_another_owners_program_is_not_there(asha: Person, someone_else: Person) -> None:
    program = add_program(asha)["id"]
    browser, path = someone_else.browser, f"/api/v1/programs/{program}"
    assert browser.get(path).status_code == 404
    assert browser.patch(path, json={"name": "Mine"}).status_code == 404
    assert browser.delete(path).status_code == 404
    capture = {"name": "Ngozi", "detail": "twins", "program_id": program}
    taken = browser.put("/api/v1/captures/01a2066e-4247-7089-a03e-bc1e4330f853", json=capture)
    assert [error["field"] for error in taken.json["errors"]] == ["program_id"]
    assert get(asha, f"/programs/{program}")["name"] == MERCY["name"]


def test_the_account_knows_how_else_a_school_is_written(asha: Person) -> None:
    spelt = {"school_spellings": ["SGU"], "other_schools": ["St George's, University of London"]}
    answer = asha.browser.patch("/api/v1/account", json=spelt)
    assert {name: answer.json[name] for name in spelt} == spelt


def test_one_person_of_two_keeps_the_program_and_gives_it_back(asha: Person) -> None:
    program = add_program(asha)["id"]
    kept, other = meet(asha), meet(asha, "N. Adebayo", program_id=program)
    answer = asha.browser.post(f"/api/v1/contacts/{kept}/merge", json={"absorb": other})
    assert get(asha, f"/contacts/{kept}")["program_id"] == program
    asha.browser.post(f"/api/v1/merges/{answer.json['id']}/undo")
    assert get(asha, f"/contacts/{kept}")["program_id"] is None
    assert get(asha, f"/contacts/{other}")["program_id"] == program


def test_a_phone_keeps_what_was_noted_of_a_program(asha: Person, someone_else: Person) -> None:
    program = add_program(asha)["id"]

    def pulled(person: Person) -> list[Any]:
        sent = {"schema": 1, "ops": [], "cursor": "", "now": "2026-10-14T12:00:00Z"}
        answer = person.browser.post("/api/v1/sync", json=sent)
        assert answer.status_code == 200, answer.text
        return [one for one in answer.json["changes"] if one["kind"] == "program"]

    assert [one["id"] for one in pulled(asha)] == [program]
    assert pulled(asha)[0]["value"]["requirements"] == MERCY["requirements"]
    assert pulled(someone_else) == []
