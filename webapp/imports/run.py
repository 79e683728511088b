"""Running an import: one entry a transaction, so that it can be stopped at any point."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.details import zone
from webapp.accounts.model import User
from webapp.cards.photos import make_photo
from webapp.contacts.duplicates import Candidate, candidates, likenesses
from webapp.contacts.export import categories, note_text
from webapp.contacts.kept_out import erased_since, let_in
from webapp.contacts.listing import get_person
from webapp.contacts.meet import get_contact, meet, new_contact, settle, take_down
from webapp.contacts.model import Contact, ContactPhoto
from webapp.contacts.phone_numbers import region_of
from webapp.errors import Conflict, Invalid, NotFound
from webapp.followups.queue import follow_ups_of, owed_words
from webapp.imports import card
from webapp.imports.fill import additions, values_of
from webapp.imports.meeting import add_meeting, meeting_of
from webapp.imports.model import Import, ImportEntry, SeenCard, entries_between, forget_file
from webapp.imports.preview import ERASED, can_be_taken, matches_of, with_former
from webapp.revisions import lock

_GONE = "The person to update is not there any more."
_UNKEPT = "The database could not keep this card."


_READ_AHEAD = 50
# Run for each person of a long import; building it anew would cost more than running it.
_IMPORT: Any = Import.__table__
_CLAIM = (
    update(_IMPORT)
    .where(_IMPORT.c.owner_id == bindparam("owner"), _IMPORT.c.id == bindparam("which"))
    .where(_IMPORT.c.state == "running", _IMPORT.c.done < _IMPORT.c.total)
    .values(done=_IMPORT.c.done + 1)
    .returning(_IMPORT.c.done, _IMPORT.c.total)
)


class _Whom(NamedTuple):
    """The contact that an entry goes to, None for a new one; why, and whom it may be.

    `among` is everybody it was compared with, or None where it was with nobody.
    """

    contact_id: UUID | None
    why: str
    matches: list[dict[str, Any]]
    among: Sequence[Candidate] | None = None


class _ErasedBefore(Exception):
    """The owner asked not to add this person again."""


def choose(session: Session, found: Import, choices: Mapping[int, str]) -> None:
    """Note what was chosen for some entries; Conflict once the import was run."""
    if found.state != "ready":
        raise Conflict("This import has been run already; what was chosen then stands.")
    for index, choice in choices.items():
        entry = session.get(ImportEntry, (found.owner_id, found.id, index))
        if entry is not None:
            entry.choice = choice
    session.flush()


def start(session: Session, found: Import) -> None:
    """Let a run begin; one that has begun or ended stays as it is. Conflict while still read."""
    if found.state == "reading":
        raise Conflict("This file was not read to its end. Nothing was taken. Upload it again.")
    if found.state == "ready":
        found.state = "running"
        forget_file(session, found)
        session.flush()


def run_on(
    session: Session, owner: User, found: Import, clock: Callable[[], datetime]
) -> Iterator[None]:
    """Take one entry after the other until there is none; the caller commits after each.

    The first statement of each both finds the entry and locks the import, so that two requests
    that run the same import take turns, and none takes an entry twice. What an entry says does
    not change any more, so entries are read ahead.
    """
    ahead: dict[int, ImportEntry] = {}
    while claimed := _claim(session, found):
        done, total = claimed
        # Whom an entry meets is decided by what is read from here on.
        lock(session, owner.id)
        if done - 1 not in ahead:
            some = entries_between(session, found, done - 1, done - 1 + _READ_AHEAD)
            ahead = {entry.index: entry for entry in some}
        _take_or_leave(session, owner, ahead.pop(done - 1), clock())
        if done == total:
            _end(session, found, clock())
        session.flush()
        yield


def _claim(session: Session, found: Import) -> tuple[int, int] | None:
    """How far the run is with one entry more, and how far it goes; None once it is through."""
    key = {"owner": found.owner_id, "which": found.id}
    claimed = session.connection().execute(_CLAIM, key).one_or_none()
    return None if claimed is None else (claimed.done, claimed.total)


def _end(session: Session, found: Import, now: datetime) -> None:
    session.execute(
        update(Import)
        .where(Import.owner_id == found.owner_id, Import.id == found.id)
        .values(state="done", ended_at=now)
    )


def _take_or_leave(session: Session, owner: User, entry: ImportEntry, now: datetime) -> None:
    """One entry that cannot be taken costs no other."""
    if entry.finding == "left_out" and not (entry.choice == "new" and can_be_taken(entry)):
        entry.fate, entry.photo = "left_out", None
        return
    if entry.choice == "leave":
        entry.fate, entry.why, entry.photo = "left_out", "You left it out.", None
        return
    try:
        with session.begin_nested():
            _take(session, owner, entry, now)
    except _ErasedBefore:
        entry.fate, entry.why = "left_out", ERASED
    except NotFound:
        entry.fate, entry.why = "left_out", _GONE
    except (DataError, IntegrityError):
        entry.fate, entry.why, entry.contact_id = "left_out", _UNKEPT, None
    if entry.photo_bytes:
        entry.photo = None


def _take(session: Session, owner: User, entry: ImportEntry, now: datetime) -> None:
    digest = card.digest_of(entry.card)
    seen = session.get(SeenCard, (owner.id, digest))
    whom = _whom(session, owner, entry, seen.contact_id if seen else None)
    if whom.contact_id is None:
        contact = _add(session, owner, entry, whom.among, now)
    else:
        contact = _update(session, owner, entry, whom.contact_id, now)
    entry.why, entry.matches = whom.why, whom.matches
    if seen is None:
        session.add(SeenCard(owner_id=owner.id, digest=digest, contact_id=contact.id))
    else:
        seen.contact_id = contact.id


def _whom(session: Session, owner: User, entry: ImportEntry, before: UUID | None) -> _Whom:
    """The contact to update, as chosen or else as is certain by now, and why."""
    if entry.choice == "new":
        return _Whom(None, "You chose to add it.", entry.matches)
    if entry.choice:
        return _Whom(UUID(entry.choice), "You chose whom to update.", entry.matches)
    person = card.person_of(card.contact_of(entry.card))
    among = candidates(session, owner.id, [person])
    found = likenesses(person, among, region_of(owner.time_zone))
    found = with_former(session, owner.id, found, before)
    matches = matches_of(found)
    if found and found[0].certain:
        return _Whom(found[0].contact_id, found[0].why, matches)
    if erased_since(
        session, owner.id, name=person.name, emails=person.emails, phones=person.phones
    ):
        raise _ErasedBefore
    why = f"{found[0].why} as somebody known, which does not decide it" if found else ""
    return _Whom(None, why, matches, among)


def _add(
    session: Session,
    owner: User,
    entry: ImportEntry,
    among: Sequence[Candidate] | None,
    now: datetime,
) -> Contact:
    extras = card.extras_of(entry.card)
    values = values_of(card.contact_of(entry.card), extras)
    contact = new_contact(owner.id, name=values.pop("name"), now=now)
    for name, value in values.items():
        setattr(contact, name, value)
    if encounter := meeting_of(session, owner, contact, extras):
        meet(session, contact, encounter, among)
        entry.encounter_id = encounter.id
    else:
        take_down(session, contact, among)
    if entry.choice == "new":
        let_in(session, contact)
    entry.fate, entry.contact_id = "added", contact.id
    _set_photo(session, entry, contact, now)
    return contact


def _update(
    session: Session, owner: User, entry: ImportEntry, contact_id: UUID, now: datetime
) -> Contact:
    contact = get_contact(session, owner.id, contact_id)
    read, extras = card.contact_of(entry.card), card.extras_of(entry.card)
    values = values_of(read, extras)
    told = _told(session, owner, contact, read.uid, now)
    after = additions(contact, values, region_of(owner.time_zone), told)
    before = {name: getattr(contact, name) for name in after}
    for name, value in after.items():
        setattr(contact, name, value)
    entry.encounter_id = add_meeting(session, owner, contact, extras)
    if _set_photo(session, entry, contact, now):
        after["photo"] = now.isoformat()
    entry.contact_id, entry.before, entry.after = contact.id, before, after
    is_new = bool(after or entry.encounter_id)
    entry.fate = "updated" if is_new else "unchanged"
    if is_new:
        contact.changed_at = now
        settle(session, contact)
    return contact


def _told(
    session: Session, owner: User, contact: Contact, uid: str, now: datetime
) -> Collection[str]:
    """What our own export put into the note and the categories of this very contact."""
    if uid.casefold().removeprefix("urn:uuid:") != str(contact.id):
        return ()
    met = get_person(session, owner.id, contact.id).encounters
    on = now.astimezone(zone(owner.time_zone)).date()
    owed = owed_words(follow_ups_of(session, owner.id, [contact.id], on)[contact.id])
    return {*note_text(contact, met, owed).splitlines(), *categories(contact, met)}


def _set_photo(session: Session, entry: ImportEntry, contact: Contact, now: datetime) -> bool:
    """Give the contact the card's photo if it has none; a bad one is named and left out."""
    key = (contact.owner_id, contact.id)
    if not entry.photo_bytes or session.get(ContactPhoto, key) is not None:
        return False
    try:
        jpeg = make_photo(entry.photo or b"")
    except Invalid as error:
        why = error.errors[0].message.partition(". ")[0].rstrip(".")
        lost = {"line": entry.first_line, "why": f"The photo {why}; the person came without it."}
        entry.dropped = [*entry.dropped, lost]
        return False
    session.add(ContactPhoto(owner_id=key[0], contact_id=key[1], jpeg=jpeg, changed_at=now))
    return True
