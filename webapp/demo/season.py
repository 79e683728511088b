"""A made-up IMG with events, people and programs, so that every screen shows something."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.model import User, find_by_email
from webapp.accounts.signing import sign_up
from webapp.capture.clocks import Arrival
from webapp.capture.details import CaptureDetails
from webapp.capture.receive import receive
from webapp.cards.cards import make_card
from webapp.cards.details import CardDetails, TypedEmail, TypedPhone
from webapp.db import new_id
from webapp.demo.events import ZONE, make_events
from webapp.demo.map import make_map
from webapp.demo.people import AT_ACP, ON_ROTATION, Met
from webapp.demo.standing import make_standing
from webapp.events.model import Event

EMAIL = "asha@example.org"
PASSWORD = "hallway demo"  # noqa: S105  # printed on the screen, for a made-up person


def make_season(session: Session, now: datetime) -> User | None:
    """Everything of the made-up person; None when it is there already."""
    if find_by_email(session, EMAIL):
        return None
    owner = sign_up(
        session, email=EMAIL, password=PASSWORD, name="Asha Rao", time_zone=ZONE, now=now
    )
    owner.school = "St. George’s University"
    session.flush()
    make_card(session, owner.id, _general_card(), now)
    make_card(session, owner.id, _poster_card(), now + timedelta(seconds=1))
    events = make_events(session, owner, now)
    _meet_all(session, owner, events["rotation"], ON_ROTATION, now - timedelta(days=26), now)
    _meet_all(session, owner, events["meeting"], AT_ACP, now - timedelta(days=4), now)
    make_map(session, owner, events, now)
    make_standing(session, owner, now)
    return owner


def _meet_all(
    session: Session,
    owner: User,
    event: Event,
    people: list[Met],
    first: datetime,
    now: datetime,
) -> None:
    step = (min(now, first + timedelta(days=4)) - first) / len(people)
    for place, (name, detail, title, organisation, more) in enumerate(people):
        details = CaptureDetails.model_validate(
            {
                "name": name,
                "detail": detail,
                "title": title,
                "organisation": organisation,
                "event_id": event.id,
                "captured_at": first + step * place,
                **more,
            }
        )
        receive(session, owner, new_id(), details, Arrival(now))


def _general_card() -> CardDetails:
    return CardDetails(
        label="General",
        name="Asha Rao",
        headline="Internal medicine, heart failure",
        title="Final-year student",
        organisation="St. George’s University",
        positioning=(
            "I work on what happens after discharge: clear notes, heart failure, and patients "
            "whose first language is not English."
        ),
        pitch=(
            "I’m a final-year student who fell for heart-failure clinics in Newark. My poster "
            "shows how a two-line discharge note halved returns. I’m looking for a program that "
            "teaches in the clinic as much as on the ward."
        ),
        project=(
            "Two-line discharge notes in plain language, in four languages: 212 patients, returns "
            "within thirty days fell from 24 to 13 of a hundred."
        ),
        emails=[TypedEmail(value="asha.rao@example.org")],
        phones=[TypedPhone(value="+1 473 555 0100")],
        links=["https://www.linkedin.com/in/asharao"],
    )


def _poster_card() -> CardDetails:
    return _general_card().model_copy(
        update={
            "label": "My poster",
            "place": "Poster 140, hall B",
            "headline": "Two lines that halve returns",
            "positioning": "Thank you for stopping at poster 140. Write to me for the template.",
        }
    )
