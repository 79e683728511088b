"""The digest as the API takes and gives it."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from webapp.digest.model import DigestChoice, DigestDay, PushSubscription
from webapp.formats.push import are_keys
from webapp.validation import LongText, ShortText, Values

Hour = Annotated[int, Field(ge=0, le=23)]


class ReminderChanges(Values):
    """At which hour the digest comes, and whether by mail; what is not given stays."""

    hour: Hour | None = None
    by_mail: bool | None = None


class DigestForm(Values):
    """The same from the page, where an unticked box says no."""

    hour: Hour
    by_mail: bool = False


class PushKeysIn(Values):
    """A browser's own keys (RFC 8291), in base64url."""

    p256dh: ShortText
    auth: ShortText

    @model_validator(mode="after")
    def _are_keys(self) -> Self:
        if not are_keys(self.p256dh, self.auth):
            raise ValueError("are not the keys of a browser.")
        return self


class Subscription(Values):
    """What `PushSubscription.toJSON()` gives, and what to call the device."""

    endpoint: LongText
    keys: PushKeysIn
    expirationTime: float | None = None  # noqa: N815  # the browser's own name
    name: ShortText = ""


class DeviceOut(BaseModel):
    """A device that shows notifications."""

    id: UUID
    name: str
    since: datetime


class DayOut(BaseModel):
    """What became of the last digest: `mail` and `push` are "", claimed, sent or failed.

    One that stays claimed was begun, and may have been sent or not.
    """

    on: date
    people: int
    mail: str
    push: str


class RemindersOut(BaseModel):
    """How the morning digest comes; `push_key` is what browsers subscribe with."""

    hour: int
    by_mail: bool
    can_mail: bool
    push_key: str
    devices: list[DeviceOut]
    last: DayOut | None


def device_out(device: PushSubscription) -> DeviceOut:
    """A device as JSON."""
    return DeviceOut(id=device.id, name=device.name, since=device.created_at)


def reminders_out(
    choice: DigestChoice,
    devices: list[PushSubscription],
    last: DigestDay | None,
    *,
    push_key: str,
    can_mail: bool,
) -> RemindersOut:
    """All of it as JSON."""
    return RemindersOut(
        hour=choice.hour,
        by_mail=choice.by_mail,
        can_mail=can_mail,
        push_key=push_key,
        devices=[device_out(device) for device in devices],
        last=DayOut.model_validate(last, from_attributes=True) if last else None,
    )
