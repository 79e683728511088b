"""The list of people: order, pages, filters, and what they cost."""

from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.conftest import NOON, add_user
from tests.contacts.conftest import DETAIL, counted_queries, met
from webapp.accounts.model import User
from webapp.contacts import listing
from webapp.contacts.counting import count_contacts, stages_in_use
from webapp.contacts.deletion import delete_contact
from webapp.contacts.details import ContactFilters
from webapp.contacts.listing import contacts_in_chunks, get_person, list_contacts, meeting_shown
from webapp.contacts.meet import add_encounter
from webapp.contacts.model import Contact, Encounter
from webapp.db import new_id
from webapp.errors import Invalid, NotFound
from webapp.events.model import Event

EVERYONE = ContactFilters()


def names(session: Session, owner: User, **filters: object) -> list[str]:
    chosen = ContactFilters.model_validate(filters)
    found = [contact.name for contact in list_contacts(session, owner.id, chosen).contacts]
    assert count_contacts(session, owner.id, chosen) == len(found)
    chunks = contacts_in_chunks(session, owner.id, chosen, size=2)
    assert sorted(contact.name for chunk in chunks for contact in chunk) == sorted(found)
    return found


def an_event(session: Session, owner: User, name: str = "ACP") -> Event:
    event = Event(
        owner_id=owner.id,
        id=new_id(),
        name=name,
        starts_on=NOON.date(),
        ends_on=NOON.date(),
        time_zone="UTC",
        created_at=NOON,
    )
    session.add(event)
    session.flush()
    return event


def test_the_newest_meeting_comes_first(session: Session, owner: User) -> None:
    for name, days in (("Old", 3), ("New", 1), ("Older", 5)):
        met(session, owner, name, at=NOON - timedelta(days=days))
    assert names(session, owner) == ["New", "Old", "Older"]


def test_meeting_somebody_again_brings_them_to_the_top(session: Session, owner: User) -> None:
    first = met(session, owner, "First", at=NOON - timedelta(days=3))
    met(session, owner, "Second", at=NOON - timedelta(days=1))
    again = Encounter(at=NOON, time_zone="UTC", detail="grows dahlias")
    add_encounter(session, first, again, NOON)
    assert names(session, owner) == ["First", "Second"]


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moments=st.lists(st.integers(0, 3), max_size=14), limit=st.integers(1, 5))
def test_the_pages_together_are_the_whole_list_also_where_moments_are_equal(
    session: Session, moments: list[int], limit: int
) -> None:
    owner = add_user(session, f"{new_id()}@example.org")
    for minute in moments:
        met(session, owner, at=NOON + timedelta(minutes=minute))
    whole = list_contacts(session, owner.id, EVERYONE, limit=200)
    keys = [(contact.newest_at, contact.id) for contact in whole.contacts]
    assert keys == sorted(keys, reverse=True)
    assert len(keys) == len(moments)
    assert whole.cursor is None
    turned: list[tuple[object, UUID]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = list_contacts(session, owner.id, EVERYONE, cursor=cursor, limit=limit)
        assert len(page.contacts) <= limit
        assert page.contacts or not moments
        turned += [(contact.newest_at, contact.id) for contact in page.contacts]
        cursor = page.cursor
    assert turned == keys


def test_a_page_that_ends_the_list_has_no_cursor(session: Session, owner: User) -> None:
    for _ in range(4):
        met(session, owner)
    assert list_contacts(session, owner.id, EVERYONE, limit=4).cursor is None
    assert list_contacts(session, owner.id, EVERYONE, limit=3).cursor is not None


def test_a_bad_cursor_is_named(session: Session, owner: User) -> None:
    with pytest.raises(Invalid, match="cursor"):
        list_contacts(session, owner.id, EVERYONE, cursor="yesterday")


def test_an_event_leaves_those_met_there_even_if_met_elsewhere_since(
    session: Session, owner: User
) -> None:
    acp = an_event(session, owner)
    there = met(session, owner, "There", event_id=acp.id)
    again = Encounter(at=NOON + timedelta(days=9), time_zone="UTC", detail="a new dog")
    add_encounter(session, there, again, NOON)
    met(session, owner, "Elsewhere")
    assert names(session, owner, event=acp.id) == ["There"]
    assert names(session, owner, event=new_id()) == []
    contact = get_person(session, owner.id, there.id)
    assert detail_shown(contact, event=acp.id) == DETAIL
    assert detail_shown(contact) == "a new dog"


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    met_on=st.lists(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=3), max_size=9),
    gone=st.sets(st.integers(0, 9)),
    limit=st.integers(1, 4),
    looked_through=st.integers(0, 6),
)
def test_an_event_of_very_many_lists_the_same_people_in_the_same_order(
    session: Session,
    met_on: list[list[tuple[int, bool]]],
    gone: set[int],
    limit: int,
    looked_through: int,
) -> None:
    owner = add_user(session, f"{new_id()}@example.org")
    event = an_event(session, owner)
    for number, meetings in enumerate(met_on):
        contact = met(session, owner, f"Ngozi {number}", at=NOON - timedelta(days=number % 4))
        for days, there in meetings:
            at = NOON - timedelta(days=days)
            more = {"event_id": event.id} if there else {}
            meeting = Encounter(at=at, time_zone="UTC", detail="dahlias", **more)
            add_encounter(session, contact, meeting, NOON)
        if number in gone:
            delete_contact(session, owner.id, contact.id, NOON)
    filters = ContactFilters(event=event.id)
    few = list_contacts(session, owner.id, filters, limit=100).contacts
    assert count_contacts(session, owner.id, filters) == len(few)
    many: list[Contact] = []
    cursor: str | None = ""
    with (
        patch.object(listing, "_VERY_MANY", 0),
        patch.object(listing, "_LOOKED_THROUGH", looked_through),
    ):
        while cursor is not None:
            page = list_contacts(session, owner.id, filters, cursor=cursor, limit=limit)
            many, cursor = [*many, *page.contacts], page.cursor
    assert many == few


