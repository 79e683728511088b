"""What runs that bring their own event loop need."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest


@pytest.fixture
def own_thread() -> Iterator[Executor]:
    """A thread without an event loop: the browser of other tests keeps one going in ours."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield executor
