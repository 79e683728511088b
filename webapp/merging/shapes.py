"""Duplicates and merges as the API takes and gives them."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from webapp.contacts.likeness import Likeness, Person
from webapp.contacts.model import Contact, Merge
from webapp.contacts.pairs import Duplicate, DuplicatePage
from webapp.validation import ShortText, Values


class DuplicatesQuery(Values):
    """One page of the pairs that may be one person."""

    cursor: ShortText = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class LikelyQuery(Values):
    """Whom somebody has just met, as far as it is known."""

    name: ShortText = ""
    organisation: ShortText = ""
    email: ShortText = ""
    phone: ShortText = ""

    def person(self) -> Person:
        """The same as a person to compare with."""
        return Person(self.name, self.organisation, (self.email,), (self.phone,))


class MergeDetails(Values):
    """Who is found to be the same, and whose name stands."""

    absorb: UUID
    name: Literal["kept", "absorbed"] = "kept"


class PersonOut(BaseModel):
    """A contact, as far as it takes to tell who that is."""

    id: UUID
    name: str
    organisation: str
    title: str


class LikelyOut(BaseModel):
    """A contact who may be meant; `certain` where nobody need be asked."""

    contact: PersonOut
    why: str
    certain: bool


class LikelyListOut(BaseModel):
    """Those who may be meant, the likeliest first."""

    items: list[LikelyOut]
    cursor: None = None


class DuplicateOut(BaseModel):
    """Two contacts who may be one person."""

    one: PersonOut
    other: PersonOut
    why: str
    certain: bool


class DuplicatesOut(BaseModel):
    """A page of such pairs; `cursor` asks for the next one and is null at the end."""

    items: list[DuplicateOut]
    cursor: str | None


class MergeOut(BaseModel):
    """One contact taken into another, until that is undone."""

    id: UUID
    kept_id: UUID
    absorbed_id: UUID
    merged_at: datetime
    undone_at: datetime | None


def person_out(contact: Contact) -> PersonOut:
    """A contact by name and work."""
    return PersonOut(
        id=contact.id, name=contact.name, organisation=contact.organisation, title=contact.title
    )


def likely_out(likeness: Likeness, contact: Contact) -> LikelyOut:
    """A likeness as JSON."""
    return LikelyOut(contact=person_out(contact), why=likeness.why, certain=likeness.certain)


def duplicates_out(page: DuplicatePage) -> DuplicatesOut:
    """A page of pairs as JSON."""
    return DuplicatesOut(items=list(map(_duplicate_out, page.duplicates)), cursor=page.cursor)


def merge_out(taken: Merge) -> MergeOut:
    """A merge as JSON."""
    return MergeOut(
        id=taken.id,
        kept_id=taken.kept_id,
        absorbed_id=taken.absorbed_id,
        merged_at=taken.merged_at.astimezone(UTC),
        undone_at=taken.undone_at.astimezone(UTC) if taken.undone_at else None,
    )


def _duplicate_out(pair: Duplicate) -> DuplicateOut:
    return DuplicateOut(
        one=person_out(pair.one),
        other=person_out(pair.other),
        why=pair.why.words,
        certain=pair.why.is_certain,
    )
