"""One way to check what comes in: the same pydantic models serve forms and API."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from webapp.errors import FieldError, Invalid

Model = TypeVar("Model", bound=BaseModel)


class Values(BaseModel):
    """Values from outside: an unknown field is refused by name, never dropped."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


def storable(text: object) -> object:
    if isinstance(text, str):
        if "\0" in text:
            raise ValueError("has a NUL character, which cannot be kept. Take it out.")
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise ValueError("has half a character in it (a lone surrogate). Type it again.")
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("is needed.")
    return text


ShortText = Annotated[str, Field(max_length=200), BeforeValidator(storable)]
LongText = Annotated[str, Field(max_length=2_000), BeforeValidator(storable)]
NoteText = Annotated[str, Field(max_length=20_000), BeforeValidator(storable)]
NeededName = Annotated[ShortText, AfterValidator(_said)]
NeededDetail = Annotated[LongText, AfterValidator(_said)]
"""Strings are kept exactly as typed; a needed one has more than white space in it."""


def read_values(model: type[Model], values: Mapping[str, Any]) -> Model:
    """The checked model; Invalid names each wrong field."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise Invalid(*field_errors(error)) from None


def read_json(model: type[Model], body: bytes) -> Model:
    """The checked model of a JSON body; Invalid names each wrong field, or `body`."""
    try:
        values = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Invalid(FieldError("body", "is not JSON.")) from None
    if not isinstance(values, dict):
        raise Invalid(FieldError("body", "must be a JSON object."))
    return read_values(model, values)


def read_form(model: type[Model], form: MultiDict[str, str]) -> Model:
    """The checked model of a posted form; a field left blank counts as not given."""
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        # Browsers send each line break that was typed as CR LF.
        given = [value.replace("\r\n", "\n") for value in form.getlist(name) if value.strip()]
        if not given:
            continue
        if get_origin(field.annotation) is list:
            values[name] = [line for value in given for line in value.splitlines() if line.strip()]
        else:
            values[name] = given[0]
    return read_values(model, values)


def field_errors(error: ValidationError) -> list[FieldError]:
    """Pydantic's findings in our words, each with the path of its field."""
    return [
        FieldError(".".join(str(part) for part in found["loc"]) or "body", _message(found))
        for found in error.errors(include_url=False, include_input=False)
    ]


def _no_constant(name: str) -> None:
    raise ValueError(name)


_MESSAGES = {
    "missing": "is needed.",
    "extra_forbidden": "is not a field we know.",
    "string_type": "must be text.",
    "string_too_long": "is longer than {max_length} characters. Shorten it; nothing was cut.",
    "string_too_short": "needs at least {min_length} characters.",
    "too_long": "has more than {max_length} entries.",
    "uuid_parsing": "is not an id.",
    "uuid_type": "is not an id.",
    "int_parsing": "must be a whole number.",
    "int_from_float": "must be a whole number.",
    "bool_parsing": "must be true or false.",
    "bool_type": "must be true or false.",
    "list_type": "must be a list.",
    "timezone_aware": "needs a time zone, as in 2026-03-01T14:05:00Z.",
    "greater_than_equal": "must be at least {ge}.",
    "less_than_equal": "must be at most {le}.",
}


def _message(found: Any) -> str:
    kind, context = found["type"], found.get("ctx") or {}
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return f"must be one of {context['expected']}."
    if kind.startswith("datetime"):
        return "is not a time, as in 2026-03-01T14:05:00Z."
    if kind.startswith("date"):
        return "is not a date, as in 2026-03-01."
    if kind in _MESSAGES:
        return _MESSAGES[kind].format(**context)
    return str(found["msg"]).rstrip(".") + "."
