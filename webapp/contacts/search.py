"""Finding people the way they are remembered: by a piece of the name, the detail, the place."""

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact, Encounter
from webapp.contacts.trigrams import few_with

_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """Lower case, without accents, white space single: "Müller" and "MULLER " are one."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.translate(_LETTERS).split())


def refresh(contact: Contact, encounters: Iterable[Encounter]) -> None:
    """Note anew what this contact can be found by."""
    parts = [contact.name, contact.organisation, contact.title, contact.school]
    for encounter in encounters:
        parts += [encounter.detail, encounter.place, encounter.talk]
    contact.search_text = fold("\n".join(part for part in parts if part))


def matches(session: Session, owner_id: UUID, query: str) -> ColumnElement[bool] | None:
    """The condition for the owner's contacts that hold every word; None for an empty query."""
    words = fold(query).split()
    if not words:
        return None
    held = [_holds(session, word) for word in words]
    few = few_with(session, owner_id, words)
    return and_(*held) if few is None else and_(Contact.id.in_(few), *held)


def _holds(session: Session, word: str) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        return Contact.search_text.like(f"%{_literal(word)}%", escape="\\")
    # Of LIKE PostgreSQL expects next to nobody, and then reads and sorts everybody; this it also
    # does sooner.
    return func.strpos(Contact.search_text, word) > 0


def _literal(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
