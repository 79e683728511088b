"""Contacts who may be one person, found as they come and change."""

from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import DETAIL, counted_queries, met
from webapp.accounts.model import User
from webapp.contacts import duplicates
from webapp.contacts.deletion import delete_contact, restore_contact
from webapp.contacts.duplicates import TOO_COMMON, find_likenesses, note_likenesses
from webapp.contacts.keys import ContactKey
from webapp.contacts.likeness import Likeness, Person, compare
from webapp.contacts.model import Contact, typed
from webapp.contacts.pairs import (
    count_duplicates,
    dismiss,
    likenesses_of,
    list_duplicates,
    met_before,
)
from webapp.errors import Invalid, NotFound


def known(session: Session, owner: User, name: str, **values: Any) -> Contact:
    """A contact of whom more than the name is known; `email` and `phone` are single ones."""
    contact = met(session, owner, name)
    if "email" in values:
        contact.emails = [typed(values.pop("email"), "work")]
    if "phone" in values:
        contact.phones = [typed(values.pop("phone"), "mobile")]
    for field, value in values.items():
        setattr(contact, field, value)
    session.flush()
    note_likenesses(session, contact, "US")
    return contact


def find(session: Session, owner: User, *args: Any, **more: Any) -> list[Likeness]:
    return find_likenesses(session, owner.id, Person(*args, **more), "US")


def pairs(session: Session, owner: User) -> list[tuple[str, str, str]]:
    found = list_duplicates(session, owner.id).duplicates
    return [(pair.one.name, pair.other.name, pair.why.words) for pair in found]


def test_a_known_address_tells_who_it_is(session: Session, owner: User) -> None:
    ngozi = known(session, owner, "Dr. Ngozi Adébáyò", email="Ngozi@example.org")
    known(session, owner, "Somebody Else", email="else@example.org")
    found = find(session, owner, "Adebayo, Ngozi", emails=("ngozi@EXAMPLE.org",))
    assert found == [Likeness(ngozi.id, "Same e-mail address", certain=True)]


def test_a_number_is_known_in_any_spelling(session: Session, owner: User) -> None:
    ngozi = known(session, owner, "Ngozi Adébáyò", phone="(973) 555-0101")
    found = find(session, owner, "Ngozi Adebayo", phones=("+1 973 555 0101",))
    assert found == [Likeness(ngozi.id, "Same phone number", certain=True)]


def test_a_card_is_known_by_its_own_or_by_our_uid(session: Session, owner: User) -> None:
    ngozi = known(session, owner, "Ngozi", card_uid="4fbe8971-0bc3-424c")
    for uid in (str(ngozi.id), f"urn:uuid:{ngozi.id}", "4FBE8971-0bc3-424c"):
        assert find(session, owner, "N.", uids=(uid,)) == [
            Likeness(ngozi.id, "Same card", certain=True)
        ]


def test_a_family_that_shares_a_number_is_only_suggested(session: Session, owner: User) -> None:
    ada = known(session, owner, "Ada Obi", phone="973 555 0101")
    found = find(session, owner, "Chidi Obi", phones=("973 555 0101",))
    assert found == [Likeness(ada.id, "Same phone number, different name", certain=False)]


def test_the_likeliest_comes_first(session: Session, owner: User) -> None:
    name = known(session, owner, "Ngozi Adébáyò", organisation="General, Boston")
    work = known(session, owner, "Ngosi Adebayo", organisation="Mercy")
    email = known(session, owner, "Ngozi Ada Adebayo", email="n@example.org")
    found = find(session, owner, "Ngozi Adebayo", "Mercy, Newark", emails=("n@example.org",))
    assert [likeness.contact_id for likeness in found] == [email.id, work.id, name.id]
    assert [likeness.certain for likeness in found] == [True, False, False]


def test_a_name_in_another_script_is_found_at_a_like_organisation(
    session: Session, owner: User
) -> None:
    yuri = known(session, owner, "Юрий Петров", organisation="Клиника Мечникова")
    found = find(session, owner, "Yuri Petrov", "Klinika Mechnikova")
    assert [likeness.contact_id for likeness in found] == [yuri.id]


