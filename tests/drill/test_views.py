"""The memory drill on the screen and in the API."""

import re
from html import unescape

import pytest

from tests.conftest import Clock, Person
from tests.contacts.conftest import get, meet
from webapp.db import new_id


def shown(person: Person, path: str = "/drill") -> str:
    answer = person.browser.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


def say(person: Person, page: str, how: str) -> str:
    """Press a button of the page; gives the next page."""
    action = re.search(rf'action="(/drill/[^"]+/{how})"', page)
    assert action
    fields = dict(re.findall(r'name="(asked|known)" value="(\d+)"', page))
    answer = asha_post(person, action[1], fields)
    return shown(person, answer)


def asha_post(person: Person, path: str, fields: dict[str, str]) -> str:
    answer = person.browser.post(path, data=fields)
    assert answer.status_code == 303
    return str(answer.location)


def test_a_detail_leads_to_the_name_and_a_round_ends(asha: Person) -> None:
    for n in range(7):
        meet(asha, f"Person {n}", f"detail {n}", place=f"Poster {n}")
    page = shown(asha)
    assert "1 of 5" in page
    assert "detail 6" in page
    assert "Poster 6" in page
    for _ in range(4):
        page = say(asha, page, "knew")
    assert "5 of 5" in page
    page = say(asha, page, "missed")
    assert "4 of 5" in page
    assert "Another round" in page


def test_a_short_round_says_how_short_it_is(asha: Person) -> None:
    meet(asha)
    page = shown(asha)
    assert "1 of 1" in page
    page = say(asha, page, "knew")
    assert "Everyone in this round" in page
    assert "Back to the people" in page


def test_with_nobody_to_recall_it_says_what_will_be_here(asha: Person) -> None:
    page = shown(asha)
    assert "Nobody to recall today" in page
    assert "Take somebody down" in page


def test_the_people_page_offers_it_while_somebody_is_due(asha: Person) -> None:
    contact = meet(asha)
    assert "Who was who?" in shown(asha, "/contacts")
    asha.browser.post(f"/drill/{contact}/knew")
    assert "Who was who?" not in shown(asha, "/contacts")


def test_the_api_gives_a_round_and_takes_answers(asha: Person, clock: Clock) -> None:
    contact = meet(asha, "Ngozi", "Ngozi's twins")
    (item,) = get(asha, "/drill")["items"]
    assert (item["contact_id"], item["detail"], item["name"]) == (contact, "—'s twins", "Ngozi")
    answer = asha.browser.post(f"/api/v1/drill/{contact}", json={"knew": True})
    assert answer.json == {"contact_id": contact, "known": 1, "due_on": "2026-10-17"}
    assert get(asha, "/drill")["items"] == []
    clock.forward(days=3)
    assert len(get(asha, "/drill")["items"]) == 1


@pytest.mark.parametrize("path", ["/drill/{}/knew", "/drill/{}/missed"])
def test_another_owner_finds_nobody(asha: Person, someone_else: Person, path: str) -> None:
    contact = meet(asha)
    for theirs in (contact, new_id()):
        assert someone_else.browser.post(path.format(theirs)).status_code == 404
        answer = someone_else.browser.post(f"/api/v1/drill/{theirs}", json={"knew": True})
        assert answer.status_code == 404
    assert len(get(asha, "/drill")["items"]) == 1


def test_a_round_that_was_tampered_with_is_refused_in_words(asha: Person) -> None:
    answer = asha.browser.get("/drill?asked=7")
    assert answer.status_code == 422
    assert "must be at most 5" in answer.text
