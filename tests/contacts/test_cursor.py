"""Cursors go out and come back; nothing else comes in."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.contacts.cursor import Cursor, read_cursor, write_cursor
from webapp.errors import Invalid

moments = st.datetimes(timezones=st.just(UTC))


@given(moments, st.uuids())
def test_a_cursor_is_read_as_it_was_written_and_may_stand_in_an_address(moment, id) -> None:
    text = write_cursor(Cursor(moment, id))
    assert read_cursor(text) == (moment, id)
    assert text.isascii()
    assert not set(text) & set("+/=&?#% ")


@given(st.text() | st.binary(max_size=40).map(lambda raw: raw.hex()))
def test_what_no_list_gave_is_refused_by_name(text: str) -> None:
    try:
        assert write_cursor(read_cursor(text)) == text
    except Invalid as error:
        assert "cursor" in error.by_field()


@pytest.mark.parametrize(
    "text", ["", "x", "A" * 31, "A" * 33, "A" * 32 + "=", "f" * 31 + "é", "f" * 32]
)
def test_a_cut_foreign_or_impossible_cursor_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="cursor"):
        read_cursor(text)
