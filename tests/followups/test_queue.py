"""What an encounter opens, and what a day asks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.followups.conftest import Meet, queries_of
from webapp.accounts.model import User
from webapp.contacts.deletion import delete_contact, restore_contact
from webapp.contacts.model import Encounter
from webapp.db import db
from webapp.errors import NotFound
from webapp.followups import queue, states, words
from webapp.followups.kinds import KINDS
from webapp.followups.model import KINDS as NAMED_KINDS
from webapp.followups.model import FollowUp
from webapp.followups.windows import GROUPS

Verb = Callable[[FollowUp, datetime], None]
WED = NOON.date()


def later(days: int) -> date:
    return WED + timedelta(days=days)


def asked(
    session: Session, owner: User, on: date, state: str | None = None
) -> list[tuple[str, ...]]:
    session.expunge_all()
    items = queue.list_queue(session, owner.id, on, state)
    return [(i.group, i.follow_up.kind, i.follow_up.contact.name) for i in items]


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) == set(NAMED_KINDS)


def test_a_meeting_opens_one_follow_up_and_one_more_for_a_promise(meet: Meet) -> None:
    _, plain = meet("Ngozi")
    _, promised = meet("Lena", promise="the sepsis paper")
    assert [row.kind for row in plain] == ["nice_to_meet_you"]
    assert sorted(row.kind for row in promised) == ["nice_to_meet_you", "promise"]
    assert {row.state for row in promised} == {"queued"}


def test_a_promise_of_white_space_is_none(meet: Meet) -> None:
    _, opened = meet("Ngozi", promise=" \n")
    assert [row.kind for row in opened] == ["nice_to_meet_you"]


@pytest.mark.parametrize(
    ("zone", "opens_on"),
    [("America/New_York", date(2026, 10, 14)), ("Asia/Tokyo", date(2026, 10, 15))],
)
def test_days_count_where_the_meeting_was(meet: Meet, zone: str, opens_on: date) -> None:
    _, [row] = meet("Ngozi", at=datetime(2026, 10, 14, 23, 0, tzinfo=UTC), time_zone=zone)
    assert row.opens_on == opens_on
    assert row.due_on == opens_on + timedelta(days=3)
    assert row.closes_on == opens_on + timedelta(days=5)


def test_a_capture_that_syncs_on_the_sixth_day_is_late(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Ngozi", at=NOON - timedelta(days=6), clicked=True)
    [item] = queue.list_queue(session, owner.id, WED)
    assert item.group == "late"
    assert item.words == "Window closed yesterday. It is still worth writing"


def test_the_queue_is_in_the_order_in_which_to_look_at_it(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Coming", at=NOON - timedelta(days=1))
    meet("Zoe", at=NOON - timedelta(days=4))
    meet("Ágnes", at=NOON - timedelta(days=4))
    meet("Bela", at=NOON - timedelta(days=4))
    meet("Sooner", at=NOON - timedelta(days=5))
    meet("Promised", at=NOON - timedelta(days=3), promise="the paper")
    meet("Tonight", clicked=True)
    meet("Late", at=NOON - timedelta(days=9))
    for name, verb in (("Waits", states.mark_sent), ("Skipped", states.skip)):
        verb(meet(name)[1][0], NOON)
    states.mark_replied(meet("Replied")[1][0], NOON + timedelta(hours=1))
    session.commit()
    assert asked(session, owner, WED) == [
        ("tonight", "nice_to_meet_you", "Tonight"),
        ("due", "promise", "Promised"),
        ("due", "nice_to_meet_you", "Sooner"),
        ("due", "nice_to_meet_you", "Ágnes"),
        ("due", "nice_to_meet_you", "Bela"),
        ("due", "nice_to_meet_you", "Zoe"),
        ("due", "nice_to_meet_you", "Promised"),
        ("late", "nice_to_meet_you", "Late"),
        ("coming", "nice_to_meet_you", "Coming"),
        ("waiting", "nice_to_meet_you", "Waits"),
        ("done", "nice_to_meet_you", "Replied"),
        ("done", "nice_to_meet_you", "Skipped"),
    ]


def test_a_state_can_be_asked_for_alone(meet: Meet, session: Session, owner: User) -> None:
    for name, verb in (("Sent", states.mark_sent), ("Skipped", states.skip)):
        verb(meet(name)[1][0], NOON)
    meet("Queued")
    session.commit()
    for state in ("queued", "sent", "skipped"):
        assert [name for *_, name in asked(session, owner, WED, state)] == [state.title()]
    assert asked(session, owner, WED, "replied") == []


def test_a_deleted_contact_leaves_the_queue_and_returns(
    meet: Meet, session: Session, owner: User
) -> None:
    contact, [row] = meet("Ngozi")
    meet("Lena")
    delete_contact(session, owner.id, contact.id, NOON)
    assert [name for *_, name in asked(session, owner, WED)] == ["Lena"]
    assert queue.follow_ups_of(session, owner.id, [contact.id], WED) == {}
    with pytest.raises(NotFound):
        queue.get_item(session, owner.id, row.id, WED)
    restore_contact(session, owner.id, contact.id, NOON)
    assert sorted(name for *_, name in asked(session, owner, WED)) == ["Lena", "Ngozi"]


def test_nobody_sees_what_another_owes(
    meet: Meet, session: Session, owner: User, other_owner: User
) -> None:
    contact, [row] = meet("Ngozi")
    assert asked(session, other_owner, WED) == []
    assert queue.follow_ups_of(session, other_owner.id, [contact.id], WED) == {}
    with pytest.raises(NotFound):
        queue.get_item(session, other_owner.id, row.id, WED)


def test_the_follow_ups_of_some_contacts(meet: Meet, session: Session, owner: User) -> None:
    ngozi, _ = meet("Ngozi", promise="the paper")
    lena, _ = meet("Lena")
    meet("Marcus")
    meet("Ngozi", contact=ngozi, at=NOON + timedelta(days=2))
    found = queue.follow_ups_of(session, owner.id, [ngozi.id, lena.id], later(1))
    assert set(found) == {ngozi.id, lena.id}
    assert [item.group for item in found[ngozi.id]] == ["due", "coming"]
    assert queue.follow_ups_of(session, owner.id, [], WED) == {}


def test_what_is_owed_stands_in_the_note_of_a_vcard(
    meet: Meet, session: Session, owner: User
) -> None:
    contact, _ = meet("Ngozi", promise="the sepsis\npaper")
    items = queue.follow_ups_of(session, owner.id, [contact.id], WED)[contact.id]
    assert queue.owed_words(items) == ["Promised: the sepsis paper", "Follow up by Mon 19 October"]


def test_a_promise_taken_out_of_the_notes_stays_owed_as_a_letter(
    meet: Meet, session: Session, owner: User
) -> None:
    contact, [promise, _] = meet("Ngozi", promise="the sepsis paper")
    session.get_one(Encounter, (owner.id, promise.encounter_id)).promise = ""
    session.commit()
    items = queue.follow_ups_of(session, owner.id, [contact.id], WED)[contact.id]
    assert queue.owed_words(items) == ["Follow up by Mon 19 October"] * 2
    assert "promised" not in words.meeting_words(items[0].follow_up)


@pytest.mark.parametrize("verb", [states.mark_sent, states.skip])
def test_a_promise_that_was_kept_or_given_up_is_settled(
    meet: Meet, session: Session, owner: User, verb: Verb
) -> None:
    _, opened = meet("Ngozi", promise="the paper")
    meet("Lena", promise="the link")
    [promise] = [row for row in opened if row.kind == "promise"]
    verb(promise, NOON)
    session.commit()
    items = queue.list_queue(session, owner.id, later(3), "queued")
    assert {(item.follow_up.contact.name, item.promise_settled) for item in items} == {
        ("Ngozi", True),
        ("Lena", False),
    }


def test_every_item_is_in_a_group_on_every_day(meet: Meet, session: Session, owner: User) -> None:
    _, opened = meet("Ngozi", clicked=True, promise="the paper")
    for days in range(-2, 12):
        items = queue.list_queue(session, owner.id, later(days))
        assert len(items) == len(opened)
        assert all(item.group in GROUPS and item.words for item in items)


def test_the_queue_takes_one_query_however_long_it_is(
    meet: Meet, session: Session, owner: User
) -> None:
    lena_id = meet("Lena")[0].id
    for number in range(12):
        meet(f"Person {number}", promise="the paper", introducer_id=lena_id)
    session.expunge_all()
    with queries_of(db.engine) as sent:
        for item in queue.list_queue(session, owner.id, WED):
            assert item.follow_up.contact.name
            assert item.follow_up.encounter.event is None
            assert item.follow_up.encounter.contact.name
            by = item.follow_up.encounter.introducer
            met_lena = item.follow_up.encounter.contact_id == lena_id
            assert (by and by.name) == (None if met_lena else "Lena")
    assert len(sent) == 1


def test_the_better_day_is_named_with_its_reason_while_it_lies_ahead(
    meet: Meet, session: Session, owner: User
) -> None:
    _, [row] = meet("Ngozi", at=NOON + timedelta(days=1))
    why = "Best written on Monday 19: letters lie unread over the weekend"

    def said(on: date) -> str:
        session.flush()
        [item] = queue.list_queue(session, owner.id, on)
        return item.best_why

    assert [said(date(2026, 10, day)) for day in (15, 18, 19, 21)] == [why, why, "", ""]
    states.snooze(row, date(2026, 10, 20), date(2026, 10, 15))
    assert said(date(2026, 10, 15)) == ""
