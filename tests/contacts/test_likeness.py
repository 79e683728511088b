"""What speaks for two people being one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.contacts.likeness import Person, Why, compare

NGOZI = Person("Ngozi Adébáyò", "Mercy, Newark", ("ngozi@example.org",), ("+1 973 555 0101",))
UID = "0190a0b0-0000-7000-8000-00000000000a"


def person(name: str = "", organisation: str = "", **reach: tuple[str, ...]) -> Person:
    return Person(name, organisation, **reach)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (person("Ada", uids=(UID,)), person("Ngozi", uids=(f"urn:uuid:{UID.upper()}",)), Why.CARD),
        (NGOZI, person("Dr. N. Adebayo Ngozi", emails=(" NGOZI@Example.org ",)), Why.EMAIL),
        (NGOZI, person("Adebayo, Ngozi Ada", phones=("(973) 555-0101",)), Why.PHONE),
        (NGOZI, person(emails=("ngozi@example.org",)), Why.EMAIL),
        (NGOZI, person("Ngosi Adebayo", "Mercy Newark"), Why.LIKE_NAME_AND_ORGANISATION),
        (NGOZI, person("Chidi Adébáyò", emails=("ngozi@example.org",)), Why.EMAIL_ONLY),
        (NGOZI, person("Chidi Adébáyò", phones=("973 555 0101",)), Why.PHONE_ONLY),
        (NGOZI, person("Adébáyò", phones=("973 555 0101",)), Why.PHONE_ONLY),
        (NGOZI, person("Ngozi Adebayo", "General, Boston"), Why.NAME_ONLY),
        (NGOZI, person("Ngosi Adebayo", "General, Boston"), None),
        (NGOZI, person("Chidi Okeke", "Mercy, Newark"), None),
        (person("", "Mercy"), person("", "Mercy"), None),
        (person("Ada", uids=("1",)), person("Chidi", uids=("1",)), None),
        (person("Ada", emails=("none",)), person("Chidi", emails=("none",)), None),
        (person("Ada", phones=("n/a",)), person("Chidi", phones=("n/a",)), None),
    ],
)
def test_the_strongest_reason_is_given(one: Person, other: Person, why: Why | None) -> None:
    assert compare(one, other, "US") is why
    assert compare(other, one, "US") is why


def test_only_what_is_one_persons_own_is_certain() -> None:
    certain = {why for why in Why if why.is_certain}
    assert certain == {Why.CARD, Why.EMAIL, Why.PHONE}
    assert len({why.words for why in Why}) == len(Why)


NAMES = ["Ngozi Adébáyò", "Adebayo, Ngozi", "Chidi Obi", "Ada Obi", "محمد علي", "Mohammed Ali", ""]
PHONES = ["+1 973 555 0101", "973 555 0101", "555 0101", "+44 20 7946 0018", "020 7946 0018", "x"]
people = st.builds(
    Person,
    name=st.one_of(st.sampled_from(NAMES), st.text(max_size=20)),
    organisation=st.sampled_from(["", "Mercy", "Mercy, Newark", "UCSF"]),
    emails=st.lists(st.sampled_from(["a@example.org", "A@example.org", "b", ""]), max_size=2).map(
        tuple
    ),
    phones=st.lists(st.sampled_from(PHONES), max_size=2).map(tuple),
    uids=st.lists(st.sampled_from([UID, UID.upper(), "1", ""]), max_size=2).map(tuple),
)


@given(people, people, st.sampled_from([None, "US", "GB"]))
def test_it_does_not_matter_who_came_first(one: Person, other: Person, region: str | None) -> None:
    assert compare(one, other, region) == compare(other, one, region)


@given(people, people, st.sampled_from([None, "US", "GB"]))
def test_a_name_alone_is_never_certain(one: Person, other: Person, region: str | None) -> None:
    bare = Person(one.name, one.organisation)
    why = compare(bare, other, region)
    assert why is None or not why.is_certain


def test_people_who_are_alike_share_a_key() -> None:
    others = [
        person("x", uids=(UID,)),
        person("x", emails=("Ngozi@EXAMPLE.org",)),
        person("x", phones=("0973 555 0101",)),
        person("Adebayo, Ngosi"),
    ]
    whole = Person("Ngozi Adébáyò", "", NGOZI.emails, NGOZI.phones, (UID,))
    for other in others:
        assert set(whole.keys) & set(other.keys), other


@given(people)
def test_keys_fit_their_column(one: Person) -> None:
    for kind, key in one.keys:
        assert kind in {"card", "email", "phone", "sound"}
        assert 0 < len(key) <= 255


def test_an_address_longer_than_its_column_is_cut() -> None:
    keys = person(emails=("a" * 400 + "@example.org",)).keys
    assert {len(key) for _, key in keys} == {255}
