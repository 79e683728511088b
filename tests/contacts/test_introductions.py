"""Who introduced whom."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import met
from webapp.accounts.model import User
from webapp.contacts.deletion import delete_contact
from webapp.contacts.introductions import Named, introduced_by, introduced_to
from webapp.contacts.listing import get_person
from webapp.contacts.meet import add_encounter
from webapp.contacts.model import Contact, Encounter


def again(session: Session, contact: Contact, **more: object) -> None:
    later = NOON + timedelta(days=1)
    add_encounter(
        session, contact, Encounter(at=later, time_zone="UTC", detail="again", **more), later
    )


def test_the_newest_meeting_that_says_so_tells_who_introduced_us(
    session: Session, owner: User
) -> None:
    marcus = met(session, owner, "Marcus")
    lena = met(session, owner, "Lena", introducer_id=marcus.id)
    again(session, lena)
    assert introduced_by(get_person(session, owner.id, lena.id)) == Named(marcus.id, "Marcus")
    again(session, lena, introducer_name="the chief resident")
    session.expunge_all()
    assert introduced_by(get_person(session, owner.id, lena.id)) == Named(
        None, "the chief resident"
    )


def test_nobody_introduced_us(session: Session, owner: User) -> None:
    assert introduced_by(get_person(session, owner.id, met(session, owner).id)) is None


def test_an_introducer_who_is_deleted_keeps_the_name_alone(session: Session, owner: User) -> None:
    marcus = met(session, owner, "Marcus")
    lena = met(session, owner, "Lena", introducer_id=marcus.id)
    delete_contact(session, owner.id, marcus.id, NOON)
    assert introduced_by(get_person(session, owner.id, lena.id)) == Named(None, "Marcus")


def test_those_introduced_are_named_once_each_and_never_the_deleted(
    session: Session, owner: User
) -> None:
    marcus = met(session, owner, "Marcus")
    zoe = met(session, owner, "Zoe", introducer_id=marcus.id)
    again(session, zoe, introducer_id=marcus.id)
    ann = met(session, owner, "Ann", introducer_id=marcus.id)
    gone = met(session, owner, "Gone", introducer_id=marcus.id)
    delete_contact(session, owner.id, gone.id, NOON)
    found = introduced_to(session, owner.id, [marcus.id, zoe.id])
    assert found == {marcus.id: [Named(ann.id, "Ann"), Named(zoe.id, "Zoe")], zoe.id: []}
