"""How we stand: acts that are logged, stages that rest on them, and what is too soon."""

from typing import Any

import pytest

from tests.conftest import Person
from tests.contacts.conftest import meet


def relation(person: Person, contact_id: str) -> Any:
    return person.browser.get(f"/api/v1/contacts/{contact_id}/relation").json


def log(person: Person, contact_id: str, kind: str = "advice", what: str = "apply early") -> Any:
    answer = person.browser.post(
        f"/api/v1/contacts/{contact_id}/acts", json={"kind": kind, "what": what}
    )
    assert answer.status_code == 201, answer.text
    return answer.json


def kinds(person: Person, contact_id: str) -> list[str]:
    told = person.browser.get(f"/api/v1/contacts/{contact_id}").json
    return sorted(one["kind"] for one in told["follow_ups"])


def test_to_whom_one_never_writes_of_ones_own_accord_nothing_is_proposed(asha: Person) -> None:
    ngozi = meet(asha)
    answer = asha.browser.patch(
        f"/api/v1/contacts/{ngozi}/relation", json={"contact_limit_a_year": 0}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json["too_soon_until"] is not None
    assert "stay_in_touch" not in kinds(asha, ngozi)
    assert asha.browser.get(f"/contacts/{ngozi}").status_code == 200


def test_advice_is_logged_for_today_and_opens_a_report(asha: Person) -> None:
    ngozi = meet(asha)
    act = log(asha, ngozi)
    assert act["on"] == "2026-10-14"
    assert act["reported_back_on"] is None
    assert kinds(asha, ngozi) == ["nice_to_meet_you", "report_back"]
    asha.browser.patch(f"/api/v1/acts/{act['id']}", json={"reported_back_on": "2026-10-14"})
    assert kinds(asha, ngozi) == ["nice_to_meet_you"]
    asha.browser.patch(f"/api/v1/acts/{act['id']}", json={"reported_back_on": None})
    assert "report_back" in kinds(asha, ngozi)
    assert asha.browser.delete(f"/api/v1/acts/{act['id']}").status_code == 204
    assert kinds(asha, ngozi) == ["nice_to_meet_you"]


def test_the_report_quotes_the_advice(asha: Person) -> None:
    ngozi = meet(asha)
    log(asha, ngozi, what="open with the one-line summary")
    told = asha.browser.get(f"/api/v1/contacts/{ngozi}").json["follow_ups"]
    [report] = [one for one in told if one["kind"] == "report_back"]
    assert "“open with the one-line summary”" in report["draft"]["body"]


def test_a_stage_is_proposed_on_what_happened_and_never_set_by_itself(asha: Person) -> None:
    ngozi = meet(asha)
    log(asha, ngozi)
    assert relation(asha, ngozi)["proposed_stage"] is None
    log(asha, ngozi, "review", "my statement")
    told = relation(asha, ngozi)
    assert told["proposed_stage"]["stage"] == "mentor"
    assert told["stage"] == "contact"
    log(asha, ngozi, "call_to_program", "to Toledo Union")
    assert relation(asha, ngozi)["proposed_stage"]["stage"] == "sponsor"
    answer = asha.browser.patch(f"/api/v1/contacts/{ngozi}/relation", json={"stage": "sponsor"})
    assert answer.json["stage"] == "sponsor"
    assert answer.json["proposed_stage"] is None


def test_no_stage_rises_on_nothing(asha: Person) -> None:
    ngozi = meet(asha)
    answer = asha.browser.patch(f"/api/v1/contacts/{ngozi}/relation", json={"stage": "mentor"})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "stage"


def test_one_who_went_to_my_school_is_proposed_as_an_alum(asha: Person) -> None:
    asha.browser.patch("/api/v1/account", json={"school": "St. George’s University"})
    kwame = meet(asha, "Kwame", school="St Georges")
    told = relation(asha, kwame)
    assert told["proposed_stage"] == {"stage": "alum", "why": "You both went to St Georges"}
    assert told["relation"] == "alum"


def test_too_soon_says_until_when_everywhere(asha: Person) -> None:
    ngozi = meet(asha)
    changes = {"contact_limit_a_year": 1}
    told = asha.browser.patch(f"/api/v1/contacts/{ngozi}/relation", json=changes).json
    assert (told["limit_a_year"], told["too_soon_until"]) == (1, None)
    news = {"contact_id": ngozi, "kind": "news", "about": "I matched"}
    row = asha.browser.post("/api/v1/follow-ups", json=news).json
    asha.browser.post(f"/api/v1/follow-ups/{row['id']}/sent")
    assert relation(asha, ngozi)["too_soon_until"] == "2027-10-14"
    again = asha.browser.post("/api/v1/follow-ups", json=news).json
    assert again["too_soon_until"] == "2027-10-14"
    for page in (f"/contacts/{ngozi}", f"/follow-ups/{again['id']}", "/follow-ups"):
        assert "oo soon" in asha.browser.get(page).text, page


def test_a_day_ahead_is_not_logged(asha: Person) -> None:
    ngozi = meet(asha)
    act = {"kind": "advice", "what": "apply early", "on": "2026-10-15"}
    answer = asha.browser.post(f"/api/v1/contacts/{ngozi}/acts", json=act)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "on"


def test_the_page_logs_in_two_taps_and_offers_undo(asha: Person) -> None:
    ngozi = meet(asha)
    form = {"kind": "advice", "what": "apply early"}
    page = asha.browser.post(f"/contacts/{ngozi}/acts", data=form, follow_redirects=True).text
    assert "apply early" in page
    assert "Not reported back yet" in page
    assert "/delete" in page


def test_a_line_that_is_refused_is_still_in_the_form(asha: Person) -> None:
    ngozi = meet(asha)
    form = {"kind": "nonsense", "what": "apply early"}
    page = asha.browser.post(f"/contacts/{ngozi}/acts", data=form, follow_redirects=True).text
    assert 'value="apply early"' in page
    assert "What they did must be one of" in page


def test_what_i_can_do_goes_into_the_letter_until_it_is_done(asha: Person) -> None:
    ngozi = meet(asha)
    made = asha.browser.post(f"/api/v1/contacts/{ngozi}/offers", json={"what": "read her abstract"})
    assert made.status_code == 201
    letter = asha.browser.get("/api/v1/follow-ups").json["items"][0]["draft"]["body"]
    assert "I would be glad to read your abstract." in letter
    offer = f"/api/v1/offers/{made.json['id']}"
    asha.browser.patch(offer, json={"done_on": "2026-10-14"})
    letter = asha.browser.get("/api/v1/follow-ups").json["items"][0]["draft"]["body"]
    assert "abstract" not in letter
    assert asha.browser.delete(offer).status_code == 204
    assert relation(asha, ngozi)["offers"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "contacts/{contact}/relation"),
        ("PATCH", "contacts/{contact}/relation"),
        ("POST", "contacts/{contact}/acts"),
        ("POST", "contacts/{contact}/offers"),
        ("PATCH", "acts/{act}"),
        ("DELETE", "acts/{act}"),
    ],
)
def test_another_owner_gets_404(asha: Person, someone_else: Person, method: str, path: str) -> None:
    ngozi = meet(asha)
    address = "/api/v1/" + path.format(contact=ngozi, act=log(asha, ngozi)["id"])
    body = {"POST": {"kind": "advice", "what": "x"}, "PATCH": {}}.get(method)
    if path.endswith("offers"):
        body = {"what": "x"}
    answer = someone_else.browser.open(address, method=method, json=body)
    assert answer.status_code == 404
    assert len(relation(asha, ngozi)["acts"]) == 1
