"""What other rooms know of contacts, for the files that address books read."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from webapp.cards.photos import vcard_photo
from webapp.contacts.downloads import Beside
from webapp.contacts.model import ContactPhoto
from webapp.db import db
from webapp.followups.queue import follow_ups_of, owed_words


def beside(owner_id: UUID, on: date) -> Beside:
    """What is owed to some of the owner's contacts on this day, and their photos for a vCard.

    It is asked while a file is being sent, when the session of the view is closed already.
    """

    def owed(contact_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
        items = follow_ups_of(db.session, owner_id, contact_ids, on)
        return {contact_id: owed_words(items[contact_id]) for contact_id in contact_ids}

    def photos(contact_ids: Sequence[UUID]) -> Mapping[UUID, bytes]:
        query = select(ContactPhoto.contact_id, ContactPhoto.jpeg).where(
            ContactPhoto.owner_id == owner_id, ContactPhoto.contact_id.in_(contact_ids)
        )
        small = ((contact_id, _small(jpeg)) for contact_id, jpeg in db.session.execute(query))
        return {contact_id: jpeg for contact_id, jpeg in small if jpeg}

    return Beside(owed, photos)


def _small(jpeg: bytes) -> bytes | None:
    try:
        return vcard_photo(jpeg)
    except OSError:
        # One photo that is damaged must not cut off the file of everybody who comes after it.
        return None
