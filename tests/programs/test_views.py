"""Programs on the screen."""

from typing import Any

import pytest

from tests.conftest import Clock, Person
from tests.contacts.conftest import counted_queries, get, meet
from tests.programs.conftest import MERCY, add_program

SCHOOL = "St. George’s University"


@pytest.fixture
def asha(asha: Person) -> Person:
    asha.browser.patch("/api/v1/account", json={"school": SCHOOL})
    return asha


def add_person(person: Person, program: str, name: str, **more: Any) -> str:
    path = f"/api/v1/programs/{program}/people"
    answer = person.browser.post(path, json={"name": name, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json["contact_id"])


def test_programs_stand_in_the_bucket_that_their_people_make(asha: Person) -> None:
    several, one = add_program(asha, name="Several"), add_program(asha, name="One")
    add_program(asha, name="None at all")
    for name in ("Ana", "Ben"):
        add_person(asha, several["id"], name, school=SCHOOL)
    add_person(asha, one["id"], "Cy", school="Saint Georges University School of Medicine")
    text = asha.browser.get("/plan/programs").text
    order = [">Several<", "One from my school", ">One<", "None from my school", ">None at all<"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Two alumni, none met" in text


def test_a_school_like_mine_is_asked_about_once(asha: Person) -> None:
    program = add_program(asha)["id"]
    add_person(asha, program, "Ana", school="SGU School of Medicine")
    assert get(asha, f"/programs/{program}")["bucket"] == "none"
    assert "SGU School of Medicine" in asha.browser.get("/plan/programs").text
    said = {"school": "SGU School of Medicine", "same": "true"}
    assert asha.browser.post("/plan/programs/school", data=said).status_code == 303
    assert get(asha, f"/programs/{program}")["bucket"] == "one"
    assert "Is it yours" not in asha.browser.get("/plan/programs").text
    asha.browser.post("/plan/programs/school", data={**said, "same": "false"})
    assert get(asha, f"/programs/{program}")["bucket"] == "none"
    assert "Is it yours" not in asha.browser.get("/plan/programs").text


def test_leverage_is_listed_with_the_people_it_rests_on(asha: Person) -> None:
    program = add_program(asha)["id"]
    ngozi = meet(asha, "Ngozi", title="Program director", program_id=program)
    ana = add_person(asha, program, "Ana", school=SCHOOL)
    event = asha.browser.post(
        "/api/v1/events",
        json={"name": "Ward", "kind": "rotation", "starts_on": "2026-09-01"},
    ).json["id"]
    asha.browser.post(f"/plan/programs/{program}/events", data={"event_id": event})
    levers = get(asha, f"/programs/{program}")["leverage"]
    assert [(one["kind"], one["contact_id"]) for one in levers] == [
        ("rotation", None),
        ("alumnus", ana),
        ("faculty", ngozi),
        ("introduction", ngozi),
    ]
    page = asha.browser.get(f"/plan/programs/{program}").text
    assert "Ward, 1 Sep" in page
    assert "could introduce you to Ana; they work together" in page
    assert get(asha, f"/programs/{program}")["event_ids"] == [event]
    asha.browser.patch(f"/api/v1/programs/{program}", json={"event_ids": []})
    assert "Ward, 1 Sep" not in asha.browser.get(f"/plan/programs/{program}").text


def test_an_ask_goes_from_asked_over_reminded_to_answered(asha: Person, clock: Clock) -> None:
    program = add_program(asha)["id"]
    ana = add_person(asha, program, "Ana", school=SCHOOL)
    path = f"/plan/programs/{program}"
    assert get(asha, f"/programs/{program}")["next_action"]["do"] == "Write to Ana"
    asked = {"contact_id": ana, "kind": "talk"}
    assert asha.browser.post(f"{path}/asks", data=asked).status_code == 303
    asha.browser.post(f"{path}/asks", data=asked)
    found = get(asha, f"/programs/{program}")
    assert found["next_action"]["do"] == "Wait for Ana"
    assert len(found["asks"]) == 1
    clock.forward(days=10)
    assert get(asha, f"/programs/{program}")["next_action"]["do"] == "Remind Ana once, kindly"
    ask = found["asks"][0]["id"]
    asha.browser.post(f"/plan/programs/asks/{ask}/answer", data={"answer": "no"})
    found = get(asha, f"/programs/{program}")
    assert found["asks"][0]["answer"] == "no"
    assert "Ana" not in found["next_action"]["do"]
    assert asha.browser.post(f"/plan/programs/asks/{ask}/remove").status_code == 303
    assert get(asha, f"/programs/{program}")["asks"] == []


def test_the_path_page_has_the_letter_and_the_paragraph_to_pass_on(asha: Person) -> None:
    card = {"name": "Asha Rao", "headline": "Heart failure", "positioning": "I write plain notes."}
    asha.browser.post("/api/v1/cards", json=card)
    program = add_program(asha)["id"]
    meet(asha, "Marcus Obi", school="Ibadan", email="marcus@example.org", place="Poster 9")
    add_person(asha, program, "Lena Hoff", school="Ibadan")
    found = get(asha, f"/programs/{program}")
    assert [step["name"] for step in found["warm_path"]] == ["Marcus Obi", "Lena Hoff"]
    letter = get(asha, f"/programs/{program}/request")
    assert letter["subject"] == "Would you introduce me to Lena Hoff?"
    assert letter["body"].count("?") == 1
    assert letter["body"].startswith("Dear Marcus,")
    assert "You and Lena Hoff at Mercy Newark went to one school." in letter["body"]
    assert "poster 9" in letter["body"].casefold()
    assert letter["about_me"] in letter["body"]
    assert "I write plain notes." in letter["about_me"]
    assert letter["mailto"].startswith("mailto:marcus@example.org?")
    page = asha.browser.get(f"/plan/programs/{program}/path").text
    assert "I write plain notes." in page
    assert "Went to Ibadan like Marcus Obi" in page


def test_without_a_way_the_path_page_says_how_one_appears(asha: Person) -> None:
    program = add_program(asha)["id"]
    assert "No way there yet" in asha.browser.get(f"/plan/programs/{program}/path").text
    assert asha.browser.get(f"/api/v1/programs/{program}/request").status_code == 404


def test_people_of_a_like_organisation_are_offered_and_taken_in(asha: Person) -> None:
    program = add_program(asha)["id"]
    there, elsewhere = meet(asha, "Ana", organisation="Mercy, Newark"), meet(asha, "Ben")
    page = f"/plan/programs/{program}"
    assert "One of your people works at a place of this name" in asha.browser.get(page).text
    asha.browser.post(f"{page}/belong", data={"contact_id": [there, "nonsense"]})
    assert get(asha, f"/contacts/{there}")["program_id"] == program
    assert get(asha, f"/contacts/{elsewhere}")["program_id"] is None


def test_the_form_makes_changes_and_takes_away_a_program(asha: Person) -> None:
    form = {**MERCY, "links": "https://example.org/mercy\r\n\r\nexample.org/two"}
    where = asha.browser.post("/plan/programs/new", data=form).headers["Location"]
    assert "Takes many IMGs" in asha.browser.get(where).text
    changed = asha.browser.post(f"{where}/edit", data={"name": "Mercy", "state": "ranked"})
    assert changed.status_code == 303
    text = asha.browser.get(where).text
    assert "Newark, NJ" not in text
    assert "Ranked" in text
    assert asha.browser.post(f"{where}/delete").status_code == 303
    assert asha.browser.get(where).status_code == 404


def test_a_wrong_form_comes_back_with_what_was_typed(asha: Person) -> None:
    answer = asha.browser.post("/plan/programs/new", data={**MERCY, "name": " "})
    assert answer.status_code == 422
    assert MERCY["city"] in answer.text
    program = add_program(asha)["id"]
    answer = asha.browser.post(f"/plan/programs/{program}/people", data={"school": "Ibadan"})
    assert answer.status_code == 422
    assert "Ibadan" in answer.text


def test_a_persons_page_and_forms_know_the_program(asha: Person) -> None:
    program = add_program(asha)["id"]
    ana = meet(asha, "Ana")
    assert "Mercy Newark" in asha.browser.get(f"/contacts/{ana}/edit").text
    asha.browser.post(f"/contacts/{ana}/edit", data={"name": "Ana", "program_id": program})
    assert get(asha, f"/contacts/{ana}")["program_id"] == program
    assert f"/plan/programs/{program}" in asha.browser.get(f"/contacts/{ana}").text
    asha.browser.post(f"/contacts/{ana}/edit", data={"name": "Ana", "program_id": ""})
    assert get(asha, f"/contacts/{ana}")["program_id"] is None
    form = asha.browser.get(f"/capture?program_id={program}").text
    assert f'<option value="{program}" selected>' in form


def test_the_picture_has_everybody_in_the_table(asha: Person) -> None:
    assert (
        "Your people and programs will be drawn here" in asha.browser.get("/plan/programs/map").text
    )
    program = add_program(asha)["id"]
    meet(asha, "Ngozi", program_id=program)
    add_person(asha, program, "Ana", school=SCHOOL)
    people = get(asha, "/programs/map")["people"]
    assert [(one["name"], one["met"], one["level"]) for one in people] == [
        ("Ana", False, 1),
        ("Ngozi", True, 1),
    ]
    text = asha.browser.get("/plan/programs/map").text
    assert '<th scope="row" dir="auto">Ana</th>' in text
    assert "Went to your school; you have not met" in text
    assert text.count('class="map-dot map-alumnus-unmet"') == 1


@pytest.mark.parametrize("path", ["", "/edit", "/path"])
def test_another_owners_pages_are_not_there(asha: Person, someone_else: Person, path: str) -> None:
    program = add_program(asha)["id"]
    assert someone_else.browser.get(f"/plan/programs/{program}{path}").status_code == 404


@pytest.mark.parametrize("path", ["edit", "delete", "people", "events", "belong", "asks"])
def test_another_owner_changes_nothing(asha: Person, someone_else: Person, path: str) -> None:
    program = add_program(asha)["id"]
    ana = add_person(asha, program, "Ana")
    before = get(asha, f"/programs/{program}")
    data = {"name": "Mine", "contact_id": ana, "kind": "talk"}
    answer = someone_else.browser.post(f"/plan/programs/{program}/{path}", data=data)
    assert answer.status_code == 404
    assert get(asha, f"/programs/{program}") == before


def test_another_owners_people_and_asks_are_out_of_reach(
    asha: Person, someone_else: Person
) -> None:
    theirs, ana = add_program(someone_else)["id"], meet(asha, "Ana")
    path = f"/api/v1/programs/{theirs}/asks"
    answer = someone_else.browser.post(path, json={"contact_id": ana, "kind": "talk"})
    assert answer.json["errors"][0]["field"] == "contact_id"
    someone_else.browser.post(f"/plan/programs/{theirs}/belong", data={"contact_id": ana})
    assert get(asha, f"/contacts/{ana}")["program_id"] is None
    mine = add_program(asha)["id"]
    asked = {"contact_id": ana, "kind": "talk"}
    ask = asha.browser.post(f"/api/v1/programs/{mine}/asks", json=asked).json["id"]
    for call in (f"/api/v1/asks/{ask}/answer", f"/plan/programs/asks/{ask}/answer"):
        sent = {"json": {"answer": "yes"}} if "api" in call else {"data": {"answer": "yes"}}
        assert someone_else.browser.post(call, **sent).status_code == 404
    assert someone_else.browser.delete(f"/api/v1/asks/{ask}").status_code == 404


@pytest.mark.parametrize("path", ["/plan/programs", "/api/v1/programs", "/plan/programs/map"])
def test_a_page_costs_the_same_queries_however_many_programs(asha: Person, path: str) -> None:
    def cost() -> int:
        with counted_queries() as sent:
            assert asha.browser.get(path).status_code == 200
        return len(sent)

    add_program(asha)
    meet(asha, "Ngozi")
    few = cost()
    for number in range(20):
        program = add_program(asha, name=f"Program {number}")["id"]
        add_person(asha, program, f"Person {number}", school=SCHOOL)
        meet(asha, f"Met {number}", program_id=program)
    assert cost() == few


def test_who_is_deleted_leaves_the_map_with_what_was_asked_of_them(asha: Person) -> None:
    program = add_program(asha)["id"]
    ana = add_person(asha, program, "Ana", school=SCHOOL)
    asha.browser.post(f"/plan/programs/{program}/asks", data={"contact_id": ana, "kind": "talk"})
    asha.browser.post(f"/contacts/{ana}/delete")
    found = get(asha, f"/programs/{program}")
    assert (found["bucket"], found["asks"], found["leverage"]) == ("none", [], [])
    assert asha.browser.get(f"/plan/programs/{program}").status_code == 200
    asha.browser.post(f"/contacts/{ana}/restore")
    assert len(get(asha, f"/programs/{program}")["asks"]) == 1
