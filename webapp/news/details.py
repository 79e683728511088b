"""What a person says of their news, checked."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.validation import NeededDetail, Values

MOST_AT_ONCE = 30


class News(Values):
    """Some news, in the words that go on after "I have news:", and to whom it matters."""

    what: Literal["interview", "match", "other"] = "other"
    about: NeededDetail
    contact_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)]
