"""People on the screen and through the API."""

import re
from html import unescape
from typing import Any

import pytest

from tests.conftest import Clock, Person
from tests.contacts.conftest import DETAIL, add_event, counted_queries, get, meet

NOBODY = "01900000-0000-7000-8000-000000000009"


def page(person: Person, path: str = "/contacts", **query: str) -> str:
    answer = person.browser.get(path, query_string=query or None)
    assert answer.status_code == 200
    return unescape(answer.text)


def names(text: str) -> list[str]:
    return re.findall(r'<a class="name"[^>]*><bdi>(.*?)</bdi>', text)


def test_an_empty_list_says_what_will_be_here_and_how_to_begin(asha: Person) -> None:
    text = page(asha)
    assert "Everyone you meet will be here" in text
    assert 'href="/capture"' in text
    assert "contacts.vcf" not in text


def test_a_row_tells_name_detail_where_and_when(asha: Person, clock: Clock) -> None:
    meet(asha, place="Poster 214", event_id=add_event(asha, "ACP"))
    clock.forward(days=1)
    text = page(asha)
    assert names(text) == ["Ngozi Adébáyò"]
    assert DETAIL in text
    assert "Poster 214, ACP" in text
    assert ">yesterday<" in text
    assert "1 person" in text


def test_searching_shows_who_is_found_and_keeps_the_words(asha: Person) -> None:
    meet(asha)
    meet(asha, "Marcus Oyelaran", "climbs on Sundays")
    text = page(asha, q="CLIMBS")
    assert names(text) == ["Marcus Oyelaran"]
    assert 'value="CLIMBS"' in text
    assert 'href="/contacts.vcf?q=CLIMBS"' in text


def test_nobody_found_is_said_with_a_way_back(asha: Person) -> None:
    meet(asha)
    text = page(asha, q="100%")
    assert "“<bdi>100%</bdi>”" in text
    assert 'href="/contacts">Show everyone</a>' in text


def test_the_chips_narrow_the_list_and_one_tap_more_widens_it(asha: Person) -> None:
    acp = add_event(asha, "ACP")
    meet(asha, "There", event_id=acp)
    lena = meet(asha, "Lena", event_id=None)
    asha.browser.post(f"/contacts/{lena}/edit", data={"stage": "mentor"})
    text = page(asha)
    assert f'href="/contacts?event={acp}"' in text
    text = page(asha, event=acp)
    assert names(text) == ["There"]
    assert 'class="chip" href="/contacts" aria-current="true"' in text
    assert f'href="/contacts?event={acp}&stage=mentor"' in text
    assert names(page(asha, stage="mentor")) == ["Lena"]
    assert names(page(asha, event=acp, stage="mentor")) == []


def test_more_leads_through_everyone_once(asha: Person) -> None:
    for number in range(53):
        meet(asha, f"Person {number:02}", captured_at=f"2026-10-14T10:{number:02}:00Z")
    text = page(asha)
    seen = names(text)
    assert len(seen) == 50
    [more] = re.findall(r'rel="next" href="([^"]+)"', text)
    seen += names(page(asha, more))
    assert seen == [f"Person {number:02}" for number in reversed(range(53))]


def test_a_person_is_shown_with_everything_known(asha: Person) -> None:
    marcus = meet(asha, "Marcus Oyelaran")
    ngozi = meet(
        asha,
        place="Poster 214",
        event_id=add_event(asha, "ACP"),
        organisation="Mercy, Newark",
        title="Program director",
        school="St. George’s",
        email="ngozi@example.org",
        phone="+1 (555) 0100",
        links=["https://www.linkedin.com/in/ngozi", "javascript:alert(1)"],
        talk="the second lactate",
        promise="the sepsis paper",
        clicked=True,
        introduced_by="Marcus Oyelaran",
    )
    text = page(asha, f"/contacts/{ngozi}")
    for words in (
        "Program director, Mercy, Newark",
        "St. George’s",
        DETAIL,
        "Poster 214, ACP",
        "the second lactate",
        "the sepsis paper",
        "It clicked",
        'href="mailto:ngozi@example.org"',
        'href="tel:+15550100"',
        'href="https://www.linkedin.com/in/ngozi"',
        f'href="/capture?contact_id={ngozi}"',
        f'href="/contacts/{ngozi}.vcf"',
        f'<a href="/contacts/{marcus}"><bdi>Marcus Oyelaran</bdi></a> introduced us',
    ):
        assert words in text
    assert "javascript:alert(1)" in text
    assert 'href="javascript' not in text
    for owed in get(asha, f"/contacts/{ngozi}")["follow_ups"]:
        assert f'href="/follow-ups/{owed["id"]}"' in text
    assert f'Introduced me to <a href="/contacts/{ngozi}"' in page(asha, f"/contacts/{marcus}")


