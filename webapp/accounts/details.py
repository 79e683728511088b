"""What a person types about the account, checked."""

from datetime import UTC, date
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

from webapp.validation import LongText, ShortText, Values


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones; they are looked up on disk, once (25 ms)."""
    return frozenset(available_timezones())


def _email(address: str) -> str:
    # It takes 20 ms of every start, and few of the addresses that a worker sees are checked by it.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValueError(f"is not an e-mail address: {error}") from None


def _time_zone(name: str) -> str:
    if name not in time_zones():
        raise ValueError("is not a time zone, as in America/New_York.")
    return name


def _no_surrogates(password: object) -> object:
    if isinstance(password, str) and any("\ud800" <= c <= "\udfff" for c in password):
        raise ValueError("has half a character in it. Type it again.")
    return password


Email = Annotated[ShortText, AfterValidator(_email)]
TimeZone = Annotated[ShortText, AfterValidator(_time_zone)]
Password = Annotated[str, Field(min_length=8, max_length=256), BeforeValidator(_no_surrogates)]


class SignUp(Values):
    """The sign-up form."""

    email: Email
    password: Password
    name: ShortText = ""
    time_zone: ShortText = "UTC"
    next: LongText = ""

    def known_time_zone(self) -> str:
        """The browser's guess, or UTC where we do not know it."""
        return self.time_zone if self.time_zone in time_zones() else "UTC"


class SignInForm(Values):
    """The sign-in form; nothing is checked but that both are there."""

    email: ShortText
    password: Annotated[str, Field(max_length=256), BeforeValidator(_no_surrogates)]
    next: LongText = ""


class PasswordForm(Values):
    """A new password."""

    password: Password


class NewPasswordForm(PasswordForm):
    """A new password, and the one that it takes the place of."""

    present: Annotated[str, Field(max_length=256), BeforeValidator(_no_surrogates)]


class ProofForm(Values):
    """The password, once more."""

    password: Annotated[str, Field(max_length=256), BeforeValidator(_no_surrogates)]
    next: LongText = ""


class EmailForm(Values):
    """An address to sign in with."""

    email: Email


class RecoveryForm(Values):
    """A recovery code in place of the password."""

    email: ShortText
    code: ShortText


class NameForm(Values):
    """What to call a token or a passkey."""

    name: Annotated[str, Field(max_length=100)] = ""


class AccountChanges(Values):
    """What a person may change of the account; what is not given stays."""

    name: ShortText | None = None
    email: Email | None = None
    school: ShortText | None = None
    school_spellings: Annotated[list[ShortText], Field(max_length=50)] | None = None
    other_schools: Annotated[list[ShortText], Field(max_length=200)] | None = None
    time_zone: TimeZone | None = None
    applications_open_on: (
        Annotated[date, Field(ge=date(1970, 1, 1), le=date(2200, 1, 1))] | None
    ) = None
    contact_limit_a_year: Annotated[int, Field(ge=1, le=12)] | None = None


def zone(name: str) -> ZoneInfo:
    """The time zone of this name; UTC where the name has gone out of the tables."""
    return ZoneInfo(name) if name in time_zones() else ZoneInfo(str(UTC))
