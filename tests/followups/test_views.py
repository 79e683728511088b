"""The queue and the letter on the screen."""

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.conftest import Clock, Person
from tests.followups.conftest import queries_of
from tests.followups.test_api import capture, follow_ups, owed
from webapp.db import db


def page(person: Person, path: str = "/follow-ups") -> str:
    answer = person.browser.get(path)
    assert answer.status_code == 200
    return str(answer.text)


def headings(text: str) -> list[str]:
    return re.findall(r'<h2 class="group"[^>]*>([^<]*)|<summary>([^<]*)', text)


def test_an_empty_queue_says_what_will_be_here(asha: Person) -> None:
    text = page(asha)
    assert "Who to write to, and by when, will be here" in text
    assert text.count('class="button"') == 1
    assert 'href="/capture"' in text


def test_the_queue_shows_its_groups_in_order(asha: Person, clock: Clock) -> None:
    capture(asha, name="Late", captured_at="2026-10-02T12:00:00Z")
    capture(asha, name="Coming")
    capture(asha, name="Due", captured_at="2026-10-11T12:00:00Z")
    capture(asha, name="Tonight", clicked=True)
    for name, verb in (("Sent", "sent"), ("Skipped", "skipped")):
        capture(asha, name=name)
        [found] = [item for item in follow_ups(asha) if item["contact"]["name"] == name]
        asha.browser.post(f"/api/v1/follow-ups/{found['id']}/{verb}")
    text = page(asha)
    assert [first or second for first, second in headings(text)] == [
        "Tonight",
        "Due",
        "Late, still worth writing",
        "Coming",
        "Waiting for an answer",
        "Done",
    ]
    names = re.findall(r'<a class="name"[^>]*>([^<]*)', text)
    assert names == ["Tonight", "Due", "Late", "Coming", "Sent", "Skipped"]


def test_a_row_says_who_what_where_and_by_when(asha: Person, clock: Clock) -> None:
    item = owed(asha, promise="the sepsis paper")
    clock.forward(days=2)
    text = page(asha)
    assert f'href="/follow-ups/{item["id"]}"' in text
    assert "twin daughters; ran Boston in the rain" in text
    assert "Poster 214. You promised: the sepsis paper" in text
    assert ">Mon 19<" in text


def test_a_day_with_nothing_to_write_says_so(asha: Person) -> None:
    capture(asha)
    assert "Nothing to write today." in page(asha)


def test_the_page_shows_twenty_of_a_group_and_more_of_one_alone(asha: Person) -> None:
    for number in range(72):
        capture(asha, name=f"Person {number}")
    assert page(asha).count('class="row"') == 20
    assert page(asha, "/follow-ups?group=coming&skip=20").count('class="row"') == 50
    assert page(asha, "/follow-ups?group=coming&skip=70").count('class="row"') == 2
    assert len(follow_ups(asha)) == 72


def test_the_number_of_queries_does_not_grow_with_the_queue(asha: Person, app: Flask) -> None:
    with app.app_context():
        engine = db.engine
    capture(asha, introduced_by="Lena")
    with queries_of(engine) as one:
        page(asha)
    for number in range(9):
        capture(asha, name=f"Person {number}", promise="the paper")
    with queries_of(engine) as ten:
        page(asha)
    assert len(one) == len(ten)


def test_the_letter_is_three_taps_from_the_mail_program(asha: Person) -> None:
    assert 'href="/follow-ups"' in page(asha, "/contacts")
    item = owed(asha)
    assert f'href="/follow-ups/{item["id"]}"' in page(asha)
    text = page(asha, f"/follow-ups/{item['id']}")
    href = re.search(r'<a class="button" data-mailto href="([^"]*)"', text)
    assert href is not None
    assert href[1].replace("&amp;", "&") == item["draft"]["mailto"]


def test_without_an_address_the_page_says_so_and_offers_to_add_one(asha: Person) -> None:
    item = owed(asha, email="")
    text = page(asha, f"/follow-ups/{item['id']}")
    assert "No e-mail address of" in text
    assert f'href="/contacts/{item["contact"]["id"]}/edit"' in text
    assert 'data-mailto href="mailto:?subject=' in text


