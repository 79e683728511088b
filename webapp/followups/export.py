"""The queue's people as an address book keeps them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.export import person_card
from webapp.contacts.listing import with_encounters
from webapp.contacts.model import Contact
from webapp.followups.queue import QueueItem, owed_words
from webapp.formats.vcard_people import VCardPerson


def queue_cards(
    session: Session, owner_id: UUID, items: Iterable[QueueItem]
) -> Iterator[VCardPerson]:
    """Everyone in the queue once, in its order, with all that is owed in the note."""
    owed: dict[UUID, list[QueueItem]] = defaultdict(list)
    for item in items:
        owed[item.follow_up.contact_id].append(item)
    query = select(Contact).where(Contact.owner_id == owner_id, Contact.id.in_(owed))
    people = {person.id: person for person in session.scalars(query.options(with_encounters()))}
    for contact_id, theirs in owed.items():
        person = people[contact_id]
        yield person_card(person, person.encounters, owed_words(theirs))
