"""What goes into files of contacts from other rooms."""

from datetime import date

from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import met
from tests.export.conftest import a_jpeg
from webapp.accounts.model import User
from webapp.contacts.model import ContactPhoto
from webapp.export.beside import beside


def test_a_damaged_photo_stays_behind_and_costs_nobody_else_theirs(
    session: Session, owner: User, other_owner: User
) -> None:
    whole, damaged, without = (met(session, owner, name) for name in ("A", "B", "C"))
    theirs = met(session, other_owner, "D")
    for contact, jpeg in ((whole, a_jpeg()), (damaged, a_jpeg()[:700]), (theirs, a_jpeg())):
        key = {"owner_id": contact.owner_id, "contact_id": contact.id}
        session.add(ContactPhoto(**key, jpeg=jpeg, changed_at=NOON))
    session.commit()
    ids = [contact.id for contact in (whole, damaged, without, theirs)]
    photos = beside(owner.id, date(2026, 10, 14)).photos(ids)
    assert list(photos) == [whole.id]
    assert photos[whole.id].startswith(b"\xff\xd8\xff")
