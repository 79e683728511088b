"""The card form and the API say the same."""

import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict

from tests.cards.conftest import ASHA
from webapp.accounts.model import User
from webapp.cards.details import CardDetails
from webapp.cards.forms import errors_by_field, first_values, read_card, rows, typed_values
from webapp.cards.model import Card
from webapp.errors import Invalid


def filled_in(**changes: str) -> MultiDict[str, str]:
    """The form as a browser sends it for Asha's card."""
    lines = ("label", "name", "headline", "organisation", "title")
    fields = {name: ASHA[name] for name in (*lines, "positioning", "pitch", "project")}
    for name in ("emails", "phones"):
        for number, entry in enumerate(ASHA[name]):
            fields[f"{name}.{number}.value"] = entry["value"]
            fields[f"{name}.{number}.type"] = entry["type"]
    fields["emails.1.value"], fields["emails.1.type"] = "", "work"
    fields["links"] = "\r\n".join(ASHA["links"]) + "\r\n"
    return MultiDict({**fields, **changes})


def refused(form: MultiDict[str, str], upload: FileStorage | None = None) -> dict[str, str]:
    with pytest.raises(Invalid) as error:
        read_card(typed_values(form), upload)
    return errors_by_field(error.value)


def test_the_form_makes_the_card_that_the_api_makes() -> None:
    details, photo = read_card(typed_values(filled_in()), None)
    assert details == CardDetails(**ASHA)
    assert photo is None


def test_a_line_break_is_one_character() -> None:
    long = "a\r\n" * 1_000
    details, _ = read_card(typed_values(filled_in(pitch=long)), None)
    assert details.pitch == "a\n" * 1_000


def test_a_ticked_box_shows_the_pitch() -> None:
    details, _ = read_card(typed_values(filled_in(shows_pitch="true")), None)
    assert (details.shows_pitch, details.shows_project) == (True, False)


def test_every_wrong_field_is_named_the_photo_too() -> None:
    form = filled_in(name=" ", links="https://example.org\r\n\r\nnot a link")
    form["emails.1.value"] = "asha at example"
    errors = refused(form, FileStorage(io.BytesIO(b"text"), filename="me.jpg"))
    assert set(errors) == {"name", "emails.1.value", "links", "photo"}
    assert errors["links"].startswith("Line 2 is not a web address")


def test_no_file_chosen_is_no_photo() -> None:
    empty = FileStorage(io.BytesIO(b""), filename="")
    assert read_card(typed_values(filled_in()), empty)[1] is None


def test_a_chosen_file_becomes_the_photo() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20)).save(stream, "PNG")
    stream.seek(0)
    _, photo = read_card(typed_values(filled_in()), FileStorage(stream, filename="me.png"))
    assert photo is not None
    assert photo.startswith(b"\xff\xd8\xff")


def test_there_is_always_a_row_to_add_to() -> None:
    one, two = [{"value": "a"}], [{"value": "a"}, {"value": "b"}]
    assert rows([]) == [{}, {}]
    assert rows(one) == [*one, {}]
    assert rows(two) == [*two, {}]
    assert rows(one * 10) == one * 10


def test_the_first_card_begins_with_the_account() -> None:
    user = User(name="Asha Rao", email="asha@example.org", school="St. George’s")
    values = first_values(user, None)
    assert values["name"] == "Asha Rao"
    assert values["organisation"] == "St. George’s"
    assert values["emails"] == [{"value": "asha@example.org", "type": "work"}]


def test_the_next_card_begins_with_the_general_one_but_its_own_label_and_words() -> None:
    values = first_values(User(name="A", email="a@example.org"), Card(**ASHA))
    assert values["phones"] == ASHA["phones"]
    assert not {"label", "pitch", "project"} & set(values)
