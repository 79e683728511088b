"""The index that finds people fast on SQLite: in step, of one owner, and with nothing left over."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import met
from webapp.accounts.model import User
from webapp.contacts import trigrams
from webapp.contacts.deletion import delete_contact, purge_deleted
from webapp.contacts.details import ContactFilters
from webapp.contacts.listing import list_contacts
from webapp.contacts.meet import settle
from webapp.contacts.model import Contact
from webapp.privacy.account import delete_account

VOCABULARY = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, contact_trigram, 'row')"
)


@pytest.fixture(autouse=True)
def _on_sqlite(session: Session) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no such index.")


def may_hold(session: Session, owner: User, *words: str) -> list[str]:
    session.flush()
    few = trigrams.few_with(session, owner.id, words)
    assert few is not None
    found = select(Contact.name).where(Contact.owner_id == owner.id, Contact.id.in_(few))
    return sorted(session.scalars(found))


def words_left(session: Session) -> set[str]:
    """The words in the index; each connection of the pool needs a view of its own."""
    session.execute(text(VOCABULARY))
    return set(session.scalars(text("SELECT term FROM words")))


def test_a_piece_of_a_word_leads_to_the_few_who_may_be_meant(session: Session, owner: User) -> None:
    met(session, owner, "Ngozi", detail="collects harmoniums")
    met(session, owner, "Lena", detail="grows dahlias")
    assert may_hold(session, owner, "armoni") == ["Ngozi"]
    assert may_hold(session, owner, "ahl", "lena") == ["Lena"]
    assert may_hold(session, owner, "harmoniums", "lena") == []


def test_nobody_elses_people_are_among_them(
    session: Session, owner: User, other_owner: User
) -> None:
    met(session, owner, "Mine", detail="grows dahlias")
    met(session, other_owner, "Theirs", detail="grows dahlias")
    few = trigrams.few_with(session, owner.id, ["dahlias"])
    assert few is not None
    assert len(session.scalars(few).all()) == 1


def test_what_was_changed_is_found_by_the_new_words_alone(session: Session, owner: User) -> None:
    ngozi = met(session, owner, "Ngozi")
    ngozi.organisation = "Mercy, Newark"
    settle(session, ngozi)
    assert may_hold(session, owner, "mercy") == ["Ngozi"]
    ngozi.organisation = "Lakeside"
    settle(session, ngozi)
    assert may_hold(session, owner, "mercy") == []
    assert may_hold(session, owner, "lakeside") == ["Ngozi"]


def test_of_the_erased_no_letters_stay(session: Session, owner: User) -> None:
    met(session, owner, "Stays", detail="bees")
    gone = met(session, owner, "Qwxz Vjkq", detail="zugzwang")
    delete_contact(session, owner.id, gone.id, NOON)
    assert "ugz" in words_left(session)
    purge_deleted(session, owner.id, NOON.replace(year=2027))
    left = words_left(session)
    assert "bee" in left
    assert not {"qwx", "vjk", "ugz"} & left
    assert session.scalar(text("SELECT count(*) FROM contact_number")) == 1


def test_of_an_ended_account_nothing_stays(session: Session, owner: User) -> None:
    met(session, owner)
    session.flush()
    delete_account(session, owner.id)
    assert words_left(session) == set()
    assert session.scalar(text("SELECT count(*) FROM contact_number")) == 0


def test_it_is_made_anew_where_a_rebuilt_table_lost_it(session: Session, owner: User) -> None:
    session.execute(text("DROP TRIGGER contact_trigram_insert"))
    met(session, owner, "Ngozi", detail="collects harmoniums")
    assert may_hold(session, owner, "armoni") == []
    trigrams.enforce(session.connection())
    assert may_hold(session, owner, "armoni") == ["Ngozi"]
    met(session, owner, "Lena", detail="tunes harmoniums")
    assert may_hold(session, owner, "armoni") == ["Lena", "Ngozi"]


def test_of_too_many_the_newest_are_looked_through_instead(
    session: Session, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trigrams, "MOST", 2)
    people = [met(session, owner, f"Ngozi {n}") for n in range(3)]
    session.flush()
    assert trigrams.few_with(session, owner.id, ["ngozi"]) is None
    found = list_contacts(session, owner.id, ContactFilters(q="ngozi")).contacts
    assert len(found) == len(people)


def test_words_of_two_letters_are_looked_for_one_by_one(session: Session, owner: User) -> None:
    met(session, owner, "Li Wu")
    session.flush()
    assert trigrams.few_with(session, owner.id, ["li", "wu"]) is None
    assert list_contacts(session, owner.id, ContactFilters(q="wu")).contacts


def test_every_contact_has_one_number(session: Session, owner: User) -> None:
    for _ in range(3):
        met(session, owner)
    session.flush()
    assert session.scalar(text("SELECT count(*) FROM contact_number")) == session.scalar(
        select(func.count()).select_from(Contact)
    )
