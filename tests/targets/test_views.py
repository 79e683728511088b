"""Targets on the screen and in the API."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.conftest import Person

MEETING = {"name": "ACP", "starts_on": "2026-10-13", "ends_on": "2026-10-16", "time_zone": "UTC"}
VOGT = {
    "kind": "talk",
    "name": "Letters that patients read",
    "who": "Prof. Lena Vogt",
    "on": "2026-10-14",
    "time": "14:05",
    "until": "15:00",
    "place": "Room 8",
    "why": "Chief at Queens General",
    "question": "Who writes them?",
    "introduction": "I’m Asha Rao.",
}


def make_event(person: Person, **changes: Any) -> str:
    return str(person.browser.post("/api/v1/events", json={**MEETING, **changes}).json["id"])


def make(person: Person, event_id: str, **values: Any) -> dict[str, Any]:
    answer = person.browser.post("/api/v1/targets", json={"event_id": event_id, **values})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def capture(person: Person, event_id: str | None, **values: Any) -> dict[str, Any]:
    body = {"name": "Marcus Oyelaran", "detail": "climbs", "event_id": event_id, **values}
    answer = person.browser.put(f"/api/v1/captures/{uuid4()}", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def ticked(person: Person, event_id: str) -> set[str]:
    items = person.browser.get("/api/v1/targets", query_string={"event": event_id}).json["items"]
    return {item["name"] for item in items if item["done"]}


def test_a_target_is_given_back_as_it_was_put_down(asha: Person) -> None:
    event_id = make_event(asha)
    made = make(asha, event_id, **VOGT)
    assert {name: made[name] for name in VOGT} == VOGT
    assert (made["done"], made["met"]) == (False, [])
    assert asha.browser.get(f"/api/v1/targets/{made['id']}").json == made


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "party"}, "kind"),
        ({"on": "2026-10-20"}, "on"),
        ({"on": "soon"}, "on"),
        ({"time": "25:00"}, "time"),
        ({"time": "15:01", "until": "15:00"}, "body"),
        ({"time": "", "until": "15:00"}, "body"),
        ({"contact_id": "01a2066e-4247-7089-a03e-bc1e4330f853"}, "contact_id"),
        ({"event_id": "01a2066e-4247-7089-a03e-bc1e4330f853"}, "event_id"),
        ({"colour": "green"}, "colour"),
    ],
)
def test_a_bad_target_is_refused_by_field(
    asha: Person, changes: dict[str, Any], field: str
) -> None:
    body = {"event_id": make_event(asha), **VOGT, **changes}
    answer = asha.browser.post("/api/v1/targets", json=body)
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json["errors"]]
    assert asha.browser.get("/api/v1/targets").json["items"] == []


def test_a_change_keeps_what_it_does_not_name_and_null_takes_the_day_away(asha: Person) -> None:
    made = make(asha, make_event(asha), **VOGT)
    where = f"/api/v1/targets/{made['id']}"
    changed = asha.browser.patch(where, json={"on": None, "place": "Room 9"}).json
    assert changed == {**made, "on": None, "place": "Room 9"}
    assert asha.browser.patch(where, json={"until": "13:00"}).status_code == 422
    assert asha.browser.patch(where, json={"name": None}).status_code == 422
    assert asha.browser.get(where).json == changed


def test_the_list_goes_by_day_then_time_then_as_one_walks_the_hall(asha: Person) -> None:
    event_id = make_event(asha)
    for name, values in {
        "Any day": {},
        "Booth 40": {"place": "Booth 40", "on": "2026-10-14"},
        "Booth 9": {"place": "Booth 9", "on": "2026-10-14"},
        "Late talk": {"on": "2026-10-14", "time": "16:00"},
        "Early talk": {"on": "2026-10-14", "time": "9:30"},
        "Day before": {"on": "2026-10-13"},
    }.items():
        make(asha, event_id, kind="booth", name=name, **values)
    listed = asha.browser.get("/api/v1/targets", query_string={"event": event_id}).json["items"]
    order = ["Day before", "Early talk", "Late talk", "Booth 9", "Booth 40", "Any day"]
    assert [item["name"] for item in listed] == order
    text = asha.browser.get(f"/plan/events/{event_id}").text
    assert sorted(order, key=text.index) == order


def test_a_capture_at_the_stand_ticks_it_and_taking_it_back_unticks_it(asha: Person) -> None:
    event_id = make_event(asha)
    make(asha, event_id, kind="booth", name="Mercy Newark", place="Booth 40")
    make(asha, event_id, kind="booth", name="Bronx", place="Booth 4")
    taken = capture(asha, event_id, place="booth 40")
    assert ticked(asha, event_id) == {"Mercy Newark"}
    assert "Marcus Oyelaran" in asha.browser.get(f"/plan/events/{event_id}").text
    asha.browser.delete(f"/api/v1/captures/{taken['op_id']}")
    assert ticked(asha, event_id) == set()


def test_taking_back_a_second_meeting_leaves_the_first_ones_tick(asha: Person) -> None:
    event_id = make_event(asha)
    make(asha, event_id, kind="booth", name="Mercy Newark", place="Booth 40")
    make(asha, event_id, kind="poster", name="Lactate", place="Poster 7")
    first = capture(asha, event_id, place="Booth 40")
    second = capture(asha, event_id, place="Poster 7", contact_id=first["contact_id"])
    assert ticked(asha, event_id) == {"Mercy Newark", "Lactate"}
    asha.browser.delete(f"/api/v1/captures/{second['op_id']}")
    assert ticked(asha, event_id) == {"Mercy Newark"}


def test_whoever_belongs_to_the_program_ticks_it(asha: Person) -> None:
    event_id = make_event(asha)
    program = asha.browser.post("/api/v1/programs", json={"name": "Mercy"}).json["id"]
    made = make(asha, event_id, kind="program", name="The one in Newark", program_id=program)
    capture(asha, event_id, program_id=program)
    assert ticked(asha, event_id) == {"The one in Newark"}
    assert asha.browser.delete(f"/api/v1/programs/{program}").status_code == 204
    left = asha.browser.get(f"/api/v1/targets/{made['id']}").json
    assert (left["program_id"], left["done"]) == (None, True)


def test_a_capture_at_another_event_ticks_nothing(asha: Person) -> None:
    event_id, other = make_event(asha), make_event(asha, name="Other")
    make(asha, event_id, kind="person", name="Marcus Oyelaran")
    capture(asha, other)
    capture(asha, None)
    assert ticked(asha, event_id) == set()


def test_whom_i_met_there_before_is_ticked_when_put_down(asha: Person) -> None:
    event_id = make_event(asha)
    capture(asha, event_id)
    assert make(asha, event_id, kind="person", name="Dr. Marcus Oyelaran")["done"]


def test_a_tick_by_hand_stands_and_can_be_taken_off(asha: Person) -> None:
    event_id = make_event(asha)
    made = make(asha, event_id, **VOGT)
    where = f"/api/v1/targets/{made['id']}"
    assert asha.browser.patch(where, json={"done": True}).json["done"]
    assert not asha.browser.patch(where, json={"done": False}).json["done"]
    capture(asha, event_id, name="Lena Vogt")
    assert asha.browser.get(where).json["done"]
    assert not asha.browser.patch(where, json={"done": False}).json["done"]


def test_ticking_on_the_screen_leads_back_to_where_one_was(asha: Person) -> None:
    event_id = make_event(asha)
    made = make(asha, event_id, **VOGT)
    answer = asha.browser.post(f"/plan/targets/{made['id']}/done", data={"next": "/hall"})
    assert answer.headers["Location"] == "/hall"
    assert ticked(asha, event_id) == {VOGT["name"]}
    away = asha.browser.post(f"/plan/targets/{made['id']}/undone", data={"next": "//evil.example"})
    assert away.headers["Location"] == f"/plan/events/{event_id}#targets"
    assert ticked(asha, event_id) == set()


def test_a_merge_takes_the_target_along_and_back(asha: Person) -> None:
    event_id = make_event(asha)
    one = capture(asha, None, name="Lena Vogt")["contact_id"]
    other = capture(asha, None, name="L. Vogt-Meyer")["contact_id"]
    made = make(asha, event_id, **{**VOGT, "contact_id": other})
    where = f"/api/v1/targets/{made['id']}"
    merged = asha.browser.post(f"/api/v1/contacts/{one}/merge", json={"absorb": other})
    assert merged.status_code in (200, 201), merged.text
    assert asha.browser.get(where).json["contact_id"] == one
    capture(asha, event_id, contact_id=one, name="Lena Vogt")
    assert asha.browser.get(where).json["done"]


def test_a_capture_from_a_target_knows_all_of_it(asha: Person) -> None:
    made = make(asha, make_event(asha), **VOGT)
    page = asha.browser.get(f"/plan/targets/{made['id']}").text
    assert f"/capture?target={made['id']}" in page
    form = asha.browser.get(f"/capture?target={made['id']}").text
    assert 'value="Prof. Lena Vogt"' in form
    assert 'value="Room 8"' in form


def test_whom_one_takes_down_at_a_programs_target_belongs_to_the_program(asha: Person) -> None:
    program = asha.browser.post("/api/v1/programs", json={"name": "Mercy"}).json["id"]
    made = make(asha, make_event(asha), kind="booth", name="Mercy", program_id=program)
    form = asha.browser.get(f"/capture?target={made['id']}").text
    assert f'value="{program}" selected' in form
    data = {"name": "Marcus", "detail": "climbs", "program_id": program}
    assert asha.browser.post("/capture", data=data).status_code == 303
    [person] = asha.browser.get("/api/v1/contacts").json["items"]
    assert person["program_id"] == program


def test_the_form_puts_down_and_changes_a_target(asha: Person) -> None:
    event_id = make_event(asha)
    where = f"/plan/events/{event_id}/targets/new"
    assert asha.browser.post(where, data=VOGT).status_code == 303
    [made] = asha.browser.get("/api/v1/targets").json["items"]
    assert {name: made[name] for name in VOGT} == VOGT
    edit = f"/plan/targets/{made['id']}/edit"
    assert VOGT["question"] in asha.browser.get(edit).text
    changed = asha.browser.post(edit, data={**VOGT, "on": "", "time": "", "until": ""})
    assert changed.status_code == 303
    [now] = asha.browser.get("/api/v1/targets").json["items"]
    assert (now["on"], now["time"], now["until"]) == (None, "", "")


def test_a_wrong_form_comes_back_with_what_was_typed(asha: Person) -> None:
    where = f"/plan/events/{make_event(asha)}/targets/new"
    answer = asha.browser.post(where, data={**VOGT, "on": "2026-12-01"})
    assert answer.status_code == 422
    assert VOGT["name"] in answer.text
    assert "none of the event’s days" in answer.text


def test_another_owners_target_is_not_there(asha: Person, someone_else: Person) -> None:
    event_id = make_event(asha)
    target_id = make(asha, event_id, **VOGT)["id"]
    browser = someone_else.browser
    assert browser.get(f"/api/v1/targets/{target_id}").status_code == 404
    assert browser.patch(f"/api/v1/targets/{target_id}", json={"done": True}).status_code == 404
    assert browser.delete(f"/api/v1/targets/{target_id}").status_code == 404
    assert browser.get("/api/v1/targets", query_string={"event": event_id}).json["items"] == []
    mine = {"event_id": event_id, "name": "Mine"}
    assert browser.post("/api/v1/targets", json=mine).status_code == 422
    for path in (f"/plan/targets/{target_id}", f"/plan/targets/{target_id}/edit"):
        assert browser.get(path).status_code == 404
    assert browser.get(f"/plan/events/{event_id}/targets/new").status_code == 404
    assert browser.post(f"/plan/targets/{target_id}/done").status_code == 404
    assert browser.post(f"/plan/targets/{target_id}/delete").status_code == 404
    assert VOGT["who"] not in browser.get(f"/capture?target={target_id}").text
    assert not asha.browser.get(f"/api/v1/targets/{target_id}").json["done"]


def test_a_target_goes_with_its_event_and_leaves_the_people(asha: Person) -> None:
    event_id = make_event(asha)
    make(asha, event_id, kind="person", name="Marcus Oyelaran")
    taken = capture(asha, event_id)
    assert asha.browser.delete(f"/api/v1/events/{event_id}").status_code == 204
    assert asha.browser.get("/api/v1/targets").json["items"] == []
    assert asha.browser.get(f"/api/v1/contacts/{UUID(taken['contact_id'])}").status_code == 200
