"""Choosing targets from a programme: seen first, then all that was chosen, or nothing."""

import io
import re
from html import unescape
from typing import Any

from tests.conftest import Person
from tests.targets.test_views import make, make_event

TABLE = (
    "Title,Speaker,Date,Start,Room\n"
    "Letters that patients read,Lena Vogt,2026-10-14,14:05,Room 8\n"
    "Falls after dark,June Park,2026-10-15,9:30,Poster 119\n"
    "In another month,Nobody,2026-05-03,9:30,Room 1\n"
)


def where(event_id: str) -> str:
    return f"/plan/events/{event_id}/programme"


def preview(person: Person, event_id: str, text: str = TABLE) -> Any:
    file = (io.BytesIO(text.encode()), "programme.csv")
    return person.browser.post(where(event_id), data={"file": file})


def entries(page: str) -> list[str]:
    return [unescape(value) for value in re.findall(r'name="take" value="([^"]*)"', page)]


def listed(person: Person) -> list[str]:
    return [one["name"] for one in person.browser.get("/api/v1/targets").json["items"]]


def test_what_is_chosen_comes_onto_the_list_and_the_rest_does_not(asha: Person) -> None:
    event_id = make_event(asha)
    page = preview(asha, event_id).text
    assert listed(asha) == []
    assert "none of the event’s days" in page
    letters, _falls = entries(page)
    taken = asha.browser.post(f"{where(event_id)}/take", data={"take": [letters]})
    assert taken.status_code == 303
    [target] = asha.browser.get("/api/v1/targets").json["items"]
    assert (target["name"], target["who"]) == ("Letters that patients read", "Lena Vogt")
    assert (target["on"], target["time"], target["place"]) == ("2026-10-14", "14:05", "Room 8")


def test_the_same_file_again_offers_only_what_is_not_there(asha: Person) -> None:
    event_id = make_event(asha)
    make(asha, event_id, name="LETTERS that patients read")
    page = preview(asha, event_id).text
    assert "On your list already" in page
    assert len(entries(page)) == 1
    twice = entries(page) * 2
    asha.browser.post(f"{where(event_id)}/take", data={"take": twice})
    assert sorted(listed(asha)) == ["Falls after dark", "LETTERS that patients read"]


def test_one_bad_entry_and_nothing_is_taken(asha: Person) -> None:
    event_id = make_event(asha)
    good = entries(preview(asha, event_id).text)
    for bad in ("{}", "[]", "nonsense", '{"name": "x", "on": "2030-01-01"}', '{"colour": 1}'):
        answer = asha.browser.post(f"{where(event_id)}/take", data={"take": [*good, bad]})
        assert answer.status_code == 422, bad
        assert "Nothing was taken" in answer.text
        assert listed(asha) == []


def test_a_calendar_file_is_known_by_its_first_line(asha: Person) -> None:
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261014T140000Z\r\nSUMMARY:Sepsis\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert len(entries(preview(asha, make_event(asha), text).text)) == 1


def test_a_file_that_cannot_be_read_says_so_and_keeps_what_was_pasted(asha: Person) -> None:
    event_id = make_event(asha)
    assert asha.browser.post(where(event_id), data={}).status_code == 422
    pasted = asha.browser.post(where(event_id), data={"text": "Room,Day\n8,Monday"})
    assert pasted.status_code == 422
    assert "8,Monday" in pasted.text
    assert "No column has the titles" in pasted.text


def test_the_api_reads_a_programme_as_targets_to_post(asha: Person) -> None:
    path = f"/api/v1/events/{make_event(asha)}/programme"
    letters, _falls, other_month = asha.browser.post(path, json={"text": TABLE}).json["items"]
    assert listed(asha) == []
    about = {"line", "remarks", "error"}
    body = {name: value for name, value in letters.items() if name not in about}
    assert asha.browser.post("/api/v1/targets", json=body).status_code == 201
    assert other_month["error"]
    refused = asha.browser.post(path, json={"text": "Room\n8"})
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "text")


def test_another_owners_event_takes_no_programme(asha: Person, someone_else: Person) -> None:
    event_id = make_event(asha)
    assert someone_else.browser.get(where(event_id)).status_code == 404
    assert preview(someone_else, event_id).status_code == 404
    theirs = f"/api/v1/events/{event_id}/programme"
    assert someone_else.browser.post(theirs, json={"text": TABLE}).status_code == 404
    data = {"take": ['{"name": "Mine"}']}
    assert someone_else.browser.post(f"{where(event_id)}/take", data=data).status_code == 404
    assert listed(asha) == []
