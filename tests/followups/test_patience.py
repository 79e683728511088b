"""A letter without an answer: one reminder, in its days, and then rest."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.followups.conftest import Meet
from tests.followups.test_plan import asked, later, rows
from webapp.accounts.model import User
from webapp.contacts.model import Contact
from webapp.followups import fate
from webapp.followups.model import FollowUp
from webapp.followups.plan import replan

FRIDAY = NOON + timedelta(days=2)


def sent(session: Session, row: FollowUp, at: datetime = FRIDAY) -> None:
    fate.note(session, row, "sent", at)


def reminders(session: Session, contact: Contact) -> list[tuple[str, date, date]]:
    found = rows(session, contact).get("reminder", [])
    return [(row.state, row.due_on, row.closes_on) for row in found]


def test_a_letter_that_waits_is_reminded_of_after_seven_to_ten_days(
    meet: Meet, session: Session, owner: User
) -> None:
    ngozi, [letter] = meet("Ngozi")
    sent(session, letter)
    assert reminders(session, ngozi) == [("queued", later(9), later(12))]
    assert asked(session, owner, later(8)) == [("Ngozi", "nice_to_meet_you")]
    assert asked(session, owner, later(9)) == [("Ngozi", "reminder")]


def test_a_reminder_of_a_letter_sent_at_a_weekend_waits_for_monday(
    meet: Meet, session: Session
) -> None:
    ngozi, [letter] = meet("Ngozi")
    sent(session, letter, NOON + timedelta(days=3))
    assert reminders(session, ngozi) == [("queued", later(12), later(13))]


def test_after_the_one_reminder_it_rests(meet: Meet, session: Session, owner: User) -> None:
    ngozi, [letter] = meet("Ngozi")
    sent(session, letter)
    [reminder] = rows(session, ngozi)["reminder"]
    sent(session, reminder, NOON + timedelta(days=10))
    assert [state for state, *_ in reminders(session, ngozi)] == ["sent"]
    assert asked(session, owner, later(60)) == [("Ngozi", "nice_to_meet_you")]
    fate.note(session, reminder, "replied", NOON + timedelta(days=70))
    assert asked(session, owner, later(70)) == []


def test_skipping_the_reminder_is_for_good(meet: Meet, session: Session) -> None:
    ngozi, [letter] = meet("Ngozi")
    sent(session, letter)
    [reminder] = rows(session, ngozi)["reminder"]
    fate.note(session, reminder, "skipped", NOON + timedelta(days=9))
    assert [state for state, *_ in reminders(session, ngozi)] == ["skipped"]


def test_an_answer_a_meeting_or_taking_it_back_leaves_nothing_to_remind_of(
    meet: Meet, session: Session, owner: User
) -> None:
    answered, [first] = meet("Ngozi")
    sent(session, first)
    fate.note(session, first, "replied", FRIDAY + timedelta(days=1))
    assert reminders(session, answered) == []
    taken_back, [second] = meet("Marcus")
    sent(session, second)
    fate.note(session, second, "reopened", FRIDAY)
    assert reminders(session, taken_back) == []
    met_again, [third] = meet("Chloé")
    sent(session, third)
    meet("Chloé", contact=met_again, at=FRIDAY + timedelta(days=3))
    replan(session, owner, met_again.id, FRIDAY + timedelta(days=3))
    assert reminders(session, met_again) == []


def test_a_promise_kept_meanwhile_puts_the_reminder_off(meet: Meet, session: Session) -> None:
    ngozi, opened = meet("Ngozi", promise="the sepsis paper")
    by_kind = {row.kind: row for row in opened}
    sent(session, by_kind["nice_to_meet_you"])
    sent(session, by_kind["promise"], FRIDAY + timedelta(days=3))
    assert reminders(session, ngozi) == [("queued", later(12), later(15))]
