"""A follow-up's letter as a file for mail programs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.cards.cards import list_cards
from webapp.followups.letters import Letter
from webapp.followups.queue import QueueItem
from webapp.formats.eml import Attachment, Mailbox, write_eml
from webapp.sending.model import Cv


def draft_of(
    session: Session, owner: User, item: QueueItem, letter: Letter, now: datetime, *, with_cv: bool
) -> bytes:
    """The letter as an .eml draft, with the owner's CV where there is one and it is wanted."""
    to = Mailbox(item.follow_up.contact.name, letter.to)
    attachment = attached_cv(session, owner.id) if with_cv else None
    return write_eml(writer(session, owner), to, letter.subject, letter.body, now, attachment)


def letter_of(
    session: Session,
    owner: User,
    item: QueueItem,
    letter: Letter,
    now: datetime,
    *,
    sender: str,
    with_cv: bool,
) -> bytes:
    """The letter as it is handed in for sending, from the address `sender`.

    Its Message-ID is made of the follow-up, so that one that did come twice could be told.
    """
    to = Mailbox(item.follow_up.contact.name, letter.to)
    attachment = attached_cv(session, owner.id) if with_cv else None
    own = {"Message-ID": f"<{item.follow_up.id}@{sender.rpartition('@')[2]}>"}
    by = Mailbox(writer(session, owner).name, sender)
    return write_eml(by, to, letter.subject, letter.body, now, attachment, extra=own)


def writer(session: Session, owner: User) -> Mailbox:
    """Who a letter is from: the address of the general card, else that of the account."""
    cards = list_cards(session, owner.id)
    card = cards[0].card if cards else None
    address = card.emails[0]["value"] if card and card.emails else owner.email
    return Mailbox((card.name if card else "") or owner.name, address)


def attached_cv(session: Session, owner_id: UUID) -> Attachment | None:
    """The owner's CV as it goes with a letter, if there is one."""
    cv = session.get(Cv, owner_id)
    return Attachment(cv.name, cv.pdf) if cv else None
