"""The letter of a follow-up: the person's own wording, else the draft from the meeting."""

from dataclasses import dataclass
from datetime import date

from webapp.contacts.model import Contact
from webapp.days import day_at
from webapp.followups.checks import Check, Proof, SentBefore, check
from webapp.followups.details import FollowUpChanges, Wording
from webapp.followups.drafts import (
    Addressee,
    Draft,
    Meeting,
    Occasion,
    Sender,
    template_name,
    write,
    write_from,
)
from webapp.followups.mailto import mailto
from webapp.followups.model import FollowUp
from webapp.followups.queue import QueueItem
from webapp.followups.words import event_name, introducer_name
from webapp.recommendations.model import PACKET
from webapp.relations.whom import relation_of


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be sent; `to` is empty where no address is known.

    `template` is the one that its draft is written from.
    """

    to: str
    subject: str
    body: str
    own_wording: bool
    mailto: str
    checks: list[Check]
    template: str


def letter_for(item: QueueItem, me: Sender) -> Letter:
    """The letter as it stands, with its address for the mail program and its checks."""
    follow_up, draft = item.follow_up, first_draft(item, me)
    stands = Draft(follow_up.subject or draft.subject, follow_up.body or draft.body)
    to = _address(follow_up.contact)
    whom, meeting, occasion = addressee(item, me), meeting_of(item), occasion_of(item, me)
    others = _others(item, me)
    proof = Proof(stands, follow_up.kind, whom, meeting, others, occasion)
    return Letter(
        to=to,
        subject=stands.subject,
        body=stands.body,
        own_wording=stands != draft,
        mailto=mailto(to, stands.subject, stands.body),
        checks=check(proof, item.follow_up.overruled),
        template=template_name(follow_up.kind, whom, meeting, me, occasion),
    )


def first_draft(item: QueueItem, me: Sender) -> Draft:
    """The draft from the meeting, whatever was worded since."""
    whom, meeting = addressee(item, me), meeting_of(item)
    return write(item.follow_up.kind, whom, meeting, me, occasion_of(item, me))


def word(item: QueueItem, wording: Wording, me: Sender) -> None:
    """Keep the person's own wording; what equals the draft, or is blank, is left to the draft."""
    draft = first_draft(item, me)
    subject = " ".join(wording.subject.split())
    body = "\n".join(wording.body.splitlines()).strip()
    item.follow_up.subject = "" if subject == draft.subject else subject
    item.follow_up.body = "" if body == draft.body else body


def change(item: QueueItem, changes: FollowUpChanges, me: Sender) -> None:
    """Set what is given of the wording, of what the letter is about, and of what is overruled."""
    row = item.follow_up
    if changes.about is not None:
        row.about = changes.about
    if changes.overruled is not None:
        row.overruled = sorted(set(changes.overruled))
    stands = letter_for(item, me)
    if changes.subject is not None or changes.body is not None:
        subject = stands.subject if changes.subject is None else changes.subject
        body = stands.body if changes.body is None else changes.body
        word(item, Wording(subject=subject, body=body), me)


def begin_from(item: QueueItem, name: str, me: Sender) -> None:
    """Word a letter anew from a template of this name."""
    whom, meeting = addressee(item, me), meeting_of(item)
    draft = write_from(name, whom, meeting, me, occasion_of(item, me))
    word(item, Wording(subject=draft.subject, body=draft.body), me)


def overrule(follow_up: FollowUp, check_name: str, *, off: bool) -> None:
    """Let a check's finding stand, or take it seriously again."""
    kept = set(follow_up.overruled) - {check_name}
    follow_up.overruled = sorted(kept if off else kept | {check_name})


def addressee(item: QueueItem, me: Sender) -> Addressee:
    """Whom a follow-up is written to."""
    contact = item.follow_up.contact
    relation = relation_of(contact, me.school)
    return Addressee(
        contact.name, contact.title, contact.first, contact.last, contact.organisation, relation
    )


def meeting_of(item: QueueItem) -> Meeting:
    """The meeting that a follow-up speaks of."""
    row = item.follow_up
    encounter = row.encounter
    if encounter is None:
        return Meeting(day=None, seed=row.contact_id.int)
    theirs = encounter.contact_id == row.contact_id
    open_promise = row.kind == "promise" or not item.promise_settled
    return Meeting(
        day=day_at(encounter.at, encounter.time_zone),
        detail=encounter.detail if theirs else "",
        event=event_name(encounter),
        event_kind=encounter.event.kind if encounter.event else "",
        role=encounter.event.role if encounter.event else "",
        place=encounter.place if theirs else "",
        talk=encounter.talk,
        promise=encounter.promise if open_promise else "",
        introducer=introducer_name(encounter),
        again=item.met_before,
        told=item.told,
        seed=encounter.id.int,
    )


def occasion_of(item: QueueItem, me: Sender) -> Occasion:
    """What a follow-up is about besides the meeting."""
    row, wanted = item.follow_up, item.follow_up.recommendation
    other = row.encounter is not None and row.encounter.contact_id != row.contact_id
    return Occasion(
        advice=row.act.what if row.act else "",
        introduced=row.encounter.contact.name if row.encounter and other else "",
        news=row.about,
        offer=me.offers.get(row.contact_id, ""),
        helped=me.helped.get(row.contact_id, ""),
        seen=me.seen.get(row.contact_id, ""),
        needed_by=_day(wanted.needed_by or me.applications_open_on) if wanted else "",
        asked_on=_day(wanted.asked_on) if wanted else "",
        packet=_listed([_IN_A_LETTER[part] for part in PACKET if part in wanted.packet])
        if wanted else "",
        for_recommendation=wanted is not None,
    )  # fmt: skip


_IN_A_LETTER = {
    "cv": "my CV",
    "statement": "my personal statement",
    "application_id": "my application ID",
    "bullet_points": "a page of bullet points",
}


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _others(item: QueueItem, me: Sender) -> list[SentBefore]:
    """The letters that others got within thirty days of this one."""
    return [
        SentBefore(one.name, one.organisation, f"{one.on.day} {one.on:%B}", one.body)
        for one in me.sent
        if one.contact_id != item.follow_up.contact_id and abs((item.on - one.on).days) <= _LATELY
    ]


_LATELY = 30


def _day(value: date | None) -> str:
    return f"{value.day} {value:%B}" if value else ""


def _address(contact: Contact) -> str:
    """The first address that can be one."""
    addresses = (email["value"].strip() for email in contact.emails)
    return next((address for address in addresses if "@" in address), "")
