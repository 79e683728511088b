"""The owner's side of the exchange: keeping, refusing, blocking."""

from uuid import uuid4

import pytest

from tests.conftest import Person
from tests.exchange.conftest import Visitor, inbox


def people(person: Person) -> list[dict[str, object]]:
    items: list[dict[str, object]] = person.browser.get("/api/v1/contacts").json["items"]
    return items


def test_an_empty_inbox_says_what_will_be_here(asha: Person) -> None:
    assert "Nobody is waiting" in asha.browser.get("/inbox").text


def test_what_waits_is_announced_where_the_owner_looks(visitor: Visitor, asha: Person) -> None:
    for page in ("/", "/contacts"):
        assert "sent you details back" not in asha.browser.get(page).text
    visitor.sends()
    for page in ("/", "/contacts"):
        assert "1 person sent you details back" in asha.browser.get(page).text


def test_whoever_is_kept_is_a_person_met_with_a_follow_up(visitor: Visitor, asha: Person) -> None:
    visitor.sends()
    answer = asha.browser.post(f"/inbox/{inbox(asha)[0]['id']}/accept")
    assert answer.status_code == 303
    (kept,) = people(asha)
    assert kept["name"] == "Lena Vogt"
    assert kept["emails"][0]["value"] == "lena@example.org"
    assert kept["encounters"][0]["detail"] == "sings alto in the hospital choir"
    assert [owed["kind"] for owed in kept["follow_ups"]] == ["nice_to_meet_you"]
    assert inbox(asha) == []


def test_whoever_answers_a_card_that_hangs_somewhere_was_met_there(
    visitor: Visitor, asha: Person, card: dict[str, object]
) -> None:
    place = {"place": "Poster 214, hall B"}
    assert asha.browser.patch(f"/api/v1/cards/{card['id']}", json=place).status_code == 200
    visitor.sends()
    assert inbox(asha)[0]["place"] == "Poster 214, hall B"
    asha.browser.post(f"/inbox/{inbox(asha)[0]['id']}/accept")
    (kept,) = people(asha)
    assert kept["encounters"][0]["place"] == "Poster 214, hall B"


def test_keeping_twice_keeps_once(visitor: Visitor, asha: Person) -> None:
    visitor.sends()
    path = f"/api/v1/inbox/{inbox(asha)[0]['id']}/accept"
    first, second = asha.browser.post(path).json, asha.browser.post(path).json
    assert first == second
    assert len(people(asha)) == 1


def test_keeping_can_be_undone(visitor: Visitor, asha: Person) -> None:
    visitor.sends()
    waiting = inbox(asha)[0]["id"]
    asha.browser.post(f"/inbox/{waiting}/accept")
    asha.browser.post(f"/inbox/{waiting}/reopen")
    assert people(asha) == []
    assert inbox(asha)[0]["id"] == waiting
    asha.browser.post(f"/inbox/{waiting}/accept")
    assert len(people(asha)) == 1


def test_somebody_known_is_recognised_and_met_again(visitor: Visitor, asha: Person) -> None:
    met = {"name": "Lena Vogt", "detail": "we shared a cab", "email": "lena@example.org"}
    asha.browser.put(f"/api/v1/captures/{uuid4()}", json=met)
    visitor.sends()
    (left,) = inbox(asha)
    assert left["likely"][0]["why"] == "Same e-mail address"
    assert "Met again: <bdi>Lena Vogt</bdi>" in asha.browser.get("/inbox").text
    known = left["likely"][0]["id"]
    asha.browser.post(f"/inbox/{left['id']}/accept", data={"contact_id": known})
    (kept,) = people(asha)
    assert kept["id"] == known
    assert len(kept["encounters"]) == 2


def test_what_is_refused_is_gone_and_the_visitors_link_says_so(
    visitor: Visitor, asha: Person
) -> None:
    mine = visitor.sends().headers["Location"]
    asha.browser.post(f"/inbox/{inbox(asha)[0]['id']}/refuse")
    assert inbox(asha) == []
    assert people(asha) == []
    assert visitor.client.get(mine).status_code == 404


def test_whoever_is_blocked_is_not_heard_again(visitor: Visitor, asha: Person) -> None:
    visitor.sends()
    visitor.sends(name="L. V.", email="LENA@example.org")
    asha.browser.post(f"/inbox/{inbox(asha)[1]['id']}/block")
    visitor.sends(name="Lena again", email="Lena@Example.org")
    assert [left["name"] for left in inbox(asha)] in ([], ["L. V."])
    assert visitor.sends(email="somebody@example.org").status_code == 303
    assert "somebody@example.org" in [left["email"] for left in inbox(asha)]


@pytest.mark.parametrize("verb", ["accept", "refuse", "block", "reopen"])
def test_another_owner_reaches_nothing(
    visitor: Visitor, asha: Person, someone_else: Person, verb: str
) -> None:
    visitor.sends()
    waiting = inbox(asha)[0]["id"]
    for path in (f"/inbox/{waiting}/{verb}", f"/api/v1/inbox/{waiting}/{verb}"):
        assert someone_else.browser.post(path).status_code == 404
    assert inbox(someone_else) == []
    assert inbox(asha)[0]["id"] == waiting