def test_with_an_address_nothing_is_missing(asha: Person) -> None:
    assert "No e-mail address" not in page(asha, f"/follow-ups/{owed(asha)['id']}")


def test_own_wording_is_kept_and_can_be_undone(asha: Person) -> None:
    item = owed(asha)
    address = f"/follow-ups/{item['id']}"
    wording = {"subject": "Hello", "body": "Dear Ngozi,\r\n\r\n<b>twins</b>"}
    answer = asha.browser.post(f"{address}/draft", data=wording)
    assert (answer.status_code, answer.location) == (303, address)
    text = page(asha, address)
    assert "&lt;b&gt;twins&lt;/b&gt;" in text
    assert "Back to the first draft" in text
    kept = follow_ups(asha)[0]["draft"]
    assert (kept["subject"], kept["body"]) == ("Hello", "Dear Ngozi,\n\n<b>twins</b>")
    asha.browser.post(f"{address}/draft", data={})
    assert follow_ups(asha)[0]["draft"] == item["draft"]
    assert "Back to the first draft" not in page(asha, address)


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ({"subject": "x" * 201, "body": "typed"}, "is longer than 200 characters"),
        ({"subject": "typed", "body": "x" * 20_001}, "is longer than 20000 characters"),
        ({"subject": "typed", "body": "half\0"}, "NUL"),
    ],
)
def test_wording_that_cannot_be_kept_comes_back_as_typed(
    asha: Person, wording: dict[str, str], said: str
) -> None:
    item = owed(asha)
    answer = asha.browser.post(f"/follow-ups/{item['id']}/draft", data=wording)
    assert answer.status_code == 422
    assert said in answer.text
    assert "typed" in answer.text or "half" in answer.text
    assert follow_ups(asha) == [item]


@pytest.mark.parametrize(
    ("verb", "state", "told"),
    [
        ("sent", "sent", "Noted: sent to Dr. Ngozi Adébáyò."),
        ("skipped", "skipped", "Skipped Dr. Ngozi Adébáyò."),
        ("replied", "replied", "Noted: Dr. Ngozi Adébáyò replied."),
    ],
)
def test_what_became_of_it_is_told_and_can_be_undone(
    asha: Person, verb: str, state: str, told: str
) -> None:
    item = owed(asha)
    answer = asha.browser.post(f"/follow-ups/{item['id']}/{verb}")
    assert (answer.status_code, answer.location) == (303, "/follow-ups")
    assert state_of(asha, item["id"]) == state
    text = page(asha)
    assert told in text
    undo = re.search(r'action="(/follow-ups/[^"]*/reopen)"><button[^>]*>Undo', text)
    assert undo is not None
    assert asha.browser.post(undo[1]).status_code == 303
    assert follow_ups(asha) == [item]


def state_of(person: Person, follow_up_id: str) -> str:
    return str(person.browser.get(f"/api/v1/follow-ups/{follow_up_id}").json["state"])


def test_what_was_sent_waits_for_a_reply(asha: Person) -> None:
    item = owed(asha)
    address = f"/follow-ups/{item['id']}"
    assert "They replied" not in page(asha, address)
    asha.browser.post(f"{address}/sent")
    assert "They replied" in page(asha, address)
    assert "I have sent it" not in page(asha, address)
    asha.browser.post(f"{address}/replied")
    assert "Open it again" in page(asha, address)


def test_an_answer_is_noted_with_one_tap_on_the_queue(asha: Person) -> None:
    item = owed(asha)
    action = f'action="/follow-ups/{item["id"]}/replied"'
    assert action not in page(asha, "/follow-ups")
    asha.browser.post(f"/follow-ups/{item['id']}/sent")
    assert action in page(asha, "/follow-ups")


def test_not_now_offers_tomorrow_two_days_and_any_day(asha: Person) -> None:
    item = owed(asha)
    address = f"/follow-ups/{item['id']}"
    text = page(asha, address)
    assert 'value="2026-10-15">Tomorrow<' in text
    assert 'value="2026-10-16">In 2 days<' in text
    answer = asha.browser.post(f"{address}/snoozed", data={"until": "2026-10-30"})
    assert answer.status_code == 303
    assert "Put off Dr. Ngozi Adébáyò until 30 October." in page(asha)
    assert follow_ups(asha)[0]["snoozed_until"] == "2026-10-30"


