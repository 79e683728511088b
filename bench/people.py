"""Names of people who are not alike, so that nobody looks for pairs that the hall does not have."""

_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")


def family_name(number: int) -> str:
    """Another one for each number: Badefigo for 123."""
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:04}").title()