def test_a_row_tells_of_the_newest_meeting_that_was_looked_for(
    session: Session, owner: User
) -> None:
    ngozi = met(session, owner, place="Poster 214")
    for day, detail in ((1, "a new dog"), (2, "a sore knee")):
        at = NOON + timedelta(days=day)
        add_encounter(session, ngozi, Encounter(at=at, time_zone="UTC", detail=detail), at)
    contact = get_person(session, owner.id, ngozi.id)
    assert detail_shown(contact, q="ngozi DOG") == "a new dog"
    assert detail_shown(contact, q="poster") == DETAIL
    assert detail_shown(contact, q="ngozi") == "a sore knee"


def detail_shown(contact: Contact, **filters: object) -> str:
    shown = meeting_shown(contact, ContactFilters.model_validate(filters))
    return shown.detail if shown else ""


def test_a_stage_leaves_those_in_it(session: Session, owner: User) -> None:
    met(session, owner, "Mentor").stage = "mentor"
    met(session, owner, "Contact")
    assert names(session, owner, stage="mentor") == ["Mentor"]
    assert stages_in_use(session, owner.id) == {"mentor", "contact"}


def test_filters_narrow_each_other(session: Session, owner: User) -> None:
    acp = an_event(session, owner)
    met(session, owner, "Ngozi", event_id=acp.id).stage = "peer"
    met(session, owner, "Ngozi elsewhere").stage = "peer"
    met(session, owner, "Marcus", event_id=acp.id).stage = "peer"
    assert names(session, owner, q="ngozi", event=acp.id, stage="peer") == ["Ngozi"]


@pytest.mark.parametrize(
    "query",
    [
        "Ngozi Adébáyò",
        "adebayo NGOZI",
        "goz",
        "BOSTON rain",
        "poster 214",
        "mercy",
        "  ngozi \t boston ",
        "straße",
        "STRASSE",
    ],
)
def test_a_person_is_found_by_any_piece(session: Session, owner: User, query: str) -> None:
    ngozi = met(session, owner, place="Poster 214, Straße 3")
    ngozi.organisation = "Mercy, Newark"
    add_encounter(session, ngozi, Encounter(at=NOON, time_zone="UTC", detail="again"), NOON)
    met(session, owner, "Lena Vogt", detail="grows dahlias")
    assert names(session, owner, q=query) == ["Ngozi Adébáyò"]


@pytest.mark.parametrize("query", ["%", "_", "\\", "100%", "a_b", "\\%"])
def test_signs_with_a_meaning_to_the_database_are_plain_letters(
    session: Session, owner: User, query: str
) -> None:
    met(session, owner, "Plain", detail="1000 aXb")
    met(session, owner, "Signed", detail=f"says {query} often")
    assert names(session, owner, q=query) == ["Signed"]


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    detail=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
)
def test_whatever_was_noted_can_be_searched_for_as_it_stands(session: Session, detail: str) -> None:
    owner = add_user(session, f"{new_id()}@example.org")
    contact = met(session, owner, detail=detail)
    found = list_contacts(session, owner.id, ContactFilters(q=detail[:200])).contacts
    assert found == [contact]


def test_others_and_the_deleted_are_nowhere(
    session: Session, owner: User, other_owner: User
) -> None:
    met(session, other_owner, "Theirs").stage = "sponsor"
    gone = met(session, owner, "Gone")
    delete_contact(session, owner.id, gone.id, NOON)
    assert names(session, owner) == []
    assert stages_in_use(session, owner.id) == set()
    with pytest.raises(NotFound):
        get_person(session, owner.id, gone.id)
    with pytest.raises(NotFound):
        get_person(session, other_owner.id, gone.id)


def test_a_page_costs_the_same_however_many_are_on_it(session: Session, owner: User) -> None:
    acp = an_event(session, owner)
    marcus = met(session, owner, "Marcus")
    counts = []
    for _ in range(2):
        for _ in range(6):
            met(session, owner, event_id=acp.id, introducer_id=marcus.id)
        session.flush()
        session.expunge_all()
        with counted_queries() as sent:
            page = list_contacts(session, owner.id, EVERYONE)
            assert page.contacts[0].encounters[0].event
        counts.append(len(sent))
    assert counts == [2, 2]


def test_an_export_begins_before_everyone_was_read(session: Session, owner: User) -> None:
    for _ in range(5):
        met(session, owner)
    session.flush()
    with counted_queries() as sent:
        first = next(contacts_in_chunks(session, owner.id, EVERYONE, size=2))
    assert len(first) == 2
    assert len(sent) == 2


def test_somebody_met_again_during_an_export_comes_exactly_once(
    session: Session, owner: User
) -> None:
    people = [met(session, owner, at=NOON + timedelta(minutes=n)) for n in range(6)]
    seen: list[Contact] = []
    for chunk in contacts_in_chunks(session, owner.id, EVERYONE, size=2):
        seen += chunk
        for contact in people:
            contact.newest_at += timedelta(days=1)
        session.flush()
    assert sorted(c.id for c in seen) == sorted(c.id for c in people)
