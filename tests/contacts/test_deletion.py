"""Deleting a person, thinking better of it, and forgetting for good."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import met
from webapp.accounts.model import User
from webapp.contacts.deletion import delete_contact, purge_deleted, restore_contact
from webapp.contacts.listing import get_person
from webapp.contacts.model import Contact, Encounter
from webapp.db import new_id
from webapp.errors import NotFound
from webapp.followups.model import FollowUp
from webapp.followups.opening import open_for

LATER = NOON + timedelta(days=31)


def rows(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_restoring_brings_everything_back(session: Session, owner: User) -> None:
    ngozi = met(session, owner, place="Poster 214")
    delete_contact(session, owner.id, ngozi.id, NOON)
    restore_contact(session, owner.id, ngozi.id, LATER)
    back = get_person(session, owner.id, ngozi.id)
    assert back.encounters[0].place == "Poster 214"
    assert back.changed_at == LATER


def test_restoring_twice_changes_nothing(session: Session, owner: User) -> None:
    ngozi = met(session, owner)
    restore_contact(session, owner.id, ngozi.id, LATER)
    assert ngozi.changed_at == NOON


def test_deleting_twice_or_anothers_is_not_found(
    session: Session, owner: User, other_owner: User
) -> None:
    ngozi = met(session, owner)
    for verb in (delete_contact, restore_contact):
        with pytest.raises(NotFound):
            verb(session, other_owner.id, ngozi.id, NOON)
        with pytest.raises(NotFound):
            verb(session, owner.id, new_id(), NOON)
    delete_contact(session, owner.id, ngozi.id, NOON)
    with pytest.raises(NotFound):
        delete_contact(session, owner.id, ngozi.id, NOON)


def test_after_thirty_days_nothing_is_left_of_what_was_deleted(
    session: Session, owner: User, other_owner: User
) -> None:
    for person in (owner, other_owner):
        gone = met(session, person, "Gone")
        session.flush()
        open_for(session, session.scalars(select(Encounter)).all()[-1], NOON)
        delete_contact(session, person.id, gone.id, NOON)
    kept = met(session, owner, "Kept")
    assert rows(session, FollowUp) == 2
    delete_contact(session, owner.id, kept.id, LATER)
    session.expire_all()
    assert rows(session, Contact) == 2
    assert rows(session, Encounter) == 2
    assert rows(session, FollowUp) == 1
    with pytest.raises(NotFound):
        restore_contact(session, owner.id, gone.id, LATER)


def test_what_was_deleted_less_than_thirty_days_ago_is_kept(session: Session, owner: User) -> None:
    ngozi = met(session, owner)
    delete_contact(session, owner.id, ngozi.id, NOON)
    assert purge_deleted(session, owner.id, NOON) == 0
    assert purge_deleted(session, owner.id, NOON + timedelta(microseconds=1)) == 1


def test_whom_the_forgotten_introduced_still_have_the_name(session: Session, owner: User) -> None:
    marcus = met(session, owner, "Marcus")
    lena = met(session, owner, "Lena", introducer_id=marcus.id)
    both_gone = met(session, owner, "Also gone", introducer_id=marcus.id)
    delete_contact(session, owner.id, marcus.id, NOON)
    delete_contact(session, owner.id, both_gone.id, NOON)
    assert purge_deleted(session, owner.id, LATER) == 2
    session.expire_all()
    [meeting] = get_person(session, owner.id, lena.id).encounters
    assert (meeting.introducer_id, meeting.introducer_name) == (None, "Marcus")


def test_what_was_merged_into_another_goes_when_that_one_goes(
    session: Session, owner: User
) -> None:
    kept, absorbed = met(session, owner, "Ngozi"), met(session, owner, "N. Adébáyò")
    delete_contact(session, owner.id, absorbed.id, NOON)
    absorbed.merged_into_id = kept.id
    session.flush()
    with pytest.raises(NotFound):
        restore_contact(session, owner.id, absorbed.id, NOON)
    assert purge_deleted(session, owner.id, LATER) == 0
    delete_contact(session, owner.id, kept.id, NOON)
    assert purge_deleted(session, owner.id, LATER) == 2
