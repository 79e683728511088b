"""One person's follow-ups, brought in step with what is known of them.

Meetings, acts, letters of recommendation and the stage say what is owed; `replan` makes the open
follow-ups say the same. It is repeatable, and leaves alone what is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.details import zone
from webapp.accounts.model import User
from webapp.contacts.meet import of_contact
from webapp.contacts.model import Contact, Encounter
from webapp.days import day_at
from webapp.followups.kinds import KINDS, promise_of
from webapp.followups.model import FollowUp
from webapp.followups.opening import letter_kind, make, meeting_window, move
from webapp.followups.patience import unanswered
from webapp.followups.windows import Window, window
from webapp.recommendations.model import Recommendation
from webapp.recommendations.season import ask_window, reminder_on
from webapp.relations.cadence import limit_of, silent_until, too_soon_until
from webapp.relations.model import Act

FIRST_LETTERS = ("nice_to_meet_you", "thank_you")
_REST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is owed to a person, and within which days."""

    kind: str
    window: Window
    encounter_id: UUID | None = None
    act_id: UUID | None = None
    recommendation_id: UUID | None = None
    about: str = ""


@dataclass(slots=True)
class Known:
    """All that is known of one person and decides what is owed."""

    owner: User
    contact: Contact
    met: list[Encounter]
    acts: list[Act]
    recommendations: list[Recommendation]
    rows: list[FollowUp]


def replan(session: Session, owner: User, contact_id: UUID, now: datetime) -> None:
    """Bring a contact's open follow-ups in step with what is known; the caller commits."""
    contact = session.get(Contact, (owner.id, contact_id))
    if contact is None or contact.deleted_at is not None:
        return
    known = _known(session, owner, contact)
    _join_first_letters(known, now)
    _move_to_meetings(session, known)
    _keep_what_is_owed(session, known, now)
    session.flush()


def last_contact(session: Session, owner: User, contact: Contact) -> date | None:
    """The last day on which the owner and a contact had to do with each other."""
    known = _known(session, owner, contact)
    return last_heard(known.met, known.acts, known.rows)


def own_accord_days(rows: list[FollowUp]) -> list[date]:
    """The days on which letters went out that nobody waited for."""
    return [
        day_at(row.state_at, row.time_zone)
        for row in rows
        if row.state in ("sent", "replied") and KINDS[row.kind].of_own_accord
    ]


def _known(session: Session, owner: User, contact: Contact) -> Known:
    def of(model: type[Act] | type[Recommendation] | type[FollowUp]) -> list[object]:
        query = select(model).where(model.owner_id == owner.id, model.contact_id == contact.id)
        return list(session.scalars(query.order_by(model.id)))

    met = list(session.scalars(of_contact(contact)))
    return Known(owner, contact, met, of(Act), of(Recommendation), of(FollowUp))  # type: ignore[arg-type]  # each of its model


def _join_first_letters(known: Known, now: datetime) -> None:
    """Of two open first letters, which a merge brings together, the later one stays open.

    One that rests because of a letter which is another's by now is open again.
    """
    ids = {row.id for row in known.rows}
    for row in known.rows:
        if row.rested_by_id is not None and row.rested_by_id not in ids:
            wake(row, now)
    for kind in FIRST_LETTERS:
        open_ones = [row for row in known.rows if row.kind == kind and is_open_first_letter(row)]
        open_ones.sort(key=lambda one: (one.opens_on, one.id))
        for row in open_ones[:-1]:
            rest(row, open_ones[-1], now)


def is_open_first_letter(row: FollowUp) -> bool:
    """Whether it is the letter after a meeting, and not yet written."""
    return row.state == "queued" and row.kind in FIRST_LETTERS and row.recommendation_id is None


def rest(row: FollowUp, because_of: FollowUp, now: datetime) -> None:
    """Close a follow-up that another one makes needless: an open one, or one that waits."""
    row.state = "skipped" if row.state == "queued" else "replied"
    row.state_at, row.rested_by_id = now, because_of.id


def wake(row: FollowUp, now: datetime) -> None:
    """Take a rest back."""
    row.state = "queued" if row.state == "skipped" else "sent"
    row.state_at, row.rested_by_id = now, None


def _move_to_meetings(session: Session, known: Known) -> None:
    """Let the open letters of meetings have the windows that their meetings give."""
    meetings = {encounter.id: encounter for encounter in known.met}
    for row in known.rows:
        if row.state != "queued" or row.encounter_id is None or row.recommendation_id is not None:
            continue
        if row.kind == "introduction_made":
            _move_to_introduction(session, row)
            continue
        encounter = meetings.get(row.encounter_id)
        if encounter is None:
            continue
        kind = letter_kind(session, encounter)
        if row.kind == "nice_to_meet_you" != kind:
            row.kind = kind
        # A thank-you after another meeting than a call was opened by hand, on a day of its own.
        if row.kind == kind:
            move(row, meeting_window(encounter, kind))


def _move_to_introduction(session: Session, row: FollowUp) -> None:
    """What an introducer is told of is a meeting with somebody else."""
    encounter = session.get(Encounter, (row.owner_id, row.encounter_id))
    if encounter is not None:
        move(row, meeting_window(encounter, row.kind))


