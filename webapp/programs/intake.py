"""Taking in a list of programs: first what would become of each line, then all of it at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.errors import Invalid
from webapp.formats.csv_programs import ProgramList, ProgramRow
from webapp.programs.details import ProgramDetails
from webapp.programs.model import Program, list_programs
from webapp.programs.plan import make_program
from webapp.programs.schools import folded
from webapp.validation import read_values

FATES = {
    "new": "New",
    "filled": "Filled in",
    "same": "Nothing new",
    "left_out": "Left out",
}
_BLANK = {"history": "unknown", "state": "looking"}
_FILLED = ("city", "specialty", "links", "history", "state")


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a line: a key of FATES, why, and the program it makes or belongs to."""

    line: int
    fate: str
    name: str
    why: str
    remarks: tuple[str, ...] = ()


class _Known:
    """Programs by name: those on the map, and those of earlier lines."""

    def __init__(self, programs: Iterable[Program]) -> None:
        self._by_name: dict[str, list[tuple[Program, int]]] = defaultdict(list)
        for program in programs:
            self.add(program, 0)

    def add(self, program: Program, line: int) -> None:
        self._by_name[folded(program.name)].append((program, line))

    def same_as(self, details: ProgramDetails) -> tuple[Program, int] | None:
        """The one program that this can be: of one name, nothing else speaking against it."""
        found = [one for one in self.named(details) if not _differ(one[0], details)]
        return found[0] if len(found) == 1 else None

    def named(self, details: ProgramDetails) -> list[tuple[Program, int]]:
        """All programs of this name."""
        return self._by_name[folded(details.name)]


def take_in(session: Session, owner_id: UUID, read: ProgramList, now: datetime) -> list[Fate]:
    """Take every line that can be taken; the caller commits, or rolls back what was a preview.

    A program that is there already is filled up where it is blank, and nothing of it is
    overwritten. Two of one name stay two unless nothing speaks against their being one.
    """
    known = _Known(list_programs(session, owner_id))
    with session.no_autoflush:
        fates = [_take(session, owner_id, row, known, now) for row in read.rows]
    session.flush()
    return fates


def _take(session: Session, owner_id: UUID, row: ProgramRow, known: _Known, now: datetime) -> Fate:
    name = str(row.values.get("name", ""))
    try:
        details = None if row.error else read_values(ProgramDetails, row.values)
    except Invalid as error:
        why = " ".join(f"{wrong.field} {wrong.message}" for wrong in error.errors)
        return Fate(row.line, "left_out", name, why, row.remarks)
    if details is None:
        return Fate(row.line, "left_out", name, row.error, row.remarks)
    same = known.same_as(details)
    if same is not None:
        return _fill(row, details, *same, now)
    others = known.named(details)
    why = f"Another of this name is {_where(others[0][1])}." if others else ""
    known.add(make_program(session, owner_id, details, now), row.line)
    return Fate(row.line, "new", details.name, why, row.remarks)


def _fill(
    row: ProgramRow, details: ProgramDetails, program: Program, line: int, now: datetime
) -> Fate:
    filled = [field for field in _FILLED if _fill_one(program, field, getattr(details, field))]
    asked = details.requirements
    if asked and asked not in program.requirements:
        program.requirements = "\n".join(filter(None, (program.requirements, asked)))
        filled.append("requirements")
    where = f"It is {_where(line)} already"
    if not filled:
        return Fate(row.line, "same", details.name, f"{where}.", row.remarks)
    program.changed_at = now
    words = ", ".join(_WORDS[field] for field in filled)
    return Fate(row.line, "filled", details.name, f"{where}; adds {words}.", row.remarks)


_WORDS = {
    "city": "the city",
    "specialty": "the specialty",
    "links": "links",
    "history": "the history with IMGs",
    "state": "where you stand",
    "requirements": "what they ask for",
}


def _fill_one(program: Program, field: str, value: Any) -> bool:
    if field == "links":
        new = [link for link in value if link not in program.links]
        program.links = [*program.links, *new]
        return bool(new)
    blank = _BLANK.get(field, "")
    if getattr(program, field) != blank or value == blank:
        return False
    setattr(program, field, value)
    return True


def _differ(program: Program, details: ProgramDetails) -> bool:
    for field in ("city", "specialty"):
        one, other = folded(getattr(program, field)), folded(getattr(details, field))
        if one and other and one != other:
            return True
    return False


def _where(line: int) -> str:
    return f"on line {line}" if line else "on your map"
