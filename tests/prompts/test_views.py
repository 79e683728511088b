"""Good questions: the house's and mine, in my order."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Person
from webapp.accounts.model import User
from webapp.db import db
from webapp.export.restore import restore_account
from webapp.prompts.model import KINDS
from webapp.prompts.starters import STARTERS


def listed(person: Person, kind: str = "poster", **query: Any) -> list[dict[str, Any]]:
    answer = person.browser.get("/api/v1/prompts", query_string={"kind": kind, **query})
    return list(answer.json["items"])


def questions(person: Person, kind: str = "poster", **query: Any) -> list[str]:
    return [prompt["question"] for prompt in listed(person, kind, **query)]


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_begins_with_some_of_every_kind(asha: Person, kind: str) -> None:
    found = listed(asha, kind)
    assert len(found) >= 4
    assert all(prompt["topic"] and not prompt["mine"] for prompt in found)


def test_no_two_of_the_houses_questions_are_alike() -> None:
    for name in ("key", "question", "topic"):
        values = [getattr(starter, name) for starter in STARTERS]
        assert len(set(values)) == len(values)


def test_a_question_of_mine_comes_last_and_goes_for_good(asha: Person) -> None:
    body = {"kind": "poster", "question": "Who paid\n for it?", "topic": "Who paid"}
    made = asha.browser.post("/api/v1/prompts", json=body).json
    assert (made["question"], made["mine"]) == ("Who paid for it?", True)
    assert questions(asha)[-1] == "Who paid for it?"
    assert asha.browser.get(f"/api/v1/prompts/{made['id']}").json == made
    assert asha.browser.delete(f"/api/v1/prompts/{made['id']}").status_code == 204
    assert "Who paid for it?" not in questions(asha, hidden="true")


def test_one_of_the_houses_is_changed_hidden_and_given_back(asha: Person) -> None:
    first = listed(asha)[0]
    where = f"/api/v1/prompts/{first['id']}"
    changed = asha.browser.patch(where, json={"question": "What surprised you?"}).json
    assert changed == {**first, "question": "What surprised you?"}
    assert asha.browser.delete(where).status_code == 204
    assert "What surprised you?" not in questions(asha)
    assert "What surprised you?" in questions(asha, hidden="true")
    assert asha.browser.post("/prompts/restore").status_code == 303
    assert listed(asha)[0] == first


def test_what_is_restored_leaves_mine_behind_them_in_their_order(asha: Person) -> None:
    before = questions(asha)
    for question in ("One?", "Two?"):
        asha.browser.post("/api/v1/prompts", json={"kind": "poster", "question": question})
    last = listed(asha)[-1]
    asha.browser.patch(f"/api/v1/prompts/{last['id']}", json={"position": 0})
    assert questions(asha) == ["Two?", *before, "One?"]
    asha.browser.post("/prompts/restore")
    assert questions(asha) == [*before, "Two?", "One?"]


def test_a_question_moves_up_and_down_its_kind(asha: Person) -> None:
    first, second, *rest = listed(asha)
    asha.browser.post(f"/prompts/{second['id']}/up")
    assert [one["id"] for one in listed(asha)][:2] == [second["id"], first["id"]]
    asha.browser.post(f"/prompts/{second['id']}/up")
    asha.browser.post(f"/prompts/{second['id']}/down")
    assert [one["id"] for one in listed(asha)] == [one["id"] for one in (first, second, *rest)]


def test_a_hidden_question_is_not_in_the_way_of_moving_another(asha: Person) -> None:
    first, second, third, *_ = listed(asha)
    asha.browser.post(f"/prompts/{second['id']}/hide")
    asha.browser.post(f"/prompts/{third['id']}/up")
    assert [one["id"] for one in listed(asha)][:2] == [third["id"], first["id"]]
    asha.browser.post(f"/prompts/{second['id']}/show")
    assert second["id"] in [one["id"] for one in listed(asha)]


def test_the_page_adds_and_changes_questions(asha: Person) -> None:
    form = {"kind": "alum", "question": "Which ward?", "topic": "The ward"}
    assert asha.browser.post("/prompts", data=form).status_code == 303
    made = listed(asha, "alum")[-1]
    assert made["question"] == "Which ward?"
    where = f"/prompts/{made['id']}"
    assert "Which ward?" in asha.browser.get(where).text
    assert asha.browser.post(where, data={"question": "Which?", "topic": ""}).status_code == 303
    assert (listed(asha, "alum")[-1]["question"], listed(asha, "alum")[-1]["topic"]) == (
        "Which?",
        "",
    )
    wrong = asha.browser.post(where, data={"question": " ", "topic": "Kept"})
    assert wrong.status_code == 422
    assert "Kept" in wrong.text
    assert asha.browser.post("/prompts", data={**form, "question": ""}).status_code == 422


def test_the_capture_page_asks_by_place_and_event_without_scripts(asha: Person) -> None:
    call = {"name": "Call", "kind": "call", "starts_on": "2026-10-14"}
    event_id = asha.browser.post("/api/v1/events", json=call).json["id"]
    at_poster = shown(asha.browser.get("/capture?place=Poster 7").text)
    assert len(at_poster) == 2
    assert set(at_poster) < set(questions(asha))
    on_call = shown(asha.browser.get(f"/capture?event_id={event_id}").text)
    assert set(on_call) < set(questions(asha, "alum"))


def test_the_shell_for_everybody_holds_nobodys_own_questions(asha: Person) -> None:
    body = {"kind": "poster", "question": "Mine alone?"}
    asha.browser.post("/api/v1/prompts", json=body)
    assert "Mine alone?" in asha.browser.get("/capture").text
    shell = asha.browser.get("/offline/capture").text
    assert "Mine alone?" not in shell
    assert STARTERS[0].question in shell


def shown(page: str) -> list[str]:
    return [
        unescape(text) for text in re.findall(r'<span class="ask" dir="auto">(.*?)</span>', page)
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": "x" * 301}, "question"),
        ({"question": "a\0b"}, "question"),
        ({"question": "a", "topic": "x" * 101}, "topic"),
        ({"question": "a", "kind": "party"}, "kind"),
    ],
)
def test_a_bad_question_is_refused_by_field(asha: Person, body: Any, field: str) -> None:
    answer = asha.browser.post("/api/v1/prompts", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_a_changed_question_of_the_house_comes_along_into_another_account(
    app: Flask, asha: Person, someone_else: Person
) -> None:
    first = listed(asha)[0]
    asha.browser.patch(f"/api/v1/prompts/{first['id']}", json={"question": "Why this?"})
    file = asha.browser.get("/api/v1/export").data
    with app.app_context():
        restore_account(db.session, db.session.get_one(User, someone_else.id), file)
        db.session.commit()
    assert questions(someone_else) == questions(asha)
    theirs = listed(someone_else)[0]["id"]
    asha_again = someone_else.browser.patch(f"/api/v1/prompts/{theirs}", json={"hidden": True})
    assert asha_again.status_code == 200
    assert "Why this?" not in questions(someone_else)


def test_another_owners_question_is_not_there(asha: Person, someone_else: Person) -> None:
    body = {"kind": "poster", "question": "Mine alone?"}
    mine = asha.browser.post("/api/v1/prompts", json=body).json["id"]
    house = listed(asha)[0]["id"]
    browser = someone_else.browser
    for prompt_id in (mine, house):
        where = f"/api/v1/prompts/{prompt_id}"
        assert browser.get(where).status_code == 404
        assert browser.patch(where, json={"hidden": True}).status_code == 404
        assert browser.delete(where).status_code == 404
        assert browser.get(f"/prompts/{prompt_id}").status_code == 404
        assert browser.post(f"/prompts/{prompt_id}/hide").status_code == 404
    assert "Mine alone?" not in questions(someone_else)
    assert "Mine alone?" in questions(asha)