def test_a_page_left_open_does_not_claim_to_put_off_what_was_sent(asha: Person) -> None:
    item = owed(asha)
    address = f"/follow-ups/{item['id']}"
    asha.browser.post(f"{address}/sent")
    page(asha)
    asha.browser.post(f"{address}/snoozed")
    assert "is no longer open, so it was not put off." in page(asha)
    assert state_of(asha, item["id"]) == "sent"


def test_a_day_that_is_past_is_refused_beside_its_field(asha: Person) -> None:
    item = owed(asha)
    answer = asha.browser.post(f"/follow-ups/{item['id']}/snoozed", data={"until": "2026-10-14"})
    assert answer.status_code == 422
    assert "must be a day after today." in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert follow_ups(asha) == [item]


@pytest.mark.parametrize("until", ["soon", "2026-13-01", "99999-01-01", "\0"])
def test_a_day_that_is_none_is_refused(asha: Person, until: str) -> None:
    item = owed(asha)
    answer = asha.browser.post(f"/follow-ups/{item['id']}/snoozed", data={"until": until})
    assert answer.status_code == 422
    assert follow_ups(asha) == [item]


POSTS = ("draft", "sent", "skipped", "replied", "snoozed", "reopen")


def test_nobody_else_reaches_a_letter(asha: Person, someone_else: Person, client: Any) -> None:
    item = owed(asha)
    address = f"/follow-ups/{item['id']}"
    assert someone_else.browser.get(address).status_code == 404
    assert "Ngozi" not in page(someone_else)
    assert "Ngozi" not in page(someone_else, "/follow-ups.vcf")
    for verb in POSTS:
        assert someone_else.browser.post(f"{address}/{verb}").status_code == 404
        assert asha.browser.post(f"/follow-ups/{uuid4()}/{verb}").status_code == 404
        assert client.post(f"{address}/{verb}").location.startswith("/signin")
    assert client.get(address).location.startswith("/signin")
    assert follow_ups(asha) == [item]


def test_a_deleted_persons_letter_is_gone_until_they_are_back(asha: Person) -> None:
    item = owed(asha)
    asha.browser.post(f"/contacts/{item['contact']['id']}/delete")
    assert asha.browser.get(f"/follow-ups/{item['id']}").status_code == 404
    assert "Ngozi" not in page(asha, "/follow-ups.vcf")
    asha.browser.post(f"/contacts/{item['contact']['id']}/restore")
    assert asha.browser.get(f"/follow-ups/{item['id']}").status_code == 200


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=a>', "{{7*7}}"]
)
def test_what_was_typed_is_shown_as_text(asha: Person, text: str) -> None:
    capture(asha, name=text, detail=text, place=text, promise=text, introduced_by=text)
    item = follow_ups(asha)[0]
    for path in ("/follow-ups", f"/follow-ups/{item['id']}"):
        shown = page(asha, path)
        assert "<script>alert" not in shown
        assert "<img src" not in shown
        assert ">49<" not in shown


def test_the_queues_people_come_as_vcards_with_what_is_owed(asha: Person) -> None:
    capture(asha, promise="the sepsis paper")
    capture(asha, name="Skipped")
    [skipped] = [item for item in follow_ups(asha) if item["contact"]["name"] == "Skipped"]
    asha.browser.post(f"/api/v1/follow-ups/{skipped['id']}/skipped")
    answer = asha.browser.get("/follow-ups.vcf")
    assert answer.status_code == 200
    assert answer.content_type == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    text = answer.text.replace("\r\n ", "")
    assert text.count("BEGIN:VCARD") == 1
    assert "FN:Dr. Ngozi Adébáyò" in text
    assert "Promised: the sepsis paper\\nFollow up by Mon 19 October" in text
    assert asha.browser.get("/follow-ups.vcf?state=skipped").text.count("BEGIN:VCARD") == 1


@pytest.mark.parametrize("path", ["/follow-ups", "/follow-ups.vcf"])
def test_a_bad_filter_is_said_and_an_unknown_one_ignored(asha: Person, path: str) -> None:
    assert asha.browser.get(f"{path}?on=soon").status_code == 422
    assert asha.browser.get(f"{path}?utm_source=x").status_code == 200
