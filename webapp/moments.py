"""This moment: the one clock of the HTTP edge, which tests replace."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app


def now() -> datetime:
    """This moment, in UTC."""
    clock: Any = current_app.config.get("CLOCK")
    return clock() if clock else datetime.now(UTC)