def test_nobody_is_found_by_nothing(session: Session, owner: User) -> None:
    known(session, owner, "Ngozi")
    assert find(session, owner, "") == []
    assert find(session, owner, "Somebody Else", "Mercy") == []


def test_anothers_contacts_are_never_found(
    session: Session, owner: User, other_owner: User
) -> None:
    known(session, owner, "Ngozi Adébáyò", email="ngozi@example.org", phone="973 555 0101")
    ours = known(session, other_owner, "Ngozi Adébáyò", email="ngozi@example.org")
    found = find(session, other_owner, "Ngozi Adébáyò", emails=("ngozi@example.org",))
    assert [likeness.contact_id for likeness in found] == [ours.id]
    assert pairs(session, owner) == pairs(session, other_owner) == []


def test_the_deleted_are_not_found_until_they_are_back(session: Session, owner: User) -> None:
    ngozi = known(session, owner, "Ngozi Adébáyò", email="n@example.org")
    known(session, owner, "Ngozi A.", email="n@example.org")
    assert count_duplicates(session, owner.id) == 1
    delete_contact(session, owner.id, ngozi.id, NOON)
    assert len(find(session, owner, "Ngozi", emails=("n@example.org",))) == 1
    assert pairs(session, owner) == []
    assert count_duplicates(session, owner.id) == 0
    restore_contact(session, owner.id, ngozi.id, NOON)
    assert count_duplicates(session, owner.id) == 1


def test_two_who_are_alike_are_listed_once_with_the_reason(session: Session, owner: User) -> None:
    first = known(session, owner, "Ngozi Adébáyò", email="n@example.org")
    known(session, owner, "Nobody Else")
    second = known(session, owner, "Adebayo, Ngozi", email="N@example.org")
    assert pairs(session, owner) == [
        ("Ngozi Adébáyò", "Adebayo, Ngozi", "Same e-mail address"),
    ]
    assert likenesses_of(session, owner.id, first.id) == [
        Likeness(second.id, "Same e-mail address", certain=True)
    ]
    assert likenesses_of(session, owner.id, second.id) == [
        Likeness(first.id, "Same e-mail address", certain=True)
    ]


def test_somebody_just_taken_down_is_known_from_before(session: Session, owner: User) -> None:
    known(session, owner, "Ada Obi", phone="973 555 0101", organisation="Mercy")
    ngozi = known(session, owner, "Ngozi Adébáyò", phone="973 555 0101")
    again = known(session, owner, "Ngozi Adebayo", phone="973 555 0101")
    before = met_before(session, owner.id, again.id)
    assert before is not None
    assert before.id == ngozi.id
    assert before.encounters[0].detail == DETAIL
    new = known(session, owner, "Lena")
    assert met_before(session, owner.id, new.id) is None


def test_a_change_is_noticed_on_either_side(session: Session, owner: User) -> None:
    first = known(session, owner, "Ngozi Adébáyò")
    second = known(session, owner, "Ngozi Adébáyò")
    assert [why for *_, why in pairs(session, owner)] == ["Same name"]
    for contact in (first, second):
        contact.organisation = "Mercy"
        note_likenesses(session, contact, "US")
    assert [why for *_, why in pairs(session, owner)] == ["Like name, same organisation"]
    first.name = "Chidi Okeke"
    note_likenesses(session, first, "US")
    assert pairs(session, owner) == []


def test_what_is_no_longer_known_is_no_longer_noted(session: Session, owner: User) -> None:
    ngozi = known(session, owner, "Ngozi Adébáyò", email="n@example.org", phone="973 555 0101")
    ngozi.name, ngozi.emails, ngozi.phones = "Ada", [], []
    note_likenesses(session, ngozi, "US")
    keys = select(ContactKey.kind, ContactKey.key).where(ContactKey.contact_id == ngozi.id)
    assert session.execute(keys).all() == [("sound", "d")]


