"""The sheet to hang beside my poster: what it says."""

from webapp.cards.details import SheetQuery
from webapp.cards.shown import ShownCard
from webapp.formats.poster_sheet import Words

LINE = "Scan for my card: keep my details, or leave yours."


def sheet_words(shown: ShownCard, query: SheetQuery) -> Words:
    """The words asked for; else the card's headline as title, and an invitation to scan."""
    card = shown.card
    return Words(
        title=card.headline if query.title is None else query.title,
        name=", ".join(filter(None, [card.name, card.organisation])),
        line=LINE if query.line is None else query.line,
        place=card.place,
    )
