"""Stopping: whoever is being served is served to the end, and nothing acknowledged is lost."""

import http.client
import json
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.serving import ROOT, Server, free_port, serving, wait_until_it_answers
from webapp.cli import granian
from webapp.db import new_id, sqlite

CLIENTS = 6


class Hall:
    """Phones that save one person after another until nobody answers any more."""

    def __init__(self, server: Server, token: str) -> None:
        self.server, self.token = server, token
        self.acknowledged: list[str] = []
        self.outcomes: Counter[str] = Counter()

    def run(self) -> None:
        place = urlsplit(self.server.url)
        while "refused" not in self.outcomes:
            connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
            try:
                connection.connect()
            except ConnectionError:
                self.outcomes["refused"] += 1
                return
            self.save(connection)
            connection.close()

    def save(self, connection: http.client.HTTPConnection) -> None:
        name = str(new_id())
        body = json.dumps({"name": name, "detail": "runs"})
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection.request("PUT", f"/api/v1/captures/{new_id()}", body, headers)
            answer = connection.getresponse()
            answer.read()
        except (ConnectionError, http.client.HTTPException):
            self.outcomes["cut"] += 1
            return
        self.outcomes[str(answer.status)] += 1
        if answer.status == 201:
            self.acknowledged.append(name)


@pytest.mark.slow
def test_a_stop_under_load_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with serving(tmp_path, workers=2) as server:
        hall = Hall(server, server.add_user("asha@example.org"))
        phones = [threading.Thread(target=hall.run) for _ in range(CLIENTS)]
        for phone in phones:
            phone.start()
        while len(hall.acknowledged) < 40:
            time.sleep(0.01)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
        for phone in phones:
            phone.join(30)
    with serving(tmp_path) as again:
        export = again.flask("backup", str(tmp_path / "after.sqlite"))
    assert export
    kept = sqlite.connect(str(tmp_path / "after.sqlite"))
    names = {name for (name,) in kept.execute("SELECT name FROM contact")}
    kept.close()
    assert set(hall.acknowledged) <= names
    assert set(hall.outcomes) <= {"201", "refused", "cut"}, hall.outcomes


def workers_of(server: Server) -> set[int]:
    pid = server.process.pid
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_the_others_serve_on(tmp_path: Path) -> None:
    with serving(tmp_path, workers=2) as server:
        first = workers_of(server)
        os.kill(min(first), signal.SIGKILL)
        end = time.monotonic() + 20
        while (now := workers_of(server)) == first or len(now) < 2:
            assert server.process.poll() is None
            assert time.monotonic() < end, now
            time.sleep(0.05)
        wait_until_it_answers(server)


def test_a_worker_that_is_still_starting_stops_when_it_is_told(tmp_path: Path) -> None:
    first = "from webapp import create_app"
    forever = "from pathlib import Path; Path('starting').touch(); import time; time.sleep(600)\n"
    text = (ROOT / "wsgi.py").read_text()
    (tmp_path / "wsgi.py").write_text(text.replace(first, forever + first, 1))
    process = subprocess.Popen(
        granian("127.0.0.1", free_port(), workers=1),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while not (tmp_path / "starting").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.terminate()
    said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
