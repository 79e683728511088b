"""Two contacts found to be one person, and the way back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import met
from tests.contacts.test_combine import values
from webapp.accounts.model import User
from webapp.contacts.deletion import delete_contact
from webapp.contacts.duplicates import find_likenesses
from webapp.contacts.keys import ContactKey, Pair
from webapp.contacts.likeness import Person
from webapp.contacts.listing import get_person
from webapp.contacts.meet import add_contact, add_encounter, get_contact, settle
from webapp.contacts.merge import merge, undo_merge
from webapp.contacts.merges import list_merges
from webapp.contacts.model import Contact, ContactPhoto, Encounter, Merge
from webapp.contacts.pairs import count_duplicates, dismiss
from webapp.contacts.references import references
from webapp.errors import Conflict, Invalid, NotFound
from webapp.followups.model import FollowUp
from webapp.followups.opening import open_for
from webapp.followups.queue import follow_ups_of
from webapp.schema import metadata

LATER = NOON + timedelta(hours=1)
MOVES_WITH_TIME = {"changed_at"}


def known(session: Session, owner: User, name: str, **values: Any) -> Contact:
    """A contact with a meeting, what is owed for it, and these values."""
    contact = met(session, owner, name, detail=f"{name} has twins", promise="the sepsis paper")
    for field, value in values.items():
        setattr(contact, field, value)
    for encounter in session.scalars(select(Encounter).filter_by(contact_id=contact.id)):
        open_for(session, encounter, NOON)
    settle(session, contact)
    return contact


def two(session: Session, owner: User) -> tuple[Contact, Contact]:
    """The same person twice."""
    email, phone = {"value": "n@example.org", "type": "work"}, {"value": "+1 973", "type": ""}
    return (
        known(session, owner, "Ngozi Adébáyò", title="Director", emails=[email]),
        known(session, owner, "Adebayo, Ngozi", title="Chief", emails=[email], phones=[phone]),
    )


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for the record of merges and the times of change."""
    session.flush()
    found = {}
    for table in metadata.sorted_tables:
        if table.name != Merge.__tablename__:
            rows = session.execute(select(table).order_by(*table.primary_key)).mappings()
            found[table.name] = [
                {name: value for name, value in row.items() if name not in MOVES_WITH_TIME}
                for row in rows
            ]
    return found


def join(session: Session, owner: User, kept: Contact, absorbed: Contact, **more: Any) -> Merge:
    return merge(session, owner.id, kept.id, absorbed.id, LATER, **more)


def person(session: Session, owner: User, contact: Contact) -> Contact:
    session.expire_all()
    return get_person(session, owner.id, contact.id)


def test_the_kept_one_has_the_values_meetings_and_follow_ups_of_both(
    session: Session, owner: User
) -> None:
    kept, absorbed = two(session, owner)
    join(session, owner, kept, absorbed)
    one = person(session, owner, kept)
    assert (one.name, one.title) == ("Ngozi Adébáyò", "Director")
    assert one.note == "Also known as: Adebayo, Ngozi\nTitle: Chief"
    assert [email["value"] for email in one.emails] == ["n@example.org"]
    assert [phone["value"] for phone in one.phones] == ["+1 973"]
    assert {met.detail for met in one.encounters} == {
        "Ngozi Adébáyò has twins",
        "Adebayo, Ngozi has twins",
    }
    assert len(follow_ups_of(session, owner.id, [kept.id], NOON.date())[kept.id]) == 4
    assert "adebayo, ngozi has twins" in one.search_text
    assert absorbed.deleted_at == LATER


