"""Templates: gaps that are filled, and what is left out where there is nothing to say."""

import re

import pytest

from webapp.followups.templates import (
    PLACEHOLDERS,
    SENTENCES,
    TEMPLATES,
    complete,
    fill,
    unknown_placeholders,
)

VALUES = {"greeting": "Dear Jo,", "met": "at ACP", "talk": "", "signature": "Asha"}


def test_a_sentence_with_a_gap_is_left_out() -> None:
    assert fill("We met {met}. You work at {organisation}. Good.", VALUES) == "We met at ACP. Good."


def test_a_line_that_says_nothing_leaves_no_hole() -> None:
    assert fill("{greeting}\n\n{talk}\n\n{signature}", VALUES) == "Dear Jo,\n\nAsha"


def test_the_first_wording_that_is_whole_is_taken() -> None:
    line = "About {topic} | We met {met} | Hello"
    assert fill(line, VALUES) == "We met at ACP"
    assert complete(line, VALUES) == ["We met {met}", "Hello"]


def test_what_a_person_noted_is_never_read_as_a_template() -> None:
    assert fill("{met}", {"met": "at {organisation} | here"}) == "at {organisation} | here"


def test_wrong_placeholders_are_named_once() -> None:
    text = "{greeting} {nmae} {nmae} {} {Met} {met"
    assert unknown_placeholders(text) == ["{nmae}", "{}", "{Met}", "{"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_our_own_templates_know_their_placeholders(name: str) -> None:
    template = TEMPLATES[name]
    assert unknown_placeholders(template.subject + template.body) == []
    assert "!" not in template.subject + template.body


def test_every_placeholder_is_explained_and_of_use() -> None:
    texts = [text for one in TEMPLATES.values() for text in (one.subject, one.body)]
    used = set(re.findall(r"\{([a-z_]+)\}", " ".join([*texts, *SENTENCES.values()])))
    assert used - set(SENTENCES) <= set(PLACEHOLDERS)
