"""Which questions stand on the screen."""

import pytest

from webapp.prompts.choose import kind_for, some


@pytest.mark.parametrize(
    ("place", "event_kind", "kind"),
    [
        ("Poster 214", "conference", "poster"),
        ("booth 40", "conference", "program"),
        ("After her talk", "call", "talk"),
        ("", "call", "alum"),
        ("", "virtual_open_house", "virtual"),
        ("Lunch table 6", "conference", "anyone"),
        ("", "", "anyone"),
    ],
)
def test_the_place_chooses_and_else_the_event(place: str, event_kind: str, kind: str) -> None:
    assert kind_for(place, event_kind) == kind


def test_two_at_a_time_go_round() -> None:
    assert [some("abcde", turn) for turn in range(4)] == [
        list("ab"),
        list("cd"),
        list("ea"),
        list("bc"),
    ]
    assert some("a", 7) == ["a"]
    assert some("", 7) == []
