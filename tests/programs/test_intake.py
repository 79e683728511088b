"""Taking in a list: shown first, then all of it or nothing."""

import io
from typing import Any

import pytest

from tests.conftest import Person
from tests.contacts.conftest import get
from tests.programs.conftest import add_program

LIST = (
    "Program,City,History\n"
    "Universitätsklinik Köln,Köln,strong\n"
    "St. Mary’s,Reno,\n"
    "St. Mary's,Troy,mixed\n"
    ",Nowhere,\n"
    "st marys,Reno,rare\n"
)


def send(person: Person, text: str = LIST, **query: str) -> Any:
    return person.browser.post("/api/v1/programs/imports", json={"csv": text}, query_string=query)


def names(person: Person) -> list[tuple[str, str, str]]:
    items = get(person, "/programs")["items"]
    return sorted((one["name"], one["city"], one["history"]) for one in items)


def test_each_line_has_its_fate_by_number(asha: Person) -> None:
    answer = send(asha)
    assert [(line["line"], line["fate"]) for line in answer.json["lines"]] == [
        (2, "new"),
        (3, "new"),
        (4, "new"),
        (5, "left_out"),
        (6, "filled"),
    ]
    assert "line 3" in answer.json["lines"][2]["why"]
    assert "line 3" in answer.json["lines"][4]["why"]
    assert names(asha) == [
        ("St. Mary's", "Troy", "mixed"),
        ("St. Mary’s", "Reno", "rare"),
        ("Universitätsklinik Köln", "Köln", "strong"),
    ]


def test_a_preview_says_the_same_and_takes_nothing(asha: Person) -> None:
    preview = send(asha, dry_run="true").json
    assert names(asha) == []
    assert send(asha).json == preview


def test_the_same_list_twice_adds_nothing(asha: Person) -> None:
    send(asha)
    before = names(asha)
    again = send(asha).json["lines"]
    assert {line["fate"] for line in again} == {"same", "left_out"}
    assert names(asha) == before


def test_what_is_on_the_map_is_filled_up_and_never_overwritten(asha: Person) -> None:
    made = add_program(asha, name="Mercy", city="", specialty="", history="strong", state="applied")
    line = send(asha, "Name,City,History,Status,Notes\nMercy,Newark,rare,looking,No cut-off\n")
    assert line.json["lines"][0]["fate"] == "filled"
    found = get(asha, f"/programs/{made['id']}")
    assert (found["city"], found["history"], found["state"]) == ("Newark", "strong", "applied")
    assert found["requirements"] == f"{made['requirements']}\nNo cut-off"


def test_where_two_could_be_meant_a_third_is_made_rather_than_guessed(asha: Person) -> None:
    add_program(asha, name="St. Mary’s", city="Reno")
    add_program(asha, name="St. Mary’s", city="Troy")
    assert send(asha, "Name\nSt. Mary’s\n").json["lines"][0]["fate"] == "new"


def test_a_list_that_cannot_be_read_changes_nothing(asha: Person) -> None:
    answer = send(asha, "Town,Beds\nNewark,4\n")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "csv"
    assert names(asha) == []


def test_the_page_shows_the_lines_before_it_takes_them(asha: Person) -> None:
    file = (io.BytesIO(LIST.encode("cp1252")), "programs.csv")
    shown = asha.browser.post("/plan/programs/import", data={"file": file})
    assert "Universitätsklinik Köln" in shown.text
    assert "There is no name in this line." in shown.text
    assert "Take all 4" in shown.text
    assert names(asha) == []
    taken = asha.browser.post("/plan/programs/import", data={"text": LIST, "take": "true"})
    assert taken.status_code == 303
    assert len(names(asha)) == 3
    assert "3 new" in asha.browser.get("/plan/programs").text


@pytest.mark.parametrize("data", [{}, {"text": "Town\nx"}, {"text": " "}])
def test_a_bad_list_comes_back_with_what_was_pasted(asha: Person, data: dict[str, str]) -> None:
    answer = asha.browser.post("/plan/programs/import", data=data)
    assert answer.status_code == 422
    assert data.get("text", "").strip() in answer.text
