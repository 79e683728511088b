"""How long the words of a pitch take to say."""

WORDS_A_SECOND = 2.5
"""A calm speaker, heard over a hall: 150 words a minute."""


def spoken_seconds(text: str) -> int:
    """About how many seconds it takes to say this."""
    return round(len(text.split()) / WORDS_A_SECOND)
