"""How a figure is taken, repeated and shown."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One figure beside its floor or peer; `spread` is least to most over the repeats."""

    work: str
    ours: str
    beside: str
    theirs: str
    ratio: float | None
    spread: tuple[float, float] | None
    goal: str
    command: str

    def as_json(self) -> dict[str, Any]:
        """The row for bench.json."""
        return asdict(self)


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def paired(
    ours: Callable[[], float], theirs: Callable[[], float], repeats: int
) -> tuple[list[float], list[float], list[float]]:
    """Both figures in turn, and their ratios pair by pair, so that a drifting machine cancels."""
    pairs = [(ours(), theirs()) for _ in range(repeats)]
    return [a for a, _ in pairs], [b for _, b in pairs], [a / b for a, b in pairs]


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Least and most."""
    return round(min(values), 3), round(max(values), 3)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| work | ours | beside | theirs | ratio (spread) | goal | again |",
        "|" + " --- |" * 7,
    ]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        if row.spread:
            ratio += f" ({row.spread[0]:.2f} to {row.spread[1]:.2f})"
        cells = [row.work, row.ours, row.beside, row.theirs, ratio, row.goal, f"`{row.command}`"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
