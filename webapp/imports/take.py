"""Taking some entries of an import: whoever is new is written together, whoever is known updated.

It comes to the same as taking one after the other: each meets whoever was there before, and whom
the entries before it brought.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import monotonic
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.duplicates import Candidate, likenesses
from webapp.contacts.kept_out import erased_among, let_in
from webapp.contacts.likeness import Person, person_of
from webapp.contacts.meet import get_contact, new_contact, settle
from webapp.contacts.model import Contact, ContactPhoto
from webapp.contacts.newcomers import Newcomers
from webapp.contacts.phone_numbers import region_of
from webapp.errors import NotFound
from webapp.formats.vcard_contact import ReadContact
from webapp.imports import card
from webapp.imports.entries import Entry, entries_of, with_photos, write_back
from webapp.imports.fill import values_of
from webapp.imports.meeting import meeting_of
from webapp.imports.model import Import, note_seen, seen_cards
from webapp.imports.preview import ERASED, can_be_taken, matches_of, with_former
from webapp.imports.update import photo_of, update
from webapp.rows import write_new

_GONE = "The person to update is not there any more."
_UNKEPT = "The database could not keep this card."


def take_some(
    session: Session, owner: User, found: Import, lot: range, now: datetime, until: float
) -> int:
    """Take the entries of this lot, at least one, until that moment (monotonic); says how many.

    One that the database does not keep costs no other: those before it are taken alone, and then
    it is left out.
    """
    entries = with_photos(session, found, entries_of(session, found, lot))
    try:
        with session.begin_nested():
            taken = _Taking(session, owner, entries, now).take(until)
            write_back(session, found, entries[:taken])
            return taken
    except (DataError, IntegrityError):
        if len(lot) > 1:
            return take_some(session, owner, found, lot[: len(lot) // 2], now, until)
    entries[0].fate, entries[0].why = "left_out", _UNKEPT
    write_back(session, found, entries)
    return 1


class _Card(NamedTuple):
    """An entry that may be taken, as it is told apart."""

    entry: Entry
    read: ReadContact
    person: Person
    digest: bytes


class _Whom(NamedTuple):
    """The contact that an entry goes to, None for a new one; why, and whom it may be.

    `among` is everybody it was compared with, or None where it was with nobody.
    """

    contact_id: UUID | None
    why: str
    matches: list[dict[str, Any]]
    among: Sequence[Candidate] | None = None


class _Taking:
    """Some entries in their order, with all that is asked of the database asked at once."""

    def __init__(
        self, session: Session, owner: User, entries: Sequence[Entry], now: datetime
    ) -> None:
        self._session, self._owner, self._now = session, owner, now
        self._region = region_of(owner.time_zone)
        self._entries = entries
        cards = [_card(entry) for entry in entries if _left_out(entry) is None]
        self._cards = {one.entry.index: one for one in cards}
        self._newcomers = Newcomers(session, owner.id, [one.person for one in cards])
        self._seen = seen_cards(session, owner.id, [one.digest for one in cards])
        self._went: dict[bytes, UUID] = {}
        self._photos: list[ContactPhoto] = []
        self._find_erased(cards)
        # Held, so that each is found in the session when it is asked for.
        self._contacts = _contacts(session, owner.id, self._seen.values())

    def _find_erased(self, cards: Iterable[_Card]) -> None:
        people = [one.person for one in cards]
        erased = erased_among(self._session, self._owner.id, people)
        self._erased = {one.entry.index for one, out in zip(cards, erased, strict=True) if out}

    def take(self, until: float) -> int:
        """Take those entries until that moment, and say how many they were."""
        taken = 0
        for entry in self._entries:
            one = self._cards.get(entry.index)
            if one is None:
                entry.fate, entry.why = "left_out", _left_out(entry) or ""
            else:
                self._take(one)
            taken += 1
            if monotonic() > until:
                break
        self._write()
        note_seen(self._session, self._owner.id, self._went)
        return taken

    def _write(self) -> None:
        self._newcomers.write()
        write_new(self._session, self._photos)
        self._photos.clear()

    def _take(self, one: _Card) -> None:
        whom = self._whom(one)
        if whom is None:
            one.entry.fate, one.entry.why = "left_out", ERASED
            return
        try:
            contact = (
                self._add(one, whom)
                if whom.contact_id is None
                else self._update(one, whom.contact_id)
            )
        except NotFound:
            one.entry.fate, one.entry.why = "left_out", _GONE
            return
        one.entry.why, one.entry.matches = whom.why, whom.matches
        if self._seen.get(one.digest) != contact.id:
            self._seen[one.digest] = self._went[one.digest] = contact.id

    def _whom(self, one: _Card) -> _Whom | None:
        """The contact to update, as chosen or else as is certain by now; None for the erased."""
        entry = one.entry
        if entry.choice == "new":
            return _Whom(None, "You chose to add it.", entry.matches)
        if entry.choice:
            return _Whom(UUID(entry.choice), "You chose whom to update.", entry.matches)
        among = self._newcomers.candidates(one.person)
        found = likenesses(one.person, among, self._region)
        before = self._seen.get(one.digest)
        if before is not None:
            self._write()
            found = with_former(self._session, self._owner.id, found, before)
        matches = matches_of(found)
        if found and found[0].certain:
            return _Whom(found[0].contact_id, found[0].why, matches)
        if entry.index in self._erased:
            return None
        why = f"{found[0].why} as somebody known, which does not decide it" if found else ""
        return _Whom(None, why, matches, among)

    def _add(self, one: _Card, whom: _Whom) -> Contact:
        extras = card.extras_of(one.entry.card)
        contact = new_contact(self._owner.id, now=self._now, **values_of(one.read, extras))
        encounter = meeting_of(self._session, self._owner, contact, extras)
        self._newcomers.gather(contact, self._known_as(contact, one), encounter, whom.among)
        if one.entry.choice == "new":
            let_in(self._session, contact)
            self._find_erased(list(self._cards.values()))
        one.entry.encounter_id = encounter.id if encounter else None
        one.entry.fate, one.entry.contact_id = "added", contact.id
        if photo := photo_of(one.entry, self._owner.id, contact.id, self._now):
            self._photos.append(photo)
        return contact

    def _known_as(self, contact: Contact, one: _Card) -> Person:
        """What the new contact is told apart by: as on the card, unless that was cut."""
        kept = (contact.name, contact.organisation, contact.card_uid)
        whole = kept == (one.read.name, one.read.organisation, one.read.uid)
        return one.person if whole else person_of(contact)

    def _update(self, one: _Card, contact_id: UUID) -> Contact:
        self._write()
        contact = get_contact(self._session, self._owner.id, contact_id)
        if update(self._session, self._owner, one.entry, one.read, contact, self._now):
            settle(self._session, contact)
            self._newcomers.know(contact.id, person_of(contact))
        return contact


def _left_out(entry: Entry) -> str | None:
    """Why an entry is not to be taken; None for one that is."""
    if entry.finding == "left_out" and not (entry.choice == "new" and can_be_taken(entry)):
        return entry.why
    return "You left it out." if entry.choice == "leave" else None


def _card(entry: Entry) -> _Card:
    read = card.contact_of(entry.card)
    return _Card(entry, read, card.person_of(read), card.digest_of(entry.card))


def _contacts(session: Session, owner_id: UUID, ids: Iterable[UUID]) -> list[Contact]:
    query = select(Contact).where(Contact.owner_id == owner_id, Contact.id.in_(ids))
    return list(session.scalars(query)) if ids else []
