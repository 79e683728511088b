"""A visitor's side: leaving details on a card, and taking them back."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import Clock, Person
from tests.exchange.conftest import LENA, Visitor, inbox
from tests.export.conftest import what_is_in


def test_what_is_left_waits_for_the_owner_and_the_visitor_gets_the_card(
    visitor: Visitor, asha: Person, card: dict[str, Any]
) -> None:
    answer = visitor.sends()
    assert answer.status_code == 303
    page = visitor.client.get(answer.headers["Location"])
    assert f'href="/c/{card["token"]}.vcf">Save contact</a>' in page.text
    assert "sings alto" in page.text
    (left,) = inbox(asha)
    assert (left["name"], left["email"], left["detail"]) == (
        LENA["name"],
        LENA["email"],
        LENA["detail"],
    )
    assert left["card_label"] == "Poster 214"


def test_the_form_needs_no_script_and_asks_nobody_else(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.address)
    assert "<script" not in page.text
    assert not re.findall(r'\ssrc="|<link[^>]+stylesheet|@import|url\(', page.text)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert len(page.data) < 8 * 1024


def test_the_card_leads_to_the_form(client: FlaskClient, card: dict[str, Any]) -> None:
    page = client.get(f"/c/{card['token']}").text
    assert f'href="/c/{card["token"]}/exchange">Send mine back</a>' in page


def test_who_why_how_long_and_how_to_be_erased_stand_beside_the_form(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.address).text
    for word in ("Asha Rao", "to remember you and to write to you", "90 days", "erase it"):
        assert word in page
    assert visitor.client.get("/privacy").status_code == 200


def test_a_phone_number_is_enough(visitor: Visitor, asha: Person) -> None:
    assert visitor.sends(email="", phone="+1 473 555 0100").status_code == 303
    assert inbox(asha)[0]["phone"] == "+1 473 555 0100"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "", "phone": ""}, "phone"),
        ({"email": "lena"}, "email"),
        ({"email": "", "phone": "call me"}, "phone"),
        ({"detail": ""}, "detail"),
        ({"consent": ""}, "consent"),
        ({"name": "x" * 201}, "name"),
        ({"detail": "half \ud800"}, "detail"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_kept(
    visitor: Visitor, asha: Person, changes: dict[str, str], field: str
) -> None:
    form = {key: value.encode("utf-8", "surrogatepass") for key, value in changes.items()}
    answer = visitor.sends(**form)  # type: ignore[arg-type]  # bytes as a broken browser sends
    if field != "detail" or "\ud800" not in changes.get("detail", ""):
        assert answer.status_code == 422
        assert re.search(rf'id="{field}-error">[^<]+<', answer.text)
        assert inbox(asha) == []
        if "detail" not in changes:
            assert "sings alto" in answer.text


def test_no_cookie_is_set_for_a_visitor(visitor: Visitor) -> None:
    assert "Set-Cookie" not in visitor.client.get(visitor.address).headers
    assert "Set-Cookie" not in visitor.sends().headers


def test_a_form_counts_once(visitor: Visitor, asha: Person, clock: Clock) -> None:
    nonce = visitor.nonce()
    clock.forward(seconds=20)
    form = {**LENA, "nonce": nonce}
    assert visitor.client.post(visitor.address, data=form).status_code == 303
    again = visitor.client.post(visitor.address, data=form)
    assert again.status_code == 422
    assert "was sent before" in again.text
    assert len(inbox(asha)) == 1


@pytest.mark.parametrize(("seconds", "word"), [(0.2, "That was quick"), (90_000, "open for long")])
def test_a_form_is_neither_sent_at_once_nor_days_later(
    visitor: Visitor, asha: Person, seconds: float, word: str
) -> None:
    answer = visitor.sends(seconds=seconds)
    assert answer.status_code == 422
    assert word in answer.text
    assert "sings alto" in answer.text
    assert inbox(asha) == []


@pytest.mark.parametrize("nonce", ["", "x", "%" * 40, "A" * 76])
def test_a_made_up_nonce_keeps_nothing(visitor: Visitor, asha: Person, nonce: str) -> None:
    assert visitor.sends(nonce=nonce).status_code == 422
    assert inbox(asha) == []


@pytest.mark.parametrize("at", [0, 31, 50])
def test_a_nonce_that_was_changed_keeps_nothing(visitor: Visitor, asha: Person, at: int) -> None:
    """In its random part, in its time, and in its signature."""
    given = visitor.nonce()
    other = "A" if given[at] != "A" else "B"
    changed = given[:at] + other + given[at:][1:]
    assert len(changed) == len(given)
    assert visitor.sends(nonce=changed).status_code == 422
    assert inbox(asha) == []
    assert visitor.sends(nonce=given).status_code == 303


def test_the_nonce_of_one_card_is_worth_nothing_on_another(
    visitor: Visitor, asha: Person, clock: Clock
) -> None:
    nonce = visitor.nonce()
    other = asha.browser.post("/api/v1/cards", json={"name": "Asha Rao"}).json
    clock.forward(seconds=20)
    answer = visitor.client.post(f"/c/{other['token']}/exchange", data={**LENA, "nonce": nonce})
    assert answer.status_code == 422
    assert inbox(asha) == []


def test_a_robot_that_fills_in_everything_leaves_nothing(visitor: Visitor, asha: Person) -> None:
    answer = visitor.sends(website="https://spam.example")
    assert answer.status_code == 303
    assert inbox(asha) == []


def test_robots_are_stopped_and_leave_few_rows(visitor: Visitor, asha: Person) -> None:
    answers = [visitor.sends(seconds=2, name=f"Robot {n}").status_code for n in range(100)]
    assert answers.count(303) <= 75
    assert answers[-1] == 429
    assert len(inbox(asha)) == answers.count(303)


def test_a_visitor_takes_back_what_waits(visitor: Visitor, asha: Person) -> None:
    mine = visitor.sends().headers["Location"]
    answer = visitor.client.post(f"{mine}/erase")
    assert answer.status_code == 200
    assert inbox(asha) == []
    assert visitor.client.get(mine).status_code == 404
    page = asha.browser.get("/inbox").text
    assert "erased them" in page
    assert "Lena" not in page


def test_a_visitor_takes_back_what_was_accepted(visitor: Visitor, asha: Person) -> None:
    mine = visitor.sends().headers["Location"]
    asha.browser.post(f"/api/v1/inbox/{inbox(asha)[0]['id']}/accept")
    assert len(asha.browser.get("/api/v1/contacts").json["items"]) == 1
    visitor.client.post(f"{mine}/erase")
    assert asha.browser.get("/api/v1/contacts").json["items"] == []
    assert "Lena" not in what_is_in(asha.browser.get("/api/v1/export"))
    assert "erased them" in asha.browser.get("/inbox").text


def test_of_somebody_met_besides_only_what_was_left_goes(visitor: Visitor, asha: Person) -> None:
    met = {"name": "Lena Vogt", "detail": "we shared a cab", "phone": "+49 30 123456"}
    asha.browser.put("/api/v1/captures/018f0000-0000-7000-8000-000000000001", json=met)
    known = asha.browser.get("/api/v1/contacts").json["items"][0]["id"]
    mine = visitor.sends().headers["Location"]
    waiting = inbox(asha)[0]["id"]
    asha.browser.post(f"/api/v1/inbox/{waiting}/accept", json={"contact_id": known})
    visitor.client.post(f"{mine}/erase")
    person = asha.browser.get(f"/api/v1/contacts/{known}").json
    assert [one["detail"] for one in person["encounters"]] == ["we shared a cab"]
    assert person["emails"] == []
    assert [one["value"] for one in person["phones"]] == ["+49 30 123456"]


@pytest.mark.parametrize("token", ["nothing", "x" * 43, "%00"])
def test_a_made_up_link_leads_to_nothing(client: FlaskClient, token: str) -> None:
    assert client.get(f"/exchange/{token}").status_code == 404
    assert client.post(f"/exchange/{token}/erase").status_code == 404


def test_a_revoked_card_takes_nothing(visitor: Visitor, asha: Person, card: dict[str, Any]) -> None:
    nonce = visitor.nonce()
    asha.browser.post(f"/cards/{card['id']}/address")
    assert visitor.client.get(visitor.address).status_code == 404
    form = {**LENA, "nonce": nonce}
    assert visitor.client.post(visitor.address, data=form).status_code == 404


def test_what_nobody_answers_is_forgotten_after_ninety_days(
    visitor: Visitor, asha: Person, clock: Clock
) -> None:
    visitor.sends()
    clock.forward(days=91)
    asha.browser.post("/signin", data={"email": asha.email, "password": "a long password"})
    visitor.sends(name="Somebody later")
    assert [left["name"] for left in inbox(asha)] == ["Somebody later"]
