"""A person's prompts: the house's questions with what was changed about them, and their own."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import FieldError, Invalid, NotFound
from webapp.prompts.details import PromptChanges, PromptDetails
from webapp.prompts.model import KINDS, Prompt
from webapp.prompts.starters import STARTERS, Starter
from webapp.revisions import touch

MOST_PROMPTS = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """One prompt as it stands; `mine` if the house has no such question."""

    id: UUID
    kind: str
    question: str
    topic: str
    position: int
    hidden: bool
    mine: bool
    changed: bool


def list_prompts(
    session: Session, owner_id: UUID, kind: str | None = None, *, hidden: bool = False
) -> list[Asked]:
    """An owner's prompts by kind and in their order; hidden ones last, and only if asked for."""
    rows = _rows(session, owner_id)
    known = {row.starter for row in rows}
    rows += [_row(owner_id, starter) for starter in STARTERS if starter.key not in known]
    prompts = map(_asked, rows)
    kept = [one for one in prompts if kind in (None, one.kind) and (hidden or not one.hidden)]
    kinds = list(KINDS)
    return sorted(
        kept, key=lambda one: (kinds.index(one.kind), one.hidden, one.position, str(one.id))
    )


def get_prompt(session: Session, owner_id: UUID, prompt_id: UUID) -> Asked:
    """One of the owner's prompts; NotFound also where it is another's."""
    for prompt in list_prompts(session, owner_id, hidden=True):
        if prompt.id == prompt_id:
            return prompt
    raise NotFound("Prompt")


def add_prompt(session: Session, owner_id: UUID, details: PromptDetails) -> Asked:
    """A question of one's own, at the end of its kind; Invalid past three hundred."""
    prompts = list_prompts(session, owner_id, hidden=True)
    if len(prompts) >= MOST_PROMPTS:
        raise Invalid(FieldError("question", "is one too many. Delete some first."))
    last = max((one.position for one in prompts if one.kind == details.kind), default=-1)
    row = Prompt(
        owner_id=owner_id,
        position=last + 1,
        hidden=False,
        starter="",
        **details.model_dump(),
    )
    session.add(row)
    session.flush()
    return _asked(row)


def change_prompt(
    session: Session, owner_id: UUID, prompt_id: UUID, changes: PromptChanges
) -> Asked:
    """Set what is given; `position` moves it among those of its kind."""
    row = _kept_row(session, owner_id, prompt_id)
    for field, value in changes.model_dump(exclude_none=True, exclude={"position"}).items():
        setattr(row, field, value)
    if changes.position is not None:
        _move(session, row, changes.position)
    session.flush()
    return _asked(row)


def remove_prompt(session: Session, owner_id: UUID, prompt_id: UUID) -> None:
    """Take a question of one's own away; one of the house's is hidden, and can be restored."""
    prompt = get_prompt(session, owner_id, prompt_id)
    row = _kept_row(session, owner_id, prompt_id)
    if prompt.mine:
        session.delete(row)
    else:
        row.hidden = True
    session.flush()


def restore(session: Session, owner_id: UUID) -> None:
    """Give the house's questions back as they were, in their order; one's own come after them."""
    rows = sorted(_rows(session, owner_id), key=lambda row: (row.position, str(row.id)))
    for place, row in enumerate(rows, len(STARTERS)):
        if row.starter:
            session.delete(row)
        else:
            row.position = place
    session.flush()


def tell_phones(session: Session, owner_id: UUID) -> None:
    """Let phones hear of the house's questions too, which have no rows that could change."""
    touch(session, owner_id, "prompt", (starter_id(owner_id, one) for one in STARTERS))


def starter_id(owner_id: UUID, starter: Starter) -> UUID:
    """The id of the house's question for this owner: always the same, also before it has a row."""
    return uuid5(owner_id, f"prompt:{starter.key}")


def _rows(session: Session, owner_id: UUID) -> list[Prompt]:
    return list(session.scalars(select(Prompt).where(Prompt.owner_id == owner_id)))


def _row(owner_id: UUID, starter: Starter) -> Prompt:
    return Prompt(
        owner_id=owner_id,
        id=starter_id(owner_id, starter),
        kind=starter.kind,
        question=starter.question,
        topic=starter.topic,
        position=STARTERS.index(starter),
        hidden=False,
        starter=starter.key,
    )


def _kept_row(session: Session, owner_id: UUID, prompt_id: UUID) -> Prompt:
    """The prompt as a row of the database, made now where it has none yet."""
    row = session.get(Prompt, (owner_id, prompt_id))
    if row is not None:
        return row
    known = {row.starter for row in _rows(session, owner_id)}
    for starter in STARTERS:
        if starter_id(owner_id, starter) == prompt_id and starter.key not in known:
            row = _row(owner_id, starter)
            session.add(row)
            return row
    raise NotFound("Prompt")


def _move(session: Session, row: Prompt, position: int) -> None:
    """Put a prompt at this place among those of its kind, and number them all anew."""
    session.flush()
    others = list_prompts(session, row.owner_id, row.kind, hidden=True)
    order = [one.id for one in others if one.id != row.id]
    order.insert(min(position, len(order)), row.id)
    for place, prompt_id in enumerate(order):
        _kept_row(session, row.owner_id, prompt_id).position = place


_BY_KEY = {starter.key: starter for starter in STARTERS}


def _asked(row: Prompt) -> Asked:
    first = _BY_KEY.get(row.starter)
    changed = first is not None and (row.question, row.topic) != (first.question, first.topic)
    return Asked(
        id=row.id,
        kind=row.kind,
        question=row.question,
        topic=row.topic,
        position=row.position,
        hidden=row.hidden,
        mine=first is None,
        changed=changed,
    )
