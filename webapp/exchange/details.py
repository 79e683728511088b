"""What a visitor leaves on a card's page, checked."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from webapp.accounts.details import Email
from webapp.validation import NeededDetail, NeededName, ShortText, Values


def _callable(number: str, known: ValidationInfo) -> str:
    if not number.strip() and known.data.get("email", "wrong") is None:
        raise ValueError("or an e-mail address is needed.")
    if number.strip() and sum(char.isdigit() for char in number) < 3:
        raise ValueError("is not a phone number, as in +1 473 555 0100.")
    return number


def _agreed(consent: bool) -> bool:  # noqa: FBT001  # pydantic calls it
    if not consent:
        raise ValueError("Without your word nothing is passed on.")
    return consent


class LeftDetails(Values):
    """Name, a way to be reached, and one detail to be remembered by."""

    name: NeededName
    email: Email | None = None
    phone: Annotated[ShortText, Field(validate_default=True), AfterValidator(_callable)] = ""
    detail: NeededDetail
    consent: Annotated[bool, Field(validate_default=True), AfterValidator(_agreed)] = False


class Acceptance(Values):
    """Whom the owner takes a visitor for; nobody known where it is left out."""

    contact_id: UUID | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, values: Any) -> Any:
        if isinstance(values, dict):
            return {name: given for name, given in values.items() if given != ""}
        return values
