"""How much work a piece of code does, said without a clock."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def counted_calls() -> Iterator[list[int]]:
    """The number of calls and returns meanwhile, the same on every machine; read it afterwards."""
    calls = [0]

    def count(frame: FrameType, event: str, argument: object) -> None:
        calls[0] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)
