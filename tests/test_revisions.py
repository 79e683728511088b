"""Every change of what a phone keeps is numbered, whichever way it was written."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import met
from webapp.accounts.model import User
from webapp.contacts.merge import merge, undo_merge
from webapp.contacts.model import Contact, Encounter
from webapp.db import new_id
from webapp.events.model import Event
from webapp.revisions import Change, Revision, new_epoch, touch

Found = set[tuple[str, UUID]]


class Watch:
    """What changed since one last looked."""

    def __init__(self, session: Session, owner: User) -> None:
        self.session, self.owner_id, self.rev = session, owner.id, 0
        self.changes()

    def changes(self) -> Found:
        self.session.commit()
        query = select(Change.kind, Change.id, Change.rev).where(
            Change.owner_id == self.owner_id, Change.rev > self.rev
        )
        rows = self.session.execute(query).all()
        self.rev = max((row.rev for row in rows), default=self.rev)
        return {(row.kind, row.id) for row in rows}


@pytest.fixture
def watch(session: Session, owner: User) -> Iterator[Watch]:
    return Watch(session, owner)


def event_of(owner: User) -> Event:
    day = NOON.date()
    return Event(
        owner_id=owner.id, name="ACP", starts_on=day, ends_on=day, time_zone="UTC", created_at=NOON
    )


def test_a_new_row_and_a_changed_one_are_changes(
    session: Session, owner: User, watch: Watch
) -> None:
    contact = met(session, owner)
    assert watch.changes() == {("contact", contact.id)}
    contact.note = "met at breakfast"
    assert watch.changes() == {("contact", contact.id)}
    contact.note = "met at breakfast"
    assert watch.changes() == set()


def test_an_encounter_is_part_of_its_contact(session: Session, owner: User, watch: Watch) -> None:
    contact = met(session, owner)
    watch.changes()
    [encounter] = session.scalars(select(Encounter))
    encounter.detail = "three daughters"
    assert watch.changes() == {("contact", contact.id)}


def test_changes_are_numbered_without_gaps_in_the_order_of_commits(
    session: Session, owner: User, watch: Watch
) -> None:
    for _ in range(3):
        met(session, owner)
        met(session, owner)
        session.commit()
    revs = list(session.scalars(select(Change.rev).order_by(Change.rev)))
    newest = session.scalar(select(Revision.rev).where(Revision.owner_id == owner.id))
    assert revs == list(range(1, len(revs) + 1))
    assert newest == len(revs)


def test_what_is_rolled_back_was_no_change(session: Session, owner: User, watch: Watch) -> None:
    met(session, owner)
    session.rollback()
    assert watch.changes() == set()


def test_a_savepoint_that_is_kept_keeps_its_changes(
    session: Session, owner: User, watch: Watch
) -> None:
    with session.begin_nested():
        contact = met(session, owner)
    kept = met(session, owner, "Marcus")
    with pytest.raises(ZeroDivisionError), session.begin_nested():
        _ = 1 / 0
    assert watch.changes() == {("contact", contact.id), ("contact", kept.id)}


@pytest.mark.parametrize("as_table", [False, True])
def test_a_bulk_update_is_seen(session: Session, owner: User, watch: Watch, as_table: bool) -> None:
    one, _other = met(session, owner), met(session, owner)
    watch.changes()
    rows = Contact.__table__ if as_table else Contact
    statement = update(rows).where(Contact.owner_id == owner.id, Contact.id == one.id)
    session.execute(statement.values(note="x"))
    assert watch.changes() == {("contact", one.id)}


def test_a_bulk_move_is_a_change_of_both_contacts(
    session: Session, owner: User, watch: Watch
) -> None:
    one, other = met(session, owner), met(session, owner)
    watch.changes()
    session.execute(
        update(Encounter)
        .where(Encounter.owner_id == owner.id, Encounter.contact_id == one.id)
        .values(contact_id=other.id)
    )
    assert watch.changes() == {("contact", one.id), ("contact", other.id)}


def test_a_bulk_delete_is_seen(session: Session, owner: User, watch: Watch) -> None:
    contact = met(session, owner)
    watch.changes()
    mine = (Encounter.owner_id == owner.id, Encounter.contact_id == contact.id)
    session.execute(delete(Encounter).where(*mine))
    assert watch.changes() == {("contact", contact.id)}


def test_a_bulk_insert_is_seen(session: Session, owner: User, watch: Watch) -> None:
    row = {"owner_id": owner.id, "id": new_id(), "name": "Ngozi"}
    row |= dict.fromkeys(("newest_at", "created_at", "changed_at"), NOON)
    session.execute(insert(Contact), [row])
    assert watch.changes() == {("contact", row["id"])}
    with pytest.raises(TypeError, match="beside the insert"):
        session.execute(insert(Contact).values(**row))


def test_one_may_say_what_changed(session: Session, owner: User, watch: Watch) -> None:
    contact = met(session, owner)
    watch.changes()
    touch(session, owner.id, "contact", [contact.id])
    assert watch.changes() == {("contact", contact.id)}


def test_a_deleted_row_is_a_change(session: Session, owner: User, watch: Watch) -> None:
    event = event_of(owner)
    session.add(event)
    session.flush()
    event_id = event.id
    watch.changes()
    session.delete(event)
    assert watch.changes() == {("event", event_id)}


def test_merging_and_taking_it_back_change_both(
    session: Session, owner: User, watch: Watch
) -> None:
    one, other = met(session, owner), met(session, owner, detail="again")
    watch.changes()
    made = merge(session, owner.id, one.id, other.id, NOON)
    assert watch.changes() >= {("contact", one.id), ("contact", other.id)}
    undo_merge(session, owner.id, made.id, NOON + timedelta(hours=1))
    assert watch.changes() >= {("contact", one.id), ("contact", other.id)}


def test_each_owner_has_a_count_of_their_own(
    session: Session, owner: User, other_owner: User, watch: Watch
) -> None:
    theirs = Watch(session, other_owner)
    met(session, other_owner)
    assert watch.changes() == set()
    assert len(theirs.changes()) == 1


def test_a_new_epoch_begins_for_everybody(session: Session, owner: User, other_owner: User) -> None:
    before = set(session.scalars(select(Revision.epoch)))
    new_epoch(session)
    session.commit()
    session.expire_all()
    after = list(session.scalars(select(Revision.epoch)))
    assert len(after) == 2
    assert not before & set(after)
