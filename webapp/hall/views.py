"""Hall mode: one screen for the day, for one thumb."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from markupsafe import Markup

from webapp.accounts.current import my_id, require_sign_in
from webapp.cards.cards import list_cards
from webapp.cards.pictures import code_svg
from webapp.cards.shown import ShownCard, chosen
from webapp.db import db
from webapp.events.model import Event
from webapp.hall.next import in_order
from webapp.hall.today import hall_card, hall_event, met_today
from webapp.pages import now
from webapp.targets.checklist import list_targets
from webapp.targets.model import KINDS
from webapp.validation import Values, read_form

pages = Blueprint("hall", __name__)
pages.before_request(require_sign_in)


class HallQuery(Values):
    """Which event, and which of my cards."""

    event: UUID | None = None
    card: str | None = None


@pages.get("/hall")
def hall() -> str:
    """My card, the next target with its question, and whom I met today."""
    query = read_form(HallQuery, request.args)
    event = hall_event(db.session, my_id(), query.event, now())
    cards = list_cards(db.session, my_id())
    shown = chosen(cards, query.card) if query.card and cards else hall_card(cards, event)
    return render_template(
        "hall/hall.html",
        event=event,
        cards=cards,
        shown=shown,
        code=_code(shown),
        kinds=KINDS,
        **_day(event),
    )


def _day(event: Event | None) -> dict[str, Any]:
    """Today's meetings and the targets still to be seen, the next first."""
    if event is None:
        return {"met": [], "left": [], "items": []}
    met = met_today(db.session, my_id(), event, now())
    items = list_targets(db.session, my_id(), event.id)
    here = now().astimezone(ZoneInfo(event.time_zone))
    left = in_order(items, here, met[0].place if met else "")
    return {"met": met, "left": left, "items": items, "here": here}


def _code(shown: ShownCard | None) -> Markup:
    if shown is None:
        return Markup()
    return Markup(code_svg(shown, "address"))  # noqa: S704  # formats/qr.py escapes the one text
