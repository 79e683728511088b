"""One person, one next thing: what moves the plan, and how."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.followups.conftest import Meet
from webapp.accounts.model import User
from webapp.contacts.meet import of_contact
from webapp.contacts.model import Contact, Encounter
from webapp.events.model import Event
from webapp.followups import fate
from webapp.followups.model import FollowUp
from webapp.followups.opening import open_by_hand
from webapp.followups.plan import replan
from webapp.followups.queue import list_queue
from webapp.recommendations.model import Recommendation
from webapp.relations.model import Act

WED = NOON.date()


def later(days: int) -> date:
    return WED + timedelta(days=days)


def rows(session: Session, contact: Contact) -> dict[str, list[FollowUp]]:
    """The contact's follow-ups by kind."""
    session.flush()
    query = select(FollowUp).where(FollowUp.contact_id == contact.id).order_by(FollowUp.id)
    found: dict[str, list[FollowUp]] = {}
    for row in session.scalars(query.execution_options(populate_existing=True)):
        found.setdefault(row.kind, []).append(row)
    return found


def newest(session: Session, contact: Contact) -> Encounter:
    return session.scalars(of_contact(contact)).all()[0]


def asked(session: Session, owner: User, on: date) -> list[tuple[str, str]]:
    """The next thing of each person, as the queue's page shows it."""
    session.flush()
    items = list_queue(session, owner.id, on)
    return [(item.follow_up.contact.name, item.follow_up.kind) for item in items if item.is_next]


def test_a_second_meeting_moves_the_open_letter_and_opens_no_second(
    meet: Meet, session: Session
) -> None:
    ngozi, [first] = meet("Ngozi")
    meet("Ngozi", contact=ngozi, at=NOON + timedelta(days=2), detail="a new dog")
    [row] = rows(session, ngozi)["nice_to_meet_you"]
    assert row.id == first.id
    assert (row.opens_on, row.due_on, row.closes_on) == (later(2), later(5), later(7))
    assert row.encounter_id == newest(session, ngozi).id


def test_an_earlier_meeting_that_arrives_late_moves_nothing(meet: Meet, session: Session) -> None:
    ngozi, _ = meet("Ngozi")
    meet("Ngozi", contact=ngozi, at=NOON - timedelta(days=3))
    [row] = rows(session, ngozi)["nice_to_meet_you"]
    assert row.opens_on == WED


def test_after_the_letter_went_out_a_second_meeting_opens_one_again(
    meet: Meet, session: Session
) -> None:
    ngozi, [first] = meet("Ngozi")
    fate.note(session, first, "sent", NOON)
    _, [second] = meet("Ngozi", contact=ngozi, at=NOON + timedelta(days=30))
    assert second.id != first.id
    assert second.due_on == later(33)


