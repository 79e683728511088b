"""What a fresh capture form already says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.contacts.meet import get_contact
from webapp.db import get_owned
from webapp.errors import NotFound
from webapp.events.model import event_on_now, list_events
from webapp.targets.model import Target
from webapp.targets.prefill import capture_values


def offered_values(
    session: Session, owner_id: UUID, asked: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """The event that is on, the place that was kept, and whom we meet again.

    `asked` are the words of the address: `contact_id`, `event_id`, `place` and `target`; what is
    not the owner's is passed over.
    """
    asked = {**_at_target(session, owner_id, asked.get("target", "")), **asked}
    values: dict[str, Any] = {
        "place": asked.get("place", "")[:200],
        "name": asked.get("name", "")[:200],
        "organisation": asked.get("organisation", "")[:200],
        "program_id": asked.get("program_id", ""),
    }
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


def _at_target(session: Session, owner_id: UUID, target_id: str) -> dict[str, str]:
    """What the target to which one went says of whom one meets there."""
    try:
        return capture_values(get_owned(session, Target, owner_id, UUID(target_id)))
    except (ValueError, NotFound):
        return {}
