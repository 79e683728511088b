"""What a person says of a relation, checked."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.contacts.details import Stage
from webapp.validation import NeededDetail, Values

ActKind = Literal["advice", "review", "introduction", "supervision", "letter", "call_to_program"]
Relation = Literal["", "program_director", "attending", "resident", "alum", "peer"]
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2200, 1, 1))]


class ActDetails(Values):
    """Something that they did for me; today unless another day is given."""

    kind: ActKind
    what: NeededDetail
    on: Day | None = None
    program_id: UUID | None = None


class ActChanges(Values):
    """Changes to an act; what is not given stays."""

    kind: ActKind | None = None
    what: NeededDetail | None = None
    on: Day | None = None
    program_id: UUID | None = None
    reported_back_on: Day | None = None


class OfferDetails(Values):
    """Something that I can do for them."""

    what: NeededDetail


class OfferChanges(Values):
    """Changes to an offer; `done_on` null takes back that it was done."""

    what: NeededDetail | None = None
    done_on: Day | None = None


class RelationChanges(Values):
    """Changes to how we stand; null for the limit goes back to the account's."""

    stage: Stage | None = None
    relation: Relation | None = None
    contact_limit_a_year: Annotated[int, Field(ge=0, le=12)] | None = None
