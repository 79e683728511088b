"""What a person says when erasing, checked."""

from webapp.validation import ShortText, Values


class Erasure(Values):
    """Whether an erased person may come back."""

    for_good: bool = False


class Farewell(Values):
    """The account's own address, typed to say that its end is meant."""

    email: ShortText
