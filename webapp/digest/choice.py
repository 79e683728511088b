"""Who wants the digest, and when."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from webapp.digest.model import (
    MORNING,
    DigestChoice,
    DigestDay,
    PushSubscription,
    subscription_id,
)
from webapp.errors import FieldError, Invalid, NotFound
from webapp.formats.push import is_push_service


def choice_of(session: Session, owner_id: UUID) -> DigestChoice:
    """What the owner chose; nothing by mail until they do."""
    chosen = session.get(DigestChoice, owner_id)
    return chosen or DigestChoice(owner_id=owner_id, hour=MORNING, by_mail=False)


def choose(
    session: Session, owner_id: UUID, *, hour: int | None = None, by_mail: bool | None = None
) -> None:
    """Choose the hour, or whether it comes by mail; None leaves it as it is."""
    chosen = choice_of(session, owner_id)
    chosen.hour = chosen.hour if hour is None else hour
    chosen.by_mail = chosen.by_mail if by_mail is None else by_mail
    session.add(chosen)
    session.flush()


def subscribe(
    session: Session,
    owner_id: UUID,
    endpoint: str,
    keys: tuple[str, str],
    name: str,
    now: datetime,
    *,
    more_hosts: Iterable[str] = (),
) -> PushSubscription:
    """Show this owner's digest on this browser from now on, and nobody else's.

    `keys` are its p256dh and auth. Invalid names `endpoint` unless a push service is behind it.
    """
    if not is_push_service(endpoint, more_hosts):
        raise Invalid(FieldError("endpoint", "is not of a push service that we know."))
    known = session.get(PushSubscription, subscription_id(endpoint))
    device = known or PushSubscription(id=subscription_id(endpoint), endpoint=endpoint)
    device.owner_id, device.created_at, device.name = owner_id, now, name[:100]
    device.p256dh, device.auth = keys
    session.add(device)
    session.flush()
    return device


def unsubscribe(session: Session, owner_id: UUID, subscription_id: UUID) -> None:
    """Show nothing on this device any more; NotFound alike for an unknown and another's."""
    device = session.get(PushSubscription, subscription_id)
    if device is None or device.owner_id != owner_id:
        raise NotFound("PushSubscription")
    session.delete(device)
    session.flush()


def wanting(session: Session) -> list[UUID]:
    """Every owner who wants the digest in some way; the session must see everybody."""
    by_mail = select(DigestChoice.owner_id).where(DigestChoice.by_mail)
    return list(session.scalars(union(by_mail, select(PushSubscription.owner_id))))


def latest_day(session: Session, owner_id: UUID) -> DigestDay | None:
    """The last digest that had anybody in it."""
    query = select(DigestDay).where(DigestDay.owner_id == owner_id, DigestDay.people > 0)
    return session.scalar(query.order_by(DigestDay.on.desc()).limit(1))