def test_earlier_meetings_stand_below_the_newest(asha: Person, clock: Clock) -> None:
    ngozi = meet(asha)
    assert "Earlier meetings" not in page(asha, f"/contacts/{ngozi}")
    clock.forward(days=2)
    meet(asha, detail="a new dog", contact_id=ngozi)
    text = page(asha, f"/contacts/{ngozi}")
    assert text.index("a new dog") < text.index("Earlier meetings") < text.index(DETAIL)


def test_deleting_can_be_undone_from_the_next_page(asha: Person) -> None:
    marcus = meet(asha, "Marcus")
    ngozi = meet(asha, promise="the sepsis paper", introduced_by=marcus)
    before = get(asha, f"/contacts/{ngozi}")
    answer = asha.browser.post(f"/contacts/{marcus}/delete")
    assert (answer.status_code, answer.location) == (303, "/contacts")
    text = page(asha)
    assert "Deleted Marcus." in text
    assert names(text) == ["Ngozi Adébáyò"]
    [undo] = re.findall(r'action="([^"]+/restore)"', text)
    assert asha.browser.get(f"/contacts/{marcus}").status_code == 404
    assert "Marcus introduced us" in re.sub(r"</?bdi>", "", page(asha, f"/contacts/{ngozi}"))
    answer = asha.browser.post(undo)
    assert (answer.status_code, answer.location) == (303, f"/contacts/{marcus}")
    assert names(page(asha)) == ["Ngozi Adébáyò", "Marcus"]
    assert get(asha, f"/contacts/{ngozi}") == before


def test_the_deleted_owe_and_are_owed_nothing(asha: Person) -> None:
    ngozi = meet(asha)
    asha.browser.post(f"/contacts/{ngozi}/delete")
    assert get(asha, "/follow-ups")["items"] == []
    asha.browser.post(f"/contacts/{ngozi}/restore")
    assert len(get(asha, "/follow-ups")["items"]) == 1


ROUTES = [
    ("GET", "/contacts/{id}"),
    ("GET", "/contacts/{id}/edit"),
    ("POST", "/contacts/{id}/edit"),
    ("POST", "/contacts/{id}/delete"),
    ("POST", "/contacts/{id}/restore"),
    ("GET", "/contacts/{id}.vcf"),
    ("GET", "/api/v1/contacts/{id}"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_anothers_contact_is_not_there(
    asha: Person, someone_else: Person, method: str, path: str
) -> None:
    ngozi = meet(asha)
    for who, whom in ((someone_else, ngozi), (asha, NOBODY), (asha, "x")):
        answer = who.browser.open(path.format(id=whom), method=method, data={"name": "Mine"})
        assert answer.status_code == 404
    assert get(asha, f"/contacts/{ngozi}")["name"] == "Ngozi Adébáyò"


@pytest.mark.parametrize(
    "path", ["/contacts", "/contacts.vcf", "/contacts.csv", "/api/v1/contacts"]
)
def test_another_sees_nothing_in_any_list(asha: Person, someone_else: Person, path: str) -> None:
    acp = add_event(asha)
    meet(asha, event_id=acp)
    for query in ({}, {"q": "ngozi"}, {"event": acp}):
        assert "Ngozi" not in someone_else.browser.get(path, query_string=query).text
    assert "Ngozi" in asha.browser.get(path, query_string={"event": acp}).get_data(as_text=True)


@pytest.mark.parametrize(
    ("method", "path"), [*ROUTES, ("GET", "/contacts"), ("GET", "/contacts.csv")]
)
def test_nobody_gets_in_without_signing_in(client: Any, method: str, path: str) -> None:
    answer = client.open(path.format(id=NOBODY), method=method)
    assert answer.status_code == (401 if path.startswith("/api/") else 302)


BAD_QUERIES = [
    ("event", "x"),
    ("stage", "friend"),
    ("q", "a\0"),
    ("q", "x" * 201),
    ("cursor", "x"),
    ("cursor", "é"),
    ("limit", "0"),
    ("limit", "201"),
    ("limit", "many"),
]


@pytest.mark.parametrize(("field", "value"), BAD_QUERIES)
def test_a_query_that_cannot_be_is_refused_by_name(asha: Person, field: str, value: str) -> None:
    answer = asha.browser.get("/api/v1/contacts", query_string={field: value})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert asha.browser.get("/contacts", query_string={field: value}).status_code == 422
    if field in ("event", "stage", "q"):
        assert asha.browser.get("/contacts.vcf", query_string={field: value}).status_code == 422


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "q=%ed%a0%80", "q=👩🏽‍⚕️", "q=‮", "utm_source=x", "q=%25"]
)
def test_strange_searches_find_nobody_and_break_nothing(asha: Person, query: str) -> None:
    meet(asha)
    assert asha.browser.get(f"/contacts?{query}").status_code == 200


