"""The card form: its fields are named like the paths of the API, as in `emails.0.value`."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from webapp.accounts.model import User
from webapp.cards.details import CardDetails
from webapp.cards.model import Card
from webapp.cards.photos import make_photo
from webapp.errors import FieldError, Invalid
from webapp.validation import read_values

LINES = ("label", "name", "headline", "organisation", "title")
AREAS = ("positioning", "pitch", "project")
CHECKS = ("shows_pitch", "shows_project")
MOST_ROWS = 10
ROWS = 2


def typed_values(form: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, in the shape of the API; rows that were left blank are not there."""
    values: dict[str, Any] = {name: form.get(name, "") for name in LINES}
    # Browsers end the lines of a text area with CR and LF; the person typed one line break.
    values |= {name: form.get(name, "").replace("\r\n", "\n") for name in AREAS}
    values |= {name: name in form for name in CHECKS}
    values |= {name: _rows(form, name) for name in ("emails", "phones")}
    values["links"] = [line for line in form.get("links", "").splitlines() if line.strip()]
    return values


def held_values(card: Card) -> dict[str, Any]:
    """What a card says, in the same shape."""
    return {name: getattr(card, name) for name in CardDetails.model_fields}


def first_values(user: User, general: Card | None) -> dict[str, Any]:
    """What a new card begins with: the general card's lines, or else the account's."""
    if general is not None:
        shared = ("name", "organisation", "title", "emails", "phones", "links")
        return {name: getattr(general, name) for name in shared}
    return {
        "label": "General",
        "name": user.name,
        "organisation": user.school,
        "emails": [{"value": user.email, "type": "work"}],
    }


def read_card(
    values: Mapping[str, Any], upload: FileStorage | None
) -> tuple[CardDetails, bytes | None]:
    """The checked card and, where a photo was sent, its JPEG; Invalid names every wrong field."""
    details, photo = None, None
    errors: list[FieldError] = []
    try:
        details = read_values(CardDetails, values)
    except Invalid as error:
        errors += error.errors
    try:
        photo = make_photo(upload.read()) if upload and upload.filename else None
    except Invalid as error:
        errors += error.errors
    if details is None or errors:
        raise Invalid(*errors)
    return details, photo


def errors_by_field(error: Invalid) -> dict[str, str]:
    """The first message of each field of the form; those of single links name their line."""
    return Invalid(*map(_of_text_area, error.errors)).by_field()


def rows(held: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of a form: what there is, and an empty one to add to it; two at least."""
    return [*held, *[{}] * max(ROWS - len(held), 1)][:MOST_ROWS]


def _rows(form: MultiDict[str, str], name: str) -> list[dict[str, str]]:
    rows = []
    for number in range(MOST_ROWS):
        value = form.get(f"{name}.{number}.value", "").strip()
        if value:
            rows.append({"value": value, "type": form.get(f"{name}.{number}.type", "other")})
    return rows


def _of_text_area(error: FieldError) -> FieldError:
    name, _, number = error.field.partition(".")
    if name != "links" or not number:
        return error
    return FieldError("links", f"Line {int(number) + 1} {error.message}")
