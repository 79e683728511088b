"""Text typed in a hurry, within a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.followups import phrases


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("twin daughters", "twin daughters"),
        ("  twin   daughters \n", "twin daughters"),
        ("twin daughters\nran Boston", "twin daughters; ran Boston"),
        ("Ran Boston.\r\n\r\nIn the rain", "Ran Boston. In the rain"),
        ("", ""),
    ],
)
def test_notes_of_several_lines_become_one(typed: str, line: str) -> None:
    assert phrases.one_line(typed) == line


def test_of_long_notes_a_letter_takes_the_first_sentence_or_nothing() -> None:
    long = "word " * 30
    assert phrases.gist("Short enough. All of it.") == "Short enough. All of it."
    assert phrases.gist(f"The first. {long}") == "The first."
    assert phrases.gist(long) == ""


@pytest.mark.parametrize(
    ("note", "quotation"),
    [
        ("twin daughters", "“twin daughters.”"),
        ("Her son starts college.", "“Her son starts college.”"),
        ("is afraid of geese!", "“is afraid of geese!”"),
        ("wants what?", "“wants what?”"),
        ("golf, chess;", "“golf, chess.”"),
    ],
)
def test_a_quotation_ends_its_sentence_once(note: str, quotation: str) -> None:
    assert phrases.quoted(note) == quotation


@pytest.mark.parametrize(
    "note",
    ["She said no", "his view on sepsis", "asked about visas", "said it works", "why Newark?"],
)
def test_notes_about_somebody_must_be_quoted(note: str) -> None:
    assert phrases.must_be_quoted(note)


@pytest.mark.parametrize("note", ["the second lactate", "handoffs", "mock interviews", "theory"])
def test_notes_about_something_need_not(note: str) -> None:
    assert not phrases.must_be_quoted(note)


@pytest.mark.parametrize(
    ("promise", "thing", "is_thing"),
    [
        ("the sepsis paper", "the sepsis paper", True),
        ("send her the sepsis paper", "the sepsis paper", True),
        ("I'll send him the link", "the link", True),
        ("to email my CV", "my CV", True),
        ("share two slides", "two slides", True),
        ("send to her office", "send to her office", False),
        ("introduce her to Dr. Kim", "introduce her to Dr. Kim", False),
        ("the book of her friend", "the book of her friend", False),
        ("send", "send", False),
    ],
)
def test_the_thing_is_found_in_a_promise(promise: str, thing: str, is_thing: bool) -> None:
    assert phrases.promised_thing(promise) == thing
    assert phrases.is_thing(thing) is is_thing


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("ACP", "conference", "at ACP"),
        ("ACP 2026", "conference", "at ACP 2026"),
        ("ACP Internal Medicine Meeting 2026", "conference", "at the ACP Internal Medicine"),
        ("The Residency Fair", "conference", "at The Residency Fair"),
        ("Newark rotation", "rotation", "during the Newark rotation"),
        ("Call with Samira", "call", "on the Call with Samira"),
    ],
)
def test_an_event_has_its_preposition(name: str, kind: str, words: str) -> None:
    assert phrases.at_event(name, kind).startswith(words)


@pytest.mark.parametrize(
    ("event", "place", "words"),
    [
        ("at ACP", "Poster 214", "at ACP on Wednesday, at poster 214"),
        ("at ACP", "Booth 9", "at ACP on Wednesday, at booth 9"),
        ("at ACP", "Session on discharge", "at ACP on Wednesday, in the session on discharge"),
        ("at ACP", "Hall B", "at ACP on Wednesday, in hall B"),
        ("at ACP", "IMG reception", "at ACP on Wednesday, at the IMG reception"),
        ("at ACP", "After her talk.", "at ACP on Wednesday, after your talk"),
        ("at ACP", "Line for the shuttle", "at ACP on Wednesday (Line for the shuttle)"),
        ("at ACP", "", "at ACP on Wednesday"),
        ("", "Poster 214", "on Wednesday, at poster 214"),
        ("", "by the coffee", "on Wednesday, by the coffee"),
        ("", "", "on Wednesday"),
    ],
)
def test_where_and_when_go_on_in_the_sentence(event: str, place: str, words: str) -> None:
    assert phrases.met(event, phrases.at_place(place), "Wednesday") == words


@pytest.mark.parametrize(
    ("note", "to_them"),
    [
        ("how they teach ultrasound", "how you teach ultrasound"),
        ("why he teaches at the bedside", "why you teach at the bedside"),
        ("introduce her to Dr. Kim", "introduce you to Dr. Kim"),
        ("read his abstract", "read your abstract"),
        ("the thermometer", "the thermometer"),
    ],
)
def test_a_note_is_said_to_the_one_it_is_about(note: str, to_them: str) -> None:
    assert phrases.to_them(note) == to_them


@pytest.mark.parametrize("note", ["night float", "how to begin", "training abroad", "the boards"])
def test_a_subject_can_be_talked_about(note: str) -> None:
    assert phrases.can_follow_about(note)


@pytest.mark.parametrize("note", ["apply early", "get US letters", "what about Newark?", ""])
def test_advice_and_questions_cannot(note: str) -> None:
    assert not phrases.can_follow_about(note)


@given(st.text())
def test_any_text_can_stand_in_a_sentence(text: str) -> None:
    line = phrases.one_line(text)
    assert len(line.splitlines()) <= 1
    assert len(phrases.gist(text).split()) <= phrases.LONGEST_GIST
    assert phrases.quoted(line).endswith((".”", "?”", "!”", "…”"))
    phrases.promised_thing(text)
    phrases.at_place(text)
    phrases.at_event(text, "conference")