def test_the_other_name_stands_when_it_is_chosen(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    join(session, owner, kept, absorbed, takes_name=True)
    one = person(session, owner, kept)
    assert one.name == "Adebayo, Ngozi"
    assert "Also known as: Ngozi Adébáyò" in one.note


def test_the_absorbed_ones_id_leads_to_the_kept_one(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    join(session, owner, kept, absorbed)
    assert get_contact(session, owner.id, absorbed.id).id == kept.id
    third = known(session, owner, "Dr. Adebayo")
    join(session, owner, third, kept)
    for contact in (absorbed, kept):
        assert get_contact(session, owner.id, contact.id).id == third.id
        assert contact.merged_into_id == third.id


def test_a_card_of_the_absorbed_one_is_known_as_the_kept_ones(
    session: Session, owner: User
) -> None:
    kept = known(session, owner, "Ngozi", card_uid="first-card-uid")
    absorbed = known(session, owner, "N. Adebayo", card_uid="second-card-uid")
    join(session, owner, kept, absorbed)
    for uid in ("first-card-uid", "second-card-uid", str(absorbed.id), str(kept.id)):
        found = find_likenesses(session, owner.id, Person("x", uids=(uid,)), None)
        assert [likeness.contact_id for likeness in found] == [kept.id]
    other = known(session, owner, "Somebody", card_uid="second-card-uid")
    settle(session, kept)
    assert count_duplicates(session, owner.id) == 1
    dismiss(session, owner.id, other.id, absorbed.id, NOON)
    for contact in (kept, other):
        settle(session, contact)
        assert count_duplicates(session, owner.id) == 0


def test_whoever_was_introduced_by_the_absorbed_one_was_by_the_kept_one(
    session: Session, owner: User
) -> None:
    kept, absorbed = two(session, owner)
    lena = met(session, owner, "Lena", introducer_id=absorbed.id)
    taken = join(session, owner, kept, absorbed)
    assert person(session, owner, lena).encounters[0].introducer_id == kept.id
    undo_merge(session, owner.id, taken.id, LATER)
    assert person(session, owner, lena).encounters[0].introducer_id == absorbed.id


def add_photo(session: Session, contact: Contact, jpeg: bytes) -> ContactPhoto:
    photo = ContactPhoto(
        owner_id=contact.owner_id, contact_id=contact.id, jpeg=jpeg, changed_at=NOON
    )
    session.add(photo)
    session.flush()
    return photo


def photo_of(session: Session, contact: Contact) -> bytes | None:
    session.expire_all()
    photo = session.get(ContactPhoto, (contact.owner_id, contact.id))
    return photo.jpeg if photo else None


def test_a_photo_is_shared_with_one_who_has_none(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    add_photo(session, absorbed, b"theirs")
    taken = join(session, owner, kept, absorbed)
    assert photo_of(session, kept) == b"theirs"
    undo_merge(session, owner.id, taken.id, LATER)
    assert (photo_of(session, kept), photo_of(session, absorbed)) == (None, b"theirs")


def test_an_own_photo_and_one_taken_since_stay(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    add_photo(session, absorbed, b"theirs")
    taken = join(session, owner, kept, absorbed)
    photo = session.get_one(ContactPhoto, (owner.id, kept.id))
    photo.jpeg, photo.changed_at = b"new", LATER
    undo_merge(session, owner.id, taken.id, LATER)
    assert (photo_of(session, kept), photo_of(session, absorbed)) == (b"new", b"theirs")
    join(session, owner, kept, absorbed)
    assert photo_of(session, kept) == b"new"


def test_merging_and_undoing_leaves_everything_as_it_was(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    add_photo(session, absorbed, b"theirs")
    met(session, owner, "Lena", introducer_id=absorbed.id)
    known(session, owner, "Adebayo Ngozi", emails=absorbed.emails)
    before = everything(session)
    assert len(before["contact_pair"]) == 3
    for takes_name in (False, True):
        taken = join(session, owner, kept, absorbed, takes_name=takes_name)
        assert everything(session) != before
        undo_merge(session, owner.id, taken.id, LATER)
        assert everything(session) == before
        assert kept.changed_at == absorbed.changed_at == LATER


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(values, values, st.booleans())
def test_whatever_they_hold_it_comes_back(
    session: Session, owner: User, mine: dict[str, Any], theirs: dict[str, Any], takes_name: bool
) -> None:
    nested = session.begin_nested()
    nowhere = {"program_id": None}
    kept = known(session, owner, **{**mine, **nowhere, "name": mine["name"] or "One"})
    absorbed = known(session, owner, **{**theirs, **nowhere, "name": theirs["name"] or "Two"})
    before = everything(session)
    taken = join(session, owner, kept, absorbed, takes_name=takes_name)
    undo_merge(session, owner.id, taken.id, LATER)
    assert everything(session) == before
    nested.rollback()
    session.expire_all()


def test_contacts_without_meetings_come_back_with_their_times(
    session: Session, owner: User
) -> None:
    kept, absorbed = (
        add_contact(session, owner.id, name=name, now=at)
        for name, at in (("A", NOON - timedelta(days=9)), ("B", NOON))
    )
    for contact in (kept, absorbed, known(session, owner, "C")):
        settle(session, contact)
        before = everything(session)
        if contact is not kept:
            taken = join(session, owner, kept, contact)
            assert kept.newest_at == NOON
            undo_merge(session, owner.id, taken.id, LATER)
            assert everything(session) == before


def test_doing_it_twice_is_doing_it_once(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    before = everything(session)
    taken = join(session, owner, kept, absorbed)
    merged = everything(session)
    assert join(session, owner, kept, absorbed).id == taken.id
    assert join(session, owner, absorbed, kept).id == taken.id
    assert everything(session) == merged
    for _ in range(2):
        undone = undo_merge(session, owner.id, taken.id, LATER)
        assert undone.undone_at == LATER
        assert everything(session) == before
    again = join(session, owner, kept, absorbed)
    assert again.id != taken.id
    assert everything(session) == merged
    undo_merge(session, owner.id, taken.id, LATER)
    assert everything(session) == merged


def test_nobody_is_merged_with_themselves_or_with_somebody_elses(
    session: Session, owner: User, other_owner: User
) -> None:
    mine, theirs = known(session, owner, "Ada"), known(session, other_owner, "Ada")
    with pytest.raises(Invalid):
        join(session, owner, mine, mine)
    for one, other in ((mine, theirs), (theirs, mine)):
        with pytest.raises(NotFound):
            join(session, owner, one, other)
    ours = join(session, other_owner, theirs, known(session, other_owner, "Ada Obi"))
    with pytest.raises(NotFound):
        undo_merge(session, owner.id, ours.id, LATER)
    delete_contact(session, owner.id, mine.id, NOON)
    with pytest.raises(NotFound):
        join(session, owner, mine, known(session, owner, "Ada"))


def test_what_came_after_the_merge_stays_with_the_kept_one(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    taken = join(session, owner, kept, absorbed)
    kept.school = "St. George’s"
    kept.emails = [*kept.emails, {"value": "new@example.org", "type": ""}]
    new = Encounter(at=LATER, time_zone="UTC", detail="a new dog")
    add_encounter(session, get_contact(session, owner.id, absorbed.id), new, LATER)
    undo_merge(session, owner.id, taken.id, LATER)
    one = person(session, owner, kept)
    assert one.school == "St. George’s"
    assert [email["value"] for email in one.emails] == ["n@example.org", "new@example.org"]
    assert [met.detail for met in one.encounters] == ["a new dog", "Ngozi Adébáyò has twins"]
    assert one.newest_at == LATER
    other = person(session, owner, absorbed)
    assert [met.detail for met in other.encounters] == ["Adebayo, Ngozi has twins"]


def test_a_follow_up_opened_since_goes_with_its_meeting(session: Session, owner: User) -> None:
    kept, absorbed = two(session, owner)
    [meeting] = person(session, owner, absorbed).encounters
    taken = join(session, owner, kept, absorbed)
    session.refresh(meeting)
    assert meeting.contact_id == kept.id
    [new] = open_for(session, meeting, LATER)
    undo_merge(session, owner.id, taken.id, LATER)
    assert session.get_one(FollowUp, (owner.id, new.id)).contact_id == absorbed.id


def test_merges_are_undone_in_turn(session: Session, owner: User) -> None:
    first, second = two(session, owner)
    third = known(session, owner, "Dr. Adebayo")
    states = [everything(session)]
    merges = [join(session, owner, first, second)]
    states.append(everything(session))
    merges.append(join(session, owner, third, first))
    with pytest.raises(Conflict):
        undo_merge(session, owner.id, merges[0].id, LATER)
    assert [kept for _, kept, _ in list_merges(session, owner.id)] == ["Dr. Adebayo"] * 2
    while merges:
        undo_merge(session, owner.id, merges.pop().id, LATER)
        assert everything(session) == states.pop()


def test_the_absorbed_one_comes_back_even_if_the_kept_one_was_deleted(
    session: Session, owner: User
) -> None:
    kept, absorbed = two(session, owner)
    taken = join(session, owner, kept, absorbed)
    delete_contact(session, owner.id, kept.id, LATER)
    assert list_merges(session, owner.id) == []
    undo_merge(session, owner.id, taken.id, LATER)
    assert person(session, owner, absorbed).encounters[0].detail == "Adebayo, Ngozi has twins"
    with pytest.raises(NotFound):
        get_contact(session, owner.id, kept.id)


def test_every_pointer_at_a_contact_is_moved_or_part_of_the_contact() -> None:
    moved = {str(column) for column in references()}
    of_the_contact = {
        str(key.parent)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is Contact.__table__.c.id and key.parent.primary_key
    }
    assert moved >= {"encounter.contact_id", "encounter.introducer_id", "follow_up.contact_id"}
    # A merge knows what to do with each of these; a new one must be thought about there.
    assert of_the_contact == {
        "contact_key.contact_id",
        "contact_pair.one_id",
        "contact_pair.other_id",
        "contact_photo.contact_id",
        "recall.contact_id",
    }
    for name in moved:
        table = metadata.tables[name.split(".")[0]]
        assert table.primary_key.columns.keys()[0] == "owner_id"


def test_erasing_the_kept_one_for_good_leaves_nothing_of_either(
    session: Session, owner: User
) -> None:
    kept, absorbed = two(session, owner)
    join(session, owner, kept, absorbed)
    delete_contact(session, owner.id, kept.id, LATER)
    session.commit()
    delete_contact(session, owner.id, known(session, owner, "Lena").id, LATER + timedelta(days=31))
    for model in (ContactKey, Pair, Merge, Encounter, FollowUp):
        rows = session.scalars(select(model).filter_by(owner_id=owner.id)).all()
        assert {kept.id, absorbed.id}.isdisjoint(_contact_ids(rows))


def _contact_ids(rows: Any) -> set[UUID]:
    names = ("contact_id", "one_id", "other_id", "kept_id")
    return {getattr(row, name) for row in rows for name in names if hasattr(row, name)}
