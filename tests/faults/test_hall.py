"""A phone in a bad hall loses nothing; the long run is `python -m tests.faults.hall`."""

import struct
from concurrent.futures import Executor
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import wait_for_worker
from tests.faults.hall import OFTEN, ONCE, run
from tests.faults.hall_phone import Phone
from tests.serving import serving

OPERATIONS = 240
AT_ONCE = "--enable-aggressive-domstorage-flushing"
"""What is in localStorage goes to disk within a second; without it, within a minute."""


@pytest.mark.browser
@pytest.mark.slow
def test_a_whole_phone_in_a_bad_hall_loses_nothing(tmp_path: Path, own_thread: Executor) -> None:
    tally = own_thread.submit(run, OPERATIONS, tmp_path, burst=15).result()
    assert tally.operations >= OPERATIONS / 2
    assert {misfortune.__name__ for misfortune in [*ONCE, *OFTEN[1:]]} <= set(tally.misfortunes)
    assert (tally.lost, tally.doubled, tally.undelivered) == ([], [], [])
    assert (tally.differences, tally.line) == ([], "All saved")


@pytest.mark.browser
@pytest.mark.slow
def test_a_database_that_the_browser_throws_away_costs_nothing(
    playwright: Playwright, tmp_path: Path
) -> None:
    """Killed in the middle of a write and then once more, Chromium drops what it had stored."""
    with serving(tmp_path / "instance") as server:
        phone = Phone(playwright, tmp_path / "profile", server.url, AT_ONCE)
        phone.sign_in("/signup")
        phone.to_capture()
        wait_for_worker(phone.tabs[0])
        phone.to_capture()
        take_down_and_kill(phone, "before")
        [log] = (tmp_path / "profile/Default/IndexedDB").glob("*.leveldb/*.log")
        with log.open("ab") as file:
            # The head of a record of 900 bytes, whose rest was never written.
            file.write(struct.pack("<IHB", 1, 900, 1))
        for name in ("between", "after"):
            open_without_network(phone)
            take_down_and_kill(phone, name)
        open_without_network(phone)
        names = {op["fields"]["name"] for op in phone.waiting()}
        assert names == phone.told.people
        assert len(names) == 6
        phone.close()


def open_without_network(phone: Phone) -> None:
    """Opened again, with nothing on its way to the server."""
    phone.open()
    phone.context.set_offline(True)
    phone.to_capture()


def take_down_and_kill(phone: Phone, name: str) -> None:
    """With no network, and what was said to be saved on disk."""
    phone.context.set_offline(True)
    phone.take_down([[f"{name} {tab}"] for tab in range(2)])
    phone.tabs[0].wait_for_timeout(3_000)
    phone.kill()
    phone.close()