def test_noting_again_changes_nothing(session: Session, owner: User) -> None:
    known(session, owner, "Ngozi Adébáyò", phone="973 555 0101")
    again = known(session, owner, "Ngozi Adébáyò", phone="+1 973 555 0101")
    before = pairs(session, owner)
    note_likenesses(session, again, "US")
    assert pairs(session, owner) == before != []


def test_two_people_are_not_suggested_again_until_that_is_taken_back(
    session: Session, owner: User
) -> None:
    first = known(session, owner, "Ada Obi", phone="973 555 0101")
    second = known(session, owner, "Chidi Obi", phone="973 555 0101")
    for _ in range(2):
        dismiss(session, owner.id, second.id, first.id, NOON)
        assert pairs(session, owner) == likenesses_of(session, owner.id, first.id) == []
    second.organisation = "Mercy"
    note_likenesses(session, second, "US")
    assert count_duplicates(session, owner.id) == 0
    dismiss(session, owner.id, first.id, second.id, None)
    assert count_duplicates(session, owner.id) == 1


def test_only_ones_own_contacts_can_be_dismissed(
    session: Session, owner: User, other_owner: User
) -> None:
    mine, theirs = known(session, owner, "Ada"), known(session, other_owner, "Ada")
    for one, other in ((mine, theirs), (theirs, mine)):
        with pytest.raises(NotFound):
            dismiss(session, owner.id, one.id, other.id, NOON)
    with pytest.raises(Invalid):
        dismiss(session, owner.id, mine.id, mine.id, NOON)


def test_the_number_of_an_office_says_nothing(session: Session, owner: User) -> None:
    for number in range(TOO_COMMON + 2):
        known(session, owner, f"{'ABCDEFGHIJ'[number]}na Person{number}", phone="973 555 0100")
    found = find(session, owner, "Chidi Obi", phones=("973 555 0100",))
    assert found == []
    found = find(session, owner, "Bna Person1", phones=("973 555 0100",))
    assert [likeness.why for likeness in found] == ["Same phone number"]


def test_thousands_of_one_name_are_compared_with_no_more_than_a_few(
    session: Session, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "MOST_PAIRS", 5)
    for _ in range(8):
        known(session, owner, "John Smith", organisation="Mercy Hospital")
    newest = known(session, owner, "John Smith", organisation="Mercy Hospital")
    assert len(likenesses_of(session, owner.id, newest.id)) == 5
    monkeypatch.setattr(duplicates, "MOST_CANDIDATES", 20)
    for number in range(30):
        met(session, owner, f"John Smith {number}")
    compared = Mock(side_effect=compare)
    monkeypatch.setattr(duplicates, "compare", compared)
    find(session, owner, "John Smith")
    assert compared.call_count == 20


def test_the_list_turns_pages(session: Session, owner: User) -> None:
    for number in range(5):
        for _ in range(2):
            known(session, owner, f"Ngozi Person{number}", email=f"{number}@example.org")
    whole = [pair.one.id for pair in list_duplicates(session, owner.id).duplicates]
    seen, cursor = [], ""
    while cursor is not None:
        page = list_duplicates(session, owner.id, cursor=cursor, limit=2)
        seen += [pair.one.id for pair in page.duplicates]
        cursor = page.cursor
    assert seen == whole
    assert len(whole) == 5
    for wrong in ("x", "2.0.0", "9." + "g" * 32 + "." + "0" * 32):
        with pytest.raises(Invalid):
            list_duplicates(session, owner.id, cursor=wrong)


def test_it_costs_the_same_however_many_there_are(session: Session, owner: User) -> None:
    counts = set()
    for number in range(3):
        for _ in range(3):
            last = known(session, owner, f"Ngozi Person{number}", email="n@example.org")
        session.commit()
        session.expire_all()
        with counted_queries() as sent:
            list_duplicates(session, owner.id)
            note_likenesses(session, last, "US")
            find(session, owner, "Ngozi", emails=("n@example.org",))
        counts.add(len(sent))
    assert len(counts) == 1
