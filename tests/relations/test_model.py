"""What people did for me stays with them, whatever becomes of the contact."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.accounts.model import User
from webapp.contacts.meet import add_contact
from webapp.contacts.merge import merge, undo_merge
from webapp.relations.model import Act


def test_acts_go_along_with_a_merge_and_back(session: Session, owner: User) -> None:
    kept = add_contact(session, owner.id, name="Dr. Ngozi Adébáyò", now=NOON)
    absorbed = add_contact(session, owner.id, name="N. Adebayo", now=NOON)
    act = Act(
        owner_id=owner.id,
        contact_id=absorbed.id,
        kind="advice",
        on=NOON.date(),
        what="apply early",
        created_at=NOON,
    )
    session.add(act)
    session.flush()
    made = merge(session, owner.id, kept.id, absorbed.id, NOON)
    assert session.scalar(select(Act.contact_id)) == kept.id
    undo_merge(session, owner.id, made.id, NOON)
    assert session.scalar(select(Act.contact_id)) == absorbed.id