def test_blank_filters_filter_nothing(asha: Person) -> None:
    ngozi = meet(asha)
    found = get(asha, "/contacts", q="", event="", stage="", cursor="", limit="")
    assert [contact["id"] for contact in found["items"]] == [ngozi]


def test_the_api_gives_a_contact_in_the_shape_that_was_promised(asha: Person) -> None:
    marcus = meet(asha, "Marcus")
    acp = add_event(asha)
    ngozi = meet(
        asha,
        event_id=acp,
        place="Poster 214",
        email="ngozi@example.org",
        captured_at="2026-10-14T09:30:00-07:00",
        introduced_by=marcus,
        promise="the sepsis paper",
    )
    contact = get(asha, f"/contacts/{ngozi}")
    [meeting] = contact.pop("encounters")
    owed = contact.pop("follow_ups")
    assert contact == {
        "id": ngozi,
        "name": "Ngozi Adébáyò",
        "first": "",
        "last": "",
        "organisation": "",
        "title": "",
        "school": "",
        "emails": [{"value": "ngozi@example.org", "type": "work"}],
        "phones": [],
        "links": [],
        "stage": "contact",
        "note": "",
        "introduced_by": marcus,
        "introduced_by_name": "Marcus",
        "introduced_to": [],
        "program_id": None,
    }
    assert meeting.pop("id")
    assert meeting == {
        "at": "2026-10-14T16:30:00Z",
        "time_zone": "UTC",
        "event_id": acp,
        "place": "Poster 214",
        "detail": DETAIL,
        "talk": "",
        "promise": "the sepsis paper",
        "promise_by": None,
        "clicked": False,
    }
    assert {one["kind"] for one in owed} == {"nice_to_meet_you", "promise"}
    assert {one["contact"]["id"] for one in owed} == {ngozi}
    assert get(asha, f"/contacts/{marcus}")["introduced_to"] == [
        {"id": ngozi, "name": "Ngozi Adébáyò"}
    ]
    assert get(asha, "/contacts")["items"][0] == get(asha, f"/contacts/{ngozi}")


def test_the_api_turns_pages(asha: Person) -> None:
    ids = [meet(asha, captured_at=f"2026-10-14T10:0{n // 2}:00Z") for n in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        found = get(asha, "/contacts", limit="2", cursor=cursor)
        seen += [contact["id"] for contact in found["items"]]
        cursor = found["cursor"]
    assert sorted(seen) == sorted(ids)
    assert len(seen) == 5


@pytest.mark.parametrize(
    "path", ["/contacts", "/api/v1/contacts", "/contacts.vcf", "/contacts.csv"]
)
def test_a_page_costs_the_same_however_many_are_on_it(asha: Person, path: str) -> None:
    acp = add_event(asha)
    marcus = meet(asha, "Marcus")
    counts = set()
    for _ in range(2):
        for _ in range(5):
            meet(asha, event_id=acp, introduced_by=marcus, promise="a call")
        with counted_queries() as sent:
            assert asha.browser.get(path).get_data()
        counts.add(len(sent))
    assert len(counts) == 1
    assert counts.pop() <= 14


def test_a_person_costs_the_same_however_often_met(asha: Person) -> None:
    marcus = meet(asha, "Marcus")
    counts = set()
    for _ in range(3):
        for _ in range(3):
            meet(asha, contact_id=marcus, introduced_by=meet(asha, "Ada"), promise="a call")
            meet(asha, "Lena", introduced_by=marcus)
        with counted_queries() as sent:
            page(asha, f"/contacts/{marcus}")
        counts.add(len(sent))
    assert len(counts) == 1
