"""The letter of a follow-up: the person's own wording, else the draft from the meeting."""

from dataclasses import dataclass

from webapp.contacts.model import Contact
from webapp.days import day_at
from webapp.followups.checks import Check, check
from webapp.followups.details import Wording
from webapp.followups.drafts import Addressee, Draft, Meeting, Sender
from webapp.followups.kinds import KINDS
from webapp.followups.mailto import mailto
from webapp.followups.queue import QueueItem
from webapp.followups.words import event_name, introducer_name


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be sent; `to` is empty where no address is known."""

    to: str
    subject: str
    body: str
    own_wording: bool
    mailto: str
    checks: list[Check]


def letter_for(item: QueueItem, me: Sender) -> Letter:
    """The letter as it stands, with its address for the mail program and its checks."""
    follow_up, draft = item.follow_up, first_draft(item, me)
    stands = Draft(follow_up.subject or draft.subject, follow_up.body or draft.body)
    to = _address(follow_up.contact)
    return Letter(
        to=to,
        subject=stands.subject,
        body=stands.body,
        own_wording=stands != draft,
        mailto=mailto(to, stands.subject, stands.body),
        checks=check(stands, _meeting(item)),
    )


def first_draft(item: QueueItem, me: Sender) -> Draft:
    """The draft from the meeting, whatever was worded since."""
    contact = item.follow_up.contact
    to = Addressee(contact.name, contact.title, contact.first, contact.last)
    return KINDS[item.follow_up.kind].write(to, _meeting(item), me)


def word(item: QueueItem, wording: Wording, me: Sender) -> None:
    """Keep the person's own wording; what equals the draft, or is blank, is left to the draft."""
    draft = first_draft(item, me)
    subject = " ".join(wording.subject.split())
    body = "\n".join(wording.body.splitlines()).strip()
    item.follow_up.subject = "" if subject == draft.subject else subject
    item.follow_up.body = "" if body == draft.body else body


def _meeting(item: QueueItem) -> Meeting:
    encounter = item.follow_up.encounter
    open_promise = item.follow_up.kind == "promise" or not item.promise_settled
    return Meeting(
        day=day_at(encounter.at, encounter.time_zone),
        detail=encounter.detail,
        event=event_name(encounter),
        event_kind=encounter.event.kind if encounter.event else "",
        place=encounter.place,
        talk=encounter.talk,
        promise=encounter.promise if open_promise else "",
        introducer=introducer_name(encounter),
        seed=encounter.id.int,
    )


def _address(contact: Contact) -> str:
    """The first address that can be one."""
    addresses = (email["value"].strip() for email in contact.emails)
    return next((address for address in addresses if "@" in address), "")
