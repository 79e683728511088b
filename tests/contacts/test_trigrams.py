"""The index that finds people fast on SQLite: in step, of one owner, and with nothing left over."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.conftest import NOON, add_user
from tests.contacts.conftest import counted_queries, met
from webapp.accounts.model import User
from webapp.contacts import trigrams
from webapp.contacts.deletion import delete_contact, purge_deleted
from webapp.contacts.details import ContactFilters
from webapp.contacts.listing import list_contacts
from webapp.contacts.meet import add_contact, settle
from webapp.contacts.model import Contact
from webapp.contacts.search import fold
from webapp.db import new_id
from webapp.privacy.account import delete_account

VOCABULARY = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, contact_trigram, 'row')"
)
OLDER = "CREATE TRIGGER contact_trigram_delete AFTER DELETE ON contact BEGIN SELECT 1; END"


@pytest.fixture(autouse=True)
def _on_sqlite(session: Session) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no such index.")


@pytest.fixture
def _of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pairs of letters be looked up though the owner has not thousands of people."""
    monkeypatch.setattr(trigrams, "FEW", 0)


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


@pytest.mark.usefixtures("_of_many")
@pytest.mark.parametrize("pair", ["li", "wu", "%_", "李明"])
def test_two_letters_lead_to_the_few_as_well(session: Session, owner: User, pair: str) -> None:
    met(session, owner, "Li Wu", detail="100%_ of 李明")
    met(session, owner, "Wulia", detail="says i %a, 李")
    met(session, owner, "Lena")
    both = pair.isalpha() and pair.isascii()
    assert may_hold(session, owner, pair) == ["Li Wu"] + ["Wulia"] * both
    assert may_hold(session, owner, pair, "zq") == []


@pytest.mark.usefixtures("_of_many")
def test_two_letters_that_very_many_letters_follow_are_looked_for_one_by_one(
    session: Session, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trigrams, "MOST_ENDINGS", 2)
    for ending in "abc":
        met(session, owner, f"Li{ending}")
    session.flush()
    assert trigrams.few_with(session, owner.id, ["li"]) is None
    assert may_hold(session, owner, "li", "lib") == ["Lib"]
    assert len(list_contacts(session, owner.id, ContactFilters(q="li")).contacts) == 3


LETTERS = st.sampled_from("aabbz 1é%_\\\"'*()李明😀ß\u0301-")
TEXTS = st.text(LETTERS | st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
CHANGES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1), TEXTS), max_size=8)


def test_of_few_people_two_letters_are_looked_for_one_by_one(session: Session, owner: User) -> None:
    met(session, owner, "Li Wu")
    session.flush()
    assert trigrams.few_with(session, owner.id, ["li", "wu"]) is None
    assert list_contacts(session, owner.id, ContactFilters(q="wu")).contacts


@pytest.mark.usefixtures("_of_many")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, cuts=st.integers(0, 5), asked=TEXTS)
def test_the_same_are_found_as_by_reading_every_text(
    session: Session, changes: list[tuple[int, int, str]], cuts: int, asked: str
) -> None:
    owners = [add_user(session, f"{new_id()}@example.org") for _ in range(2)]
    people: dict[int, Contact] = {}
    for number, whose, words in changes:
        before = people.pop(number, None)
        if before is None or words:
            one = before or add_contact(session, owners[whose].id, name="", now=NOON)
            one.search_text = fold(words)
            people[number] = one
        else:
            session.delete(before)
        session.flush()
    pieces = [fold(words)[cuts : cuts + 2] for _, _, words in changes]
    for owner, query in product(owners, [asked, *pieces]):
        found = list_contacts(session, owner.id, ContactFilters(q=query[:200])).contacts
        theirs = [one.search_text for one in people.values() if one.owner_id == owner.id]
        held = [words for words in theirs if all(word in words for word in fold(query).split())]
        assert sorted(one.search_text for one in found) == sorted(held)


@pytest.mark.usefixtures("_of_many")
def test_an_older_index_is_made_anew_and_todays_is_left_alone(
    session: Session, owner: User
) -> None:
    met(session, owner, "Li Wu")
    session.flush()
    connection = session.connection()
    connection.execute(text("DROP TRIGGER contact_trigram_delete"))
    connection.execute(text(OLDER))
    trigrams.enforce(connection)
    with counted_queries() as sent:
        trigrams.enforce(connection)
    assert len(sent) == 1
    met(session, owner, "Wu Li")
    assert may_hold(session, owner, "li") == ["Li Wu", "Wu Li"]


def test_every_contact_has_one_number(session: Session, owner: User) -> None:
    for _ in range(3):
        met(session, owner)
    session.flush()
    assert session.scalar(text("SELECT count(*) FROM contact_number")) == session.scalar(
        select(func.count()).select_from(Contact)
    )
