"""Prompts as a phone keeps them, to be asked with no network."""

from collections.abc import Collection
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from webapp.prompts.prompts import list_prompts
from webapp.prompts.shapes import prompt_out


def pocket_values(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, BaseModel]:
    """Those that are shown, in one query; a hidden one is none for the phone."""
    wanted = set(ids)
    shown = list_prompts(session, owner_id)
    return {one.id: prompt_out(one) for one in shown if one.id in wanted}
