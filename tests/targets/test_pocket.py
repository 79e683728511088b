"""Targets and questions on the phone: they follow what happens on any other."""

from tests.capture.phone import NGOZI, Phone
from tests.conftest import Person
from tests.targets.test_views import VOGT, capture, make, make_event


def test_a_phone_keeps_targets_and_hears_when_they_are_ticked_and_gone(asha: Person) -> None:
    phone = Phone(asha)
    event_id = make_event(asha)
    made = make(asha, event_id, kind="person", name="Ngozi Adebayo")
    assert phone.pull()["target", made["id"]] == made
    taken = capture(asha, event_id, **NGOZI)
    ticked = phone.pull()["target", made["id"]]
    assert ticked["done"]
    assert [one["contact_id"] for one in ticked["met"]] == [taken["contact_id"]]
    asha.browser.delete(f"/api/v1/captures/{taken['op_id']}")
    assert phone.pull()["target", made["id"]] == made
    asha.browser.delete(f"/api/v1/targets/{made['id']}")
    assert ("target", made["id"]) not in phone.pull()


def test_a_second_meeting_taken_back_takes_its_tick_off_the_phone_too(asha: Person) -> None:
    phone = Phone(asha)
    event_id = make_event(asha)
    made = make(asha, event_id, kind="poster", name="Lactate", place="Poster 7")
    first = capture(asha, event_id)
    second = capture(asha, event_id, place="Poster 7", contact_id=first["contact_id"])
    assert phone.pull()["target", made["id"]]["done"]
    asha.browser.delete(f"/api/v1/captures/{second['op_id']}")
    assert not phone.pull()["target", made["id"]]["done"]


def test_an_event_that_goes_takes_its_targets_off_the_phone(asha: Person) -> None:
    phone = Phone(asha)
    event_id = make_event(asha)
    make(asha, event_id, **VOGT)
    assert [kind for kind, _ in phone.pull()].count("target") == 1
    asha.browser.delete(f"/api/v1/events/{event_id}")
    assert [kind for kind, _ in phone.pull()].count("target") == 0


def test_a_target_ticked_with_no_network_is_ticked_once_it_is_back(asha: Person) -> None:
    phone, tablet = Phone(asha), Phone(asha)
    made = make(asha, make_event(asha), **VOGT)
    tablet.pull()
    op = phone.op("target_ticked", captured_at="2026-10-14T15:00:00Z", target_id=made["id"])
    first, again = phone.send(op), phone.send(op)
    assert [first[0]["status"], again] == ["accepted", first]
    assert tablet.pull()["target", made["id"]] == {**made, "done": True}
    phone.do("target_unticked", target_id=made["id"])
    assert tablet.pull()["target", made["id"]] == made


def test_a_tick_that_a_meeting_made_comes_off_too(asha: Person) -> None:
    phone = Phone(asha)
    event_id = make_event(asha)
    made = make(asha, event_id, kind="person", name="Ngozi Adebayo")
    capture(asha, event_id, **NGOZI)
    assert phone.pull()["target", made["id"]]["done"]
    phone.do("target_unticked", target_id=made["id"])
    assert phone.pull()["target", made["id"]] == made


def test_a_target_that_is_gone_by_now_is_no_trouble_and_nobody_elses_is_ticked(
    asha: Person, someone_else: Person
) -> None:
    phone, stranger = Phone(asha), Phone(someone_else)
    made = make(asha, make_event(asha), **VOGT)
    phone.pull()
    theirs = stranger.do("target_ticked", target_id=made["id"])
    assert (theirs["status"], theirs["errors"][0]["field"]) == ("rejected", "target_id")
    assert not phone.pull()["target", made["id"]]["done"]
    asha.browser.delete(f"/api/v1/targets/{made['id']}")
    assert phone.do("target_ticked", target_id=made["id"])["status"] == "accepted"
