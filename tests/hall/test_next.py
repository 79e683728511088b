"""What comes next for somebody who stands in the hall."""

from datetime import UTC, date, datetime
from typing import Any

from webapp.db import new_id
from webapp.hall.next import in_order
from webapp.targets.checklist import Item, PersonMet
from webapp.targets.model import Target

TODAY = date(2026, 10, 14)


def item(name: str, *, done: bool = False, **values: Any) -> Item:
    given = {"on": TODAY, "time": "", "until": "", "place": "", "ticked_at": None, **values}
    target = Target(id=new_id(), kind="booth", name=name, **given)
    return Item(target, (PersonMet(new_id(), "Marcus"),) if done else ())


def order(items: list[Item], at: str, last_place: str = "") -> list[str]:
    here = datetime.fromisoformat(f"2026-10-14T{at}:00").replace(tzinfo=UTC)
    return [one.target.name for one in in_order(items, here, last_place)]


HALL = [item("Forty", place="Booth 40"), item("Nine", place="Booth 9"), item("Any day", on=None)]
TALK = item("Talk", time="14:00", until="15:00")


def test_the_hall_is_walked_in_its_order() -> None:
    assert order(HALL, "10:00") == ["Nine", "Forty", "Any day"]


def test_one_walks_on_from_where_one_stood_last() -> None:
    assert order(HALL[:2], "10:00", "Booth 12") == ["Forty", "Nine"]
    assert order(HALL[:2], "10:00", "Lunch") == ["Nine", "Forty"]


def test_a_talk_comes_first_once_it_is_near() -> None:
    assert order([*HALL[:2], TALK], "13:00") == ["Nine", "Forty", "Talk"]
    assert order([*HALL[:2], TALK], "13:45")[0] == "Talk"
    assert order([*HALL[:2], TALK], "14:59")[0] == "Talk"


def test_what_is_over_unseen_comes_last() -> None:
    assert order([TALK, *HALL[:2]], "15:00") == ["Nine", "Forty", "Talk"]


def test_what_is_done_or_of_another_day_is_not_asked_for() -> None:
    done, tomorrow = item("Done", done=True), item("Tomorrow", on=date(2026, 10, 15))
    assert order([done, tomorrow], "10:00") == []
