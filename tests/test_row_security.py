"""The wall that PostgreSQL itself keeps between owners."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.accounts.model import User
from webapp.contacts.meet import add_contact
from webapp.contacts.model import Contact
from webapp.db import db
from webapp.row_security import act_for, enforce, is_owned
from webapp.schema import metadata


@pytest.fixture
def two(session: Session, owner: User, other_owner: User) -> Iterator[Session]:
    """A session like a request's, which acts for nobody yet, beside a contact of each owner."""
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security; its queries are read one by one instead")
    add_contact(session, owner.id, name="Mine", now=NOON)
    add_contact(session, other_owner.id, name="Theirs", now=NOON)
    session.commit()
    bare = Session(db.engine, info={"hallway_acts_for": ""})
    yield bare
    bare.close()


def names(session: Session) -> list[str]:
    return sorted(session.scalars(select(Contact.name)))


def test_a_query_that_names_no_owner_finds_nothing(two: Session) -> None:
    assert names(two) == []


def test_a_query_that_forgets_its_owner_finds_only_that_owners_rows(
    two: Session, owner: User
) -> None:
    act_for(two, owner.id)
    assert names(two) == ["Mine"]
    two.rollback()
    assert names(two) == ["Mine"]


def test_whom_it_acts_for_ends_with_the_transaction(two: Session, owner: User) -> None:
    act_for(two, owner.id)
    assert names(two) == ["Mine"]
    connection = two.connection()
    two.info["hallway_acts_for"] = ""
    two.commit()
    assert connection.closed
    assert names(two) == []


def test_no_row_can_be_written_for_another(two: Session, owner: User, other_owner: User) -> None:
    act_for(two, owner.id)
    with pytest.raises(ProgrammingError, match="row-level security"):
        add_contact(two, other_owner.id, name="Planted", now=NOON)


def test_what_is_changed_or_deleted_without_a_condition_is_ones_own(
    two: Session, owner: User
) -> None:
    act_for(two, owner.id)
    assert two.execute(text("UPDATE contact SET name = 'X'")).rowcount == 1
    assert two.execute(text("DELETE FROM contact")).rowcount == 1


def test_the_wall_stands_round_every_owned_table(session: Session) -> None:
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security")
    forced = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    owned = {table.name for table in metadata.sorted_tables if is_owned(table)}
    assert set(session.scalars(forced)) == owned
    assert not session.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))


def test_an_older_wall_gives_way_to_todays(session: Session) -> None:
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security")
    connection = session.connection()
    policies = text("SELECT policyname, qual FROM pg_policies WHERE tablename = 'contact'")
    today = connection.execute(policies).all()
    connection.execute(text("DROP POLICY own_rows ON contact"))
    connection.execute(text("CREATE POLICY owner ON contact USING (true)"))
    enforce(connection, metadata.sorted_tables)
    assert connection.execute(policies).all() == today
    session.rollback()
