"""A card as it is kept."""

import json

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine.default import DefaultDialect

from webapp.formats.vcard_contact import ReadCard, ReadContact
from webapp.imports.card import KeptCard, contact_of, digest_of, is_empty, keep, number_of

CARDS = st.from_type(ReadContact).map(lambda contact: ReadCard(0, 1, contact))

PLAIN = ReadContact(name="Bao", first="Bao")


@given(CARDS)
def test_what_is_kept_is_what_was_read_but_for_what_cannot_be_stored(card: ReadCard) -> None:
    kept = keep(card)
    again = contact_of(kept)
    assert again.photo is None
    assert keep(ReadCard(0, 1, again)) == kept
    assert digest_of(keep(ReadCard(0, 1, again))) == digest_of(kept)


@given(CARDS)
def test_a_card_comes_out_of_the_database_as_it_went_in(card: ReadCard) -> None:
    column, dialect, kept = KeptCard(), DefaultDialect(), keep(card)
    written = json.dumps(column.process_bind_param(kept, dialect))
    for stored in (written, json.dumps(kept)):
        read = column.process_result_value(json.loads(stored), dialect)
        assert read is not None
        assert digest_of(read) == digest_of(kept)
        assert contact_of(read) == contact_of(kept)
    assert '""' not in json.dumps(column.process_bind_param(keep(ReadCard(0, 1, PLAIN)), dialect))


def test_half_a_character_is_replaced() -> None:
    kept = keep(ReadCard(0, 1, ReadContact(name="Bao\ud800\0")))
    assert kept["name"] == "Bao\ufffd\ufffd"


def test_a_card_with_only_a_mark_is_empty() -> None:
    assert is_empty(ReadContact(uid="1"))
    assert not is_empty(ReadContact(unmodelled=("X-JABBER:bao",)))


def test_only_the_scheme_of_a_number_goes() -> None:
    assert number_of("tel:+1-212-555-0199") == "+1-212-555-0199"
    assert number_of("TEL:+1;ext=7") == "+1 ext. 7"
    assert number_of("+1 212;ext=7") == "+1 212;ext=7"
