"""What a card may say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.cards.details import CardChanges, CardDetails
from webapp.errors import Invalid
from webapp.validation import read_values


def refused(values: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Invalid) as error:
        read_values(CardDetails, {"name": "Asha Rao", **values})
    return error.value.by_field()


def test_a_name_is_all_that_a_card_needs() -> None:
    card = read_values(CardDetails, {"name": "Asha Rao"})
    assert (card.pitch, card.emails, card.shows_pitch) == ("", [], False)


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_without_a_name_it_is_refused(name: str) -> None:
    assert refused({"name": name}) == {"name": "is needed."}


@pytest.mark.parametrize("field", ["label", "name", "headline", "organisation", "title"])
def test_a_line_has_200_characters_at_most(field: str) -> None:
    read_values(CardDetails, {"name": "Asha", field: "é" * 200})
    assert "than 200 " in refused({field: "é" * 201})[field]


@pytest.mark.parametrize("field", ["positioning", "pitch", "project"])
def test_a_text_has_2000_characters_at_most(field: str) -> None:
    read_values(CardDetails, {"name": "Asha", field: "é" * 2_000})
    assert "than 2000 " in refused({field: "é" * 2_001})[field]


def test_each_wrong_entry_is_named_by_its_path() -> None:
    errors = refused(
        {
            "emails": [{"value": "asha@example.org"}, {"value": "asha at example"}],
            "phones": [{"value": "none"}],
            "links": ["https://example.org", "javascript:alert(1)"],
        }
    )
    assert set(errors) == {"emails.1.value", "phones.0.value", "links.1"}


def test_a_kind_is_one_of_those_on_the_form() -> None:
    errors = refused({"phones": [{"value": "+1 473 555 0100", "type": "pigeon"}]})
    assert set(errors) == {"phones.0.type"}


def test_a_link_typed_without_its_scheme_is_completed() -> None:
    card = read_values(CardDetails, {"name": "Asha", "links": ["linkedin.com/in/asharao"]})
    assert card.links == ["https://linkedin.com/in/asharao"]


@pytest.mark.parametrize("field", ["name", "pitch", "label"])
def test_what_no_database_can_keep_is_refused(field: str) -> None:
    assert field in refused({field: "nul \0"})
    assert field in refused({field: "half \ud800"})


ODD = ["a" * 201, "a" * 2_001, "nul \0", "half \ud800", 1, [], {}, [{"value": "x"}]]


@given(
    st.dictionaries(
        st.sampled_from(sorted(CardDetails.model_fields)),
        st.one_of(st.text(max_size=20), st.sampled_from(ODD)),
    )
)
def test_changes_are_checked_as_the_card_is(values: dict[str, Any]) -> None:
    outcomes = []
    for model in (CardDetails, CardChanges):
        try:
            read_values(model, {"name": "Asha", **values})
            outcomes.append({})
        except Invalid as error:
            outcomes.append(error.by_field())
    assert outcomes[0] == outcomes[1]
