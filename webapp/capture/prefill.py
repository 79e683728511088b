"""What a fresh capture form already says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.contacts.meet import get_contact
from webapp.errors import NotFound
from webapp.events.model import event_on_now, list_events


def offered_values(
    session: Session, owner_id: UUID, asked: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """The event that is on, the place that was kept, and whom we meet again.

    `asked` are the words of the address: `contact_id`, `event_id` and `place`; what is not the
    owner's is passed over.
    """
    values: dict[str, Any] = {"place": asked.get("place", "")[:200]}
    events = list_events(session, owner_id)
    on = event_on_now(events, now)
    known = {str(event.id) for event in events}
    wanted = asked.get("event_id", str(on.id) if on else "")
    values["event_id"] = wanted if wanted in known else ""
    try:
        contact = get_contact(session, owner_id, UUID(asked["contact_id"]))
    except (KeyError, ValueError, NotFound):
        return values
    return {**values, "contact_id": str(contact.id), "name": contact.name}
