"""Cards as the API gives them."""

from uuid import UUID

from pydantic import BaseModel

from webapp.cards.codes import offline_code
from webapp.cards.shown import ShownCard


class TypedOut(BaseModel):
    """An e-mail address or phone number and what it is for."""

    value: str
    type: str


class CardOut(BaseModel):
    """One card; `url` is its public page, `left_out` what its offline code has no room for."""

    id: UUID
    token: str
    url: str
    label: str
    place: str
    name: str
    headline: str
    organisation: str
    title: str
    positioning: str
    pitch: str
    project: str
    shows_pitch: bool
    shows_project: bool
    emails: list[TypedOut]
    phones: list[TypedOut]
    links: list[str]
    photo_url: str | None
    left_out: list[str]


class CardsOut(BaseModel):
    """All cards, the oldest first."""

    items: list[CardOut]
    cursor: str | None = None


def card_out(shown: ShownCard, base_url: str) -> CardOut:
    """A card as JSON; its addresses are whole."""
    card, url = shown.card, shown.url(base_url)
    return CardOut(
        id=card.id,
        token=shown.token,
        url=url,
        label=card.label,
        place=card.place,
        name=card.name,
        headline=card.headline,
        organisation=card.organisation,
        title=card.title,
        positioning=card.positioning,
        pitch=card.pitch,
        project=card.project,
        shows_pitch=card.shows_pitch,
        shows_project=card.shows_project,
        emails=[TypedOut(**email) for email in card.emails],
        phones=[TypedOut(**phone) for phone in card.phones],
        links=card.links,
        photo_url=f"{url}/photo.jpg" if shown.photo_at else None,
        left_out=list(offline_code(shown).left_out),
    )
