"""What every page shares: built assets, days in words, and who is looking."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

from flask import Flask, current_app, flash, request, url_for
from markupsafe import Markup

from webapp.accounts.current import is_signed_in, me
from webapp.accounts.details import zone
from webapp.days import day_at
from webapp.db import db
from webapp.events.model import event_on_now, list_events
from webapp.formats.links import display_link, safe_link
from webapp.moments import now as now

DIST = Path(__file__).parent / "static" / "dist"


def register(app: Flask) -> None:
    """Give the templates their helpers."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_template_global(asset)
    app.add_template_global(base_url)
    app.add_template_global(imported_assets)
    app.add_template_global(inline_asset)
    app.add_template_global(is_signed_in)
    app.add_template_global(me)
    app.add_template_global(today)
    app.add_template_filter(day)
    app.add_template_filter(long_day)
    app.add_template_filter(day_at)
    app.add_template_filter(safe_link)
    app.add_template_filter(display_link)


@lru_cache
def manifest() -> dict[str, str]:
    """Which hashed file each built asset is; says what to do when nothing was built."""
    try:
        return dict(json.loads((DIST / "manifest.json").read_text()))
    except FileNotFoundError:
        raise RuntimeError("The front end is not built. Run: make build") from None


def asset(name: str) -> str:
    """The address of a built asset, as in `asset("app.js")`."""
    return url_for("static", filename=f"dist/{manifest()[name]}")


@lru_cache
def imported_assets() -> list[str]:
    """The addresses of what app.js imports at once, for a page to ask for beside it."""
    names = json.loads((DIST / "imports.json").read_text())
    return [url_for("static", filename=f"dist/{name}") for name in names]


@lru_cache
def inline_asset(name: str) -> Markup:
    """The text of a built style sheet, to stand in the page itself."""
    return Markup((DIST / manifest()[name]).read_text())  # noqa: S704  # our own built file


def today() -> date:
    """Today where the signed-in user is: at the event that is on now, else at home."""
    kept = request.environ
    if "hallway.today" not in kept:
        event = event_on_now(list_events(db.session, me().id), now())
        here = event.time_zone if event else me().time_zone
        kept["hallway.today"] = now().astimezone(zone(here)).date()
    return cast(date, kept["hallway.today"])


def day(value: date) -> str:
    """A day as a person says it when it is near: "today", "tomorrow", "Fri 19", "9 Mar"."""
    away = (value - today()).days
    if away in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[away + 1]
    if abs(away) < 14:
        return f"{value:%a} {value.day}"
    if value.year == today().year:
        return f"{value.day} {value:%b}"
    return f"{value.day} {value:%b %Y}"


def long_day(value: date) -> str:
    """A day in full: "Wednesday 14 October"."""
    year = "" if value.year == today().year else f" {value.year}"
    return f"{value:%A} {value.day} {value:%B}{year}"


def tell(text: str, undo: str, link: tuple[str, str] | None = None) -> None:
    """Say on the next page what was done, with a button that posts to `undo`.

    `link` is (words, address) of a page that it makes sense to see next.
    """
    said = {"text": text, "undo": undo, "link": link}
    flash(said)  # type: ignore[arg-type]  # Flask keeps any JSON value


def base_url() -> str:
    """Where this Hallway is reached, without a slash at the end."""
    return str(current_app.config["HALLWAY"].base_url)
