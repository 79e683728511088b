"""What a phone keeps: each kind, and the room that gives its values.

A room adds a kind with a class attribute on its model (revisions.py) and a line here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from webapp.accounts import pocket as accounts
from webapp.cards import pocket as cards
from webapp.contacts import pocket as contacts
from webapp.events import pocket as events
from webapp.followups import pocket as follow_ups
from webapp.programs import pocket as programs
from webapp.prompts import pocket as prompts
from webapp.targets import pocket as targets

Values = Callable[[Session, UUID, Collection[UUID]], Mapping[UUID, BaseModel]]
"""Gives the values of those things of an owner that are there, in a fixed number of queries."""


def kinds(base_url: str) -> dict[str, Values]:
    """Every kind by its name; what has gone has no value."""
    return {
        "account": partial(accounts.pocket_values, base_url=base_url),
        "card": partial(cards.pocket_values, base_url=base_url),
        "event": events.pocket_values,
        "target": targets.pocket_values,
        "program": programs.pocket_values,
        "prompt": prompts.pocket_values,
        "contact": contacts.pocket_values,
        "follow_up": partial(follow_ups.pocket_values, base_url=base_url),
    }


def load(
    session: Session, owner_id: UUID, things: Iterable[tuple[str, UUID]], base_url: str
) -> dict[tuple[str, UUID], BaseModel]:
    """The values of these things, by kind and id."""
    wanted = list(things)
    found: dict[tuple[str, UUID], BaseModel] = {}
    for kind, values in kinds(base_url).items():
        if ids := [one for named, one in wanted if named == kind]:
            loaded = values(session, owner_id, ids)
            found |= {(kind, one): value for one, value in loaded.items()}
    return found
