"""The reader of statements itself: it finds what forgets the owner, and nothing else."""

from typing import Any

import pytest
from sqlalchemy import and_, delete, exists, select, tuple_, update
from sqlalchemy.orm import aliased

from tests.scoping import unscoped
from webapp.accounts.model import SignIn
from webapp.contacts.model import Contact, Encounter
from webapp.db import new_id

ME = new_id()
OTHER = aliased(Contact)


@pytest.mark.parametrize(
    "statement",
    [
        select(Contact),
        select(Contact).where(Contact.id == ME),
        select(Contact.owner_id).where(Contact.name == "x"),
        update(Contact).where(Contact.id == ME).values(name="x"),
        delete(Contact),
        select(Contact).where(Contact.owner_id == ME, exists().where(Encounter.detail == "x")),
        select(Contact).join(Encounter, Encounter.contact_id == Contact.id).where(
            Contact.owner_id == ME
        ),
        select(OTHER).where(OTHER.name == "x"),
    ],
)  # fmt: skip
def test_what_forgets_the_owner_is_found(statement: Any) -> None:
    assert list(unscoped(statement))


@pytest.mark.parametrize(
    "statement",
    [
        select(Contact).where(Contact.owner_id == ME),
        select(Encounter).where(tuple_(Encounter.owner_id, Encounter.id).in_([(ME, ME)])),
        update(Contact).where(Contact.owner_id == ME).values(name="x"),
        select(Contact)
        .join(OTHER, and_(OTHER.owner_id == Contact.owner_id, OTHER.id == Contact.id))
        .where(Contact.owner_id == ME),
        select(SignIn),
    ],
)
def test_what_names_the_owner_is_let_through(statement: Any) -> None:
    assert list(unscoped(statement)) == []