def _keep_what_is_owed(session: Session, known: Known, now: datetime) -> None:
    owed = list(_owed(known, now))
    for kind in _DERIVED:
        wanted = {_key(one): one for one in owed if one.kind == kind}
        for row in [row for row in known.rows if row.kind == kind and _is_derived(row)]:
            one = wanted.pop(_key(row), None)
            if one is not None and row.state == "queued":
                # News is told from the day on which it came, whenever that is looked at.
                if kind != "news":
                    move(row, one.window)
            elif row.state == "queued":
                _give_up(session, row, now)
            elif one is not None and _may_come_again(row):
                wanted.setdefault(_key(row), one)
        for one in wanted.values():
            session.add(_row(known, one, now))


_DERIVED = ("promise", "report_back", "letter_request", "reminder", "thank_you", "news",
            "stay_in_touch")  # fmt: skip


def _is_derived(row: FollowUp) -> bool:
    """Whether what is known asks for it, rather than a person's hand or a meeting."""
    return row.kind not in ("thank_you", "news") or row.recommendation_id is not None


def _may_come_again(row: FollowUp) -> bool:
    """Signs of life come again and again; of a letter of recommendation one may remind twice."""
    again = row.kind == "reminder" and row.recommendation_id is not None and row.state != "skipped"
    return row.kind == "stay_in_touch" or again


def _key(one: Owed | FollowUp) -> tuple[object, ...]:
    reminds_of_letter = one.kind == "reminder" and one.recommendation_id is None
    meeting = one.encounter_id if one.kind == "promise" or reminds_of_letter else None
    return (one.kind, meeting, one.act_id, one.recommendation_id)


def _give_up(session: Session, row: FollowUp, now: datetime) -> None:
    if row.subject or row.body:
        # What a person typed is never thrown away.
        row.state, row.state_at = "skipped", now
    else:
        session.delete(row)


def _row(known: Known, one: Owed, now: datetime) -> FollowUp:
    newest = known.met[0].id if known.met else None
    row = make(known.owner.id, known.contact.id, one.kind, one.window, now, about=one.about)
    row.encounter_id = one.encounter_id or newest
    row.act_id, row.recommendation_id = one.act_id, one.recommendation_id
    row.time_zone = known.owner.time_zone
    return row


def _owed(known: Known, now: datetime) -> Iterator[Owed]:
    """Everything that is owed to a person because of what is known of them."""
    for encounter in known.met:
        if promise_of(encounter):
            found = meeting_window(encounter, "promise")
            yield Owed("promise", found, encounter_id=encounter.id)
    for act in known.acts:
        if act.kind == "advice" and act.reported_back_on is None:
            found = window(KINDS["report_back"].days, act.on)
            yield Owed("report_back", found, act_id=act.id)
    for recommendation in known.recommendations:
        yield from _owed_for(recommendation, known, now)
    if (found_one := unanswered(known.rows, known.met)) is not None:
        letter, days = found_one
        yield Owed("reminder", days, encounter_id=letter.encounter_id)
    yield from _sign_of_life(known)


def _owed_for(wanted: Recommendation, known: Known, now: datetime) -> Iterator[Owed]:
    needed_by = wanted.needed_by or known.owner.applications_open_on
    today = now.astimezone(zone(known.owner.time_zone)).date()
    if wanted.state == "to_ask":
        since = day_at(wanted.created_at, known.owner.time_zone)
        asks = ask_window(needed_by) if needed_by else (since, since + _REST)
        found = Window(asks[0], asks[0], asks[1])
        yield Owed("letter_request", found, recommendation_id=wanted.id)
    remind_on = reminder_on(
        state=wanted.state,
        asked_on=wanted.asked_on,
        answered_on=wanted.answered_on,
        reminded_on=[date.fromisoformat(day) for day in wanted.reminded_on],
        needed_by=needed_by,
    )
    if remind_on is not None:
        found = window(KINDS["reminder"].days, remind_on)
        yield Owed("reminder", found, recommendation_id=wanted.id)
    if wanted.state == "received" and wanted.thanked_on is None:
        found = window(KINDS["thank_you"].days, wanted.received_on or today)
        yield Owed("thank_you", found, recommendation_id=wanted.id)
    if wanted.state == "received" and wanted.outcome.strip() and wanted.told_outcome_on is None:
        found = window(KINDS["news"].days, today)
        yield Owed("news", found, recommendation_id=wanted.id, about=wanted.outcome)


def _sign_of_life(known: Known) -> Iterator[Owed]:
    contact = known.contact
    limit = limit_of(contact.stage, contact.contact_limit_a_year, known.owner.contact_limit_a_year)
    last_on = last_heard(known.met, known.acts, known.rows)
    if not limit or last_on is None:
        return
    due = silent_until(last_on, limit)
    due = max(due, too_soon_until(own_accord_days(known.rows), limit, due) or due)
    yield Owed("stay_in_touch", Window(last_on, due, due + _REST))


def last_heard(met: list[Encounter], acts: list[Act], rows: list[FollowUp]) -> date | None:
    """The last day on which the two had to do with each other; None where there is none."""
    meetings = [day_at(encounter.at, encounter.time_zone) for encounter in met]
    letters = [
        day_at(row.state_at, row.time_zone)
        for row in rows
        if row.state in ("sent", "replied")
        # A sign of life that was skipped counts: whoever skips it wants to hear no more of it.
        or (row.state == "skipped" and row.kind == "stay_in_touch")
    ]
    return max([*meetings, *letters, *(act.on for act in acts)], default=None)