def test_a_promise_goes_first_and_the_rest_waits_behind_it(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Ngozi", promise="the paper", clicked=True)
    assert asked(session, owner, WED) == [("Ngozi", "nice_to_meet_you")]
    assert asked(session, owner, later(1)) == [("Ngozi", "promise")]
    assert asked(session, owner, later(30)) == [("Ngozi", "promise")]


def test_a_kept_promise_lets_the_greeting_rest_until_it_is_taken_back(
    meet: Meet, session: Session
) -> None:
    ngozi, _ = meet("Ngozi", promise="the paper")
    [promise] = rows(session, ngozi)["promise"]
    fate.note(session, promise, "sent", NOON)
    [nice] = rows(session, ngozi)["nice_to_meet_you"]
    assert nice.state == "skipped"
    fate.note(session, promise, "reopened", NOON)
    [nice] = rows(session, ngozi)["nice_to_meet_you"]
    assert (nice.state, nice.rested_by_id) == ("queued", None)


def test_an_answer_is_an_answer_to_all_that_waited(meet: Meet, session: Session) -> None:
    ngozi, [first] = meet("Ngozi")
    fate.note(session, first, "sent", NOON)
    _, [second] = meet("Ngozi", contact=ngozi, at=NOON + timedelta(days=30))
    fate.note(session, second, "sent", NOON)
    fate.note(session, second, "replied", NOON)
    assert {row.state for row in rows(session, ngozi)["nice_to_meet_you"]} == {"replied"}
    fate.note(session, second, "reopened", NOON)
    states = [row.state for row in rows(session, ngozi)["nice_to_meet_you"]]
    assert states == ["sent", "queued"]


def test_noting_twice_changes_nothing(meet: Meet, session: Session) -> None:
    _, [row] = meet("Ngozi")
    fate.note(session, row, "sent", NOON)
    fate.note(session, row, "sent", NOON + timedelta(hours=1))
    assert row.state_at == NOON


def test_an_edited_meeting_moves_its_windows(meet: Meet, session: Session, owner: User) -> None:
    ngozi, _ = meet("Ngozi")
    met = newest(session, ngozi)
    met.clicked, met.promise, met.promise_by = True, "the paper", later(9)
    replan(session, owner, ngozi.id, NOON)
    [nice] = rows(session, ngozi)["nice_to_meet_you"]
    [promise] = rows(session, ngozi)["promise"]
    assert nice.due_on == WED
    assert (promise.due_on, promise.closes_on) == (later(9), later(9))
    met.at, met.clicked, met.promise = NOON - timedelta(days=2), False, ""
    replan(session, owner, ngozi.id, NOON)
    [nice] = rows(session, ngozi)["nice_to_meet_you"]
    assert (nice.opens_on, nice.due_on) == (later(-2), later(1))
    assert "promise" not in rows(session, ngozi)


def test_a_promise_with_words_of_ones_own_is_closed_and_not_thrown_away(
    meet: Meet, session: Session, owner: User
) -> None:
    ngozi, _ = meet("Ngozi", promise="the paper")
    [promise] = rows(session, ngozi)["promise"]
    promise.body = "My own words"
    newest(session, ngozi).promise = ""
    replan(session, owner, ngozi.id, NOON)
    [promise] = rows(session, ngozi)["promise"]
    assert (promise.state, promise.body) == ("skipped", "My own words")


def test_planning_again_changes_nothing(meet: Meet, session: Session, owner: User) -> None:
    ngozi, _ = meet("Ngozi", promise="the paper", clicked=True)
    ngozi.stage = "mentor"
    session.add(advice(owner, ngozi))
    session.flush()
    replan(session, owner, ngozi.id, NOON)
    before = {row.id: row.due_on for kind in rows(session, ngozi).values() for row in kind}
    replan(session, owner, ngozi.id, NOON)
    after = {row.id: row.due_on for kind in rows(session, ngozi).values() for row in kind}
    assert after == before


def test_a_call_is_followed_by_a_thank_you_within_a_day(
    meet: Meet, session: Session, owner: User
) -> None:
    call = Event(
        owner_id=owner.id,
        name="Alumni call",
        kind="call",
        starts_on=WED,
        ends_on=WED,
        time_zone="UTC",
        created_at=NOON,
    )
    session.add(call)
    session.flush()
    _, [row] = meet("Kwame", event_id=call.id)
    assert row.kind == "thank_you"
    assert (row.due_on, row.closes_on) == (WED, later(1))


def test_the_introducer_hears_how_it_went(meet: Meet, session: Session) -> None:
    marcus, _ = meet("Marcus")
    meet("Lena", introducer_id=marcus.id)
    [row] = rows(session, marcus)["introduction_made"]
    assert (row.due_on, row.closes_on) == (later(2), later(7))


def advice(owner: User, contact: Contact, on: date = WED, kind: str = "advice") -> Act:
    return Act(
        owner_id=owner.id,
        contact_id=contact.id,
        kind=kind,
        on=on,
        what="apply early",
        created_at=NOON,
    )


def test_advice_is_kept_until_it_is_reported_back(
    meet: Meet, session: Session, owner: User
) -> None:
    ngozi, _ = meet("Ngozi")
    act = advice(owner, ngozi)
    session.add(act)
    session.flush()
    replan(session, owner, ngozi.id, NOON)
    [row] = rows(session, ngozi)["report_back"]
    assert (row.act_id, row.due_on) == (act.id, later(14))
    fate.note(session, row, "sent", NOON + timedelta(days=10))
    assert act.reported_back_on == later(10)
    replan(session, owner, ngozi.id, NOON)
    assert len(rows(session, ngozi)["report_back"]) == 1
    fate.note(session, row, "reopened", NOON)
    assert act.reported_back_on is None


def test_a_long_silence_brings_a_sign_of_life(meet: Meet, session: Session, owner: User) -> None:
    ngozi, [nice] = meet("Ngozi")
    ngozi.stage = "alum"
    replan(session, owner, ngozi.id, NOON)
    [row] = rows(session, ngozi)["stay_in_touch"]
    assert row.due_on == later(182)
    fate.note(session, nice, "sent", NOON + timedelta(days=4))
    [row] = rows(session, ngozi)["stay_in_touch"]
    assert row.due_on == later(186), "a letter moves it"
    meet("Ngozi", contact=ngozi, at=NOON + timedelta(days=40))
    replan(session, owner, ngozi.id, NOON)
    [row] = rows(session, ngozi)["stay_in_touch"]
    assert row.due_on == later(222), "so does a meeting"
    ngozi.stage = "contact"
    replan(session, owner, ngozi.id, NOON)
    assert "stay_in_touch" not in rows(session, ngozi)


def test_signs_of_life_come_again_but_never_above_the_limit(
    meet: Meet, session: Session, owner: User
) -> None:
    ngozi, _ = meet("Ngozi")
    ngozi.stage, ngozi.contact_limit_a_year = "mentor", 1
    for days in (0, 10):
        row = open_by_hand(session, owner, ngozi, "news", NOON + timedelta(days=days), "matched")
        fate.note(session, row, "sent", NOON + timedelta(days=days))
    replan(session, owner, ngozi.id, NOON)
    [queued] = [row for row in rows(session, ngozi)["stay_in_touch"] if row.state == "queued"]
    assert queued.due_on == later(375)


def test_what_would_be_too_much_says_until_when(meet: Meet, session: Session, owner: User) -> None:
    ngozi, _ = meet("Ngozi")
    ngozi.stage = "mentor"
    for days in (0, 10):
        row = open_by_hand(session, owner, ngozi, "news", NOON + timedelta(days=days))
        fate.note(session, row, "sent", NOON + timedelta(days=days))
    open_by_hand(session, owner, ngozi, "news", NOON + timedelta(days=20))
    session.flush()
    for days, until in ((20, later(365)), (365, None)):
        items = list_queue(session, owner.id, later(days), "queued")
        [item] = [one for one in items if one.follow_up.kind == "news"]
        assert item.too_soon_until == until


def wanted(owner: User, contact: Contact, **more: object) -> Recommendation:
    values = {"state": "to_ask", "needed_by": date(2027, 9, 1)} | more
    return Recommendation(
        owner_id=owner.id, contact_id=contact.id, created_at=NOON, changed_at=NOON, **values
    )


def plan_letter(session: Session, owner: User, letter: Recommendation, now: datetime) -> None:
    session.add(letter)
    session.flush()
    replan(session, owner, letter.contact_id, now)


def test_a_letter_of_recommendation_goes_its_way(meet: Meet, session: Session, owner: User) -> None:
    klein, _ = meet("Dr. Klein")
    letter = wanted(owner, klein)
    plan_letter(session, owner, letter, NOON)
    [ask] = rows(session, klein)["letter_request"]
    window = (date(2027, 6, 1), date(2027, 6, 1), date(2027, 7, 1))
    assert (ask.opens_on, ask.due_on, ask.closes_on) == window
    asked_at = datetime(2027, 6, 3, 12, tzinfo=NOON.tzinfo)
    fate.note(session, ask, "sent", asked_at)
    assert (letter.state, letter.asked_on) == ("asked", date(2027, 6, 3))
    for reminded, due in ((0, date(2027, 6, 17)), (1, date(2027, 7, 1))):
        queued = [row for row in rows(session, klein)["reminder"] if row.state == "queued"]
        assert [row.due_on for row in queued] == [due], reminded
        fate.note(
            session,
            queued[0],
            "sent",
            datetime(due.year, due.month, due.day, 12, tzinfo=NOON.tzinfo),
        )
    assert len(letter.reminded_on) == 2
    assert {row.state for row in rows(session, klein)["reminder"]} == {"sent"}, "two at most"
    letter.state, letter.received_on = "received", date(2027, 7, 20)
    replan(session, owner, klein.id, NOON)
    [thanks] = rows(session, klein)["thank_you"]
    assert thanks.due_on == date(2027, 7, 20)
    fate.note(session, thanks, "sent", asked_at)
    assert letter.thanked_on == date(2027, 6, 3)
    letter.outcome = "I matched at Mercy Newark"
    replan(session, owner, klein.id, NOON)
    [news] = rows(session, klein)["news"]
    assert news.about == "I matched at Mercy Newark"


@pytest.mark.parametrize("state", ["received", "declined"])
def test_nobody_is_reminded_once_they_have_answered_for_good(
    meet: Meet, session: Session, owner: User, state: str
) -> None:
    klein, _ = meet("Dr. Klein")
    letter = wanted(owner, klein, state="asked", asked_on=WED)
    plan_letter(session, owner, letter, NOON)
    assert "reminder" in rows(session, klein)
    letter.state = state
    replan(session, owner, klein.id, NOON)
    assert "reminder" not in rows(session, klein)


def test_two_people_who_are_one_have_one_open_letter(
    meet: Meet, session: Session, owner: User
) -> None:
    from webapp.contacts.merge import merge, undo_merge

    one, _ = meet("Ngozi")
    two, _ = meet("N. Adebayo", at=NOON + timedelta(days=1))
    taken = merge(session, owner.id, one.id, two.id, NOON)
    replan(session, owner, one.id, NOON)
    states = [row.state for row in rows(session, one)["nice_to_meet_you"]]
    assert sorted(states) == ["queued", "skipped"]
    undo_merge(session, owner.id, taken.id, NOON)
    for contact in (one, two):
        replan(session, owner, contact.id, NOON)
        assert [row.state for row in rows(session, contact)["nice_to_meet_you"]] == ["queued"]


def test_every_open_follow_up_is_in_one_group_of_each_day_and_each_person_has_one_next_thing(
    meet: Meet, session: Session, owner: User
) -> None:
    ngozi, _ = meet("Ngozi", promise="the paper", clicked=True)
    marcus, _ = meet("Marcus", introducer_id=ngozi.id)
    for contact in (ngozi, marcus):
        contact.stage = "mentor"
        session.add_all([advice(owner, contact), wanted(owner, contact)])
        session.flush()
        replan(session, owner, contact.id, NOON)
    open_rows = session.scalars(select(FollowUp).where(FollowUp.state == "queued")).all()
    for days in range(-2, 400, 13):
        items = list_queue(session, owner.id, later(days))
        assert len({item.follow_up.id for item in items}) == len(items) == len(open_rows)
        nexts = [item.follow_up.contact_id for item in items if item.is_next]
        assert sorted(nexts, key=str) == sorted([ngozi.id, marcus.id], key=str)
