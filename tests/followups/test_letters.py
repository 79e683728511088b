"""The letter of a follow-up: one's own wording, or the draft."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.followups.conftest import Meet
from webapp.accounts.model import User
from webapp.followups import fate, states
from webapp.followups.details import Wording
from webapp.followups.drafts import Sender
from webapp.followups.letters import first_draft, letter_for, word
from webapp.followups.queue import QueueItem, list_queue

ASHA = Sender("Asha Rao")


def items(session: Session, owner: User) -> list[QueueItem]:
    session.commit()
    session.expunge_all()
    return list_queue(session, owner.id, NOON.date() + timedelta(days=3))


def test_the_letter_is_the_draft_until_it_is_worded(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Ngozi", place="Poster 214")
    [item] = items(session, owner)
    draft, letter = first_draft(item, ASHA), letter_for(item, ASHA)
    assert (letter.subject, letter.body) == (draft.subject, draft.body)
    assert not letter.own_wording
    assert "twin daughters" in letter.body
    assert all(found.ok for found in letter.checks)


def test_own_wording_stands_and_is_what_the_checks_read(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Ngozi", place="Poster 214")
    [item] = items(session, owner)
    word(item, Wording(subject=" Hello\r\nthere ", body="Dear all,\r\n\r\nbuy this.\r\n"), ASHA)
    [item] = items(session, owner)
    letter = letter_for(item, ASHA)
    assert letter.own_wording
    assert (letter.subject, letter.body) == ("Hello there", "Dear all,\n\nbuy this.")
    assert (
        letter.mailto == "mailto:?subject=Hello%20there&body=Dear%20all%2C%0D%0A%0D%0Abuy%20this."
    )
    wrong = {found.name for found in letter.checks if not found.ok}
    assert wrong == {"recalls", "where", "name"}


def test_one_worded_like_the_draft_goes_on_following_the_notes(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Ngozi")
    [item] = items(session, owner)
    draft = first_draft(item, ASHA)
    word(item, Wording(subject=draft.subject, body=draft.body.replace("\n", "\r\n")), ASHA)
    assert (item.follow_up.subject, item.follow_up.body) == ("", "")


def test_blank_wording_goes_back_to_the_draft(meet: Meet, session: Session, owner: User) -> None:
    meet("Ngozi")
    [item] = items(session, owner)
    word(item, Wording(subject="Hello", body="You"), ASHA)
    word(item, Wording(subject=" ", body="\r\n"), ASHA)
    assert not letter_for(item, ASHA).own_wording


def test_a_subject_alone_can_be_worded(meet: Meet, session: Session, owner: User) -> None:
    meet("Ngozi")
    [item] = items(session, owner)
    draft = first_draft(item, ASHA)
    word(item, Wording(subject="Hello", body=draft.body), ASHA)
    letter = letter_for(item, ASHA)
    assert (letter.subject, letter.body) == ("Hello", draft.body)


def test_a_promise_once_kept_is_not_promised_again(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Ngozi", promise="the sepsis paper")
    promise, nice = items(session, owner)
    assert "the sepsis paper" in letter_for(promise, ASHA).body
    assert "the sepsis paper" in letter_for(nice, ASHA).body
    states.mark_sent(promise.follow_up, NOON)
    nice, promise = items(session, owner)
    assert "the sepsis paper" not in letter_for(nice, ASHA).body
    assert "the sepsis paper" in letter_for(promise, ASHA).body


def test_a_letter_goes_to_the_first_address_that_can_be_one(
    meet: Meet, session: Session, owner: User
) -> None:
    contact, _ = meet("Ngozi")
    contact.emails = [
        {"value": "none", "type": "work"},
        {"value": " ngozi@example.org", "type": "home"},
        {"value": "later@example.org", "type": "work"},
    ]
    [item] = items(session, owner)
    assert letter_for(item, ASHA).to == "ngozi@example.org"


def test_a_letter_keeps_its_wording_from_day_to_day(
    meet: Meet, session: Session, owner: User
) -> None:
    meet("Ngozi")
    first = letter_for(items(session, owner)[0], ASHA)
    assert letter_for(items(session, owner)[0], ASHA) == first


def test_after_one_letter_about_a_meeting_the_next_does_not_repeat_its_detail(
    meet: Meet, session: Session, owner: User
) -> None:
    _, [first] = meet("Ngozi", talk="night float")
    fate.note(session, first, "sent", NOON + timedelta(days=3))
    [reminder, sent] = sorted(items(session, owner), key=lambda item: item.follow_up.state)
    assert (reminder.follow_up.kind, sent.follow_up.id) == ("reminder", first.id)
    assert "twin daughters" not in letter_for(reminder, ASHA).body
    assert "night float" in letter_for(reminder, ASHA).body
    assert all(found.ok for found in letter_for(reminder, ASHA).checks)
    assert "twin daughters" in letter_for(sent, ASHA).body, "it stays as it was sent"
