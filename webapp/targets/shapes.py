"""Targets as the API gives them."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.events.model import Event
from webapp.formats.programme import Programme
from webapp.targets.checklist import Item


class PersonMetOut(BaseModel):
    """Somebody in whom the target was met."""

    contact_id: UUID
    name: str


class TargetOut(BaseModel):
    """One target; `on`, `time` and `until` are by the event's calendar and clock."""

    id: UUID
    event_id: UUID
    kind: str
    name: str
    who: str
    on: date | None
    time: str
    until: str
    place: str
    why: str
    question: str
    introduction: str
    contact_id: UUID | None
    program_id: UUID | None
    done: bool
    met: list[PersonMetOut]


class TargetsOut(BaseModel):
    """Targets in the order of the checklist; there is always the one page."""

    items: list[TargetOut]
    cursor: str | None = None


def target_out(item: Item) -> TargetOut:
    """A target as JSON."""
    target = item.target
    return TargetOut(
        id=target.id,
        event_id=target.event_id,
        kind=target.kind,
        name=target.name,
        who=target.who,
        on=target.on,
        time=target.time,
        until=target.until,
        place=target.place,
        why=target.why,
        question=target.question,
        introduction=target.introduction,
        contact_id=target.contact_id,
        program_id=target.program_id,
        done=item.done,
        met=[PersonMetOut(contact_id=one.contact_id, name=one.name) for one in item.met],
    )


class SessionOut(BaseModel):
    """A session of a programme; with an `error` no target can be made of it."""

    line: int
    event_id: UUID
    kind: str
    name: str
    who: str
    on: date | None
    time: str
    until: str
    place: str
    why: str
    remarks: list[str]
    error: str


class ProgrammeOut(BaseModel):
    """The sessions in the file's order; there is always the one page."""

    items: list[SessionOut]
    cursor: str | None = None


def programme_out(programme: Programme, event: Event) -> ProgrammeOut:
    """What was read, as JSON."""
    return ProgrammeOut(
        items=[
            SessionOut(
                line=one.line,
                event_id=event.id,
                kind=one.kind,
                name=one.name,
                who=one.who,
                on=one.on,
                time=one.time,
                until=one.until,
                place=one.place,
                why=one.note,
                remarks=list(one.remarks),
                error=one.error,
            )
            for one in programme.sessions
        ]
    )
