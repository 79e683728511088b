"""From nothing to the first answer, and what a worker weighs that has nothing to do."""

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.rows import Row, median, paired, spread
from bench.servers import hello, worker_memory
from tests.serving import ROOT, serving

REPEATS = 5
GOAL_SECONDS = 0.6
COMMAND = "python -m bench start"
_OURS = "from wsgi import app"
_THEIRS = "from bench.hello import app"
_ANSWER = """
import sys, time
assert app.test_client().get(sys.argv[1]).status_code == 200
print(time.process_time())
"""


def measure() -> list[Row]:
    """Ours and the hello world in turn, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _first_answer(_OURS, "/healthz", folder)  # It makes the key that signs cookies.
        times = paired(
            lambda: _first_answer(_OURS, "/healthz", folder),
            lambda: _first_answer(_THEIRS, "/", folder),
            REPEATS,
        )
        with serving(Path(folder)) as server, hello(1) as floor:
            memory = paired(lambda: worker_memory(server), lambda: worker_memory(floor), 3)
    return [_time(*times), _weight(*memory)]


def _first_answer(app: str, address: str, folder: str) -> float:
    """Processor seconds of a new process up to its first answer."""
    done = subprocess.run(
        [sys.executable, "-c", app + _ANSWER, address],
        cwd=ROOT, env={"HALLWAY_INSTANCE": folder, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout)


def _time(ours: list[float], theirs: list[float], _ratios: list[float]) -> Row:
    goals = [took / GOAL_SECONDS for took in ours]
    return Row(
        work="import of the application to the first answer, processor time",
        ours=f"{median(ours):.2f} s",
        beside=f"the goal (hello-world Flask: {median(theirs):.2f} s)",
        theirs=f"{GOAL_SECONDS} s",
        ratio=median(goals),
        spread=spread(goals),
        goal=f"at most {GOAL_SECONDS} s",
        command=COMMAND,
    )


def _weight(ours: list[float], theirs: list[float], ratios: list[float]) -> Row:
    return Row(
        work="memory of an idle worker",
        ours=f"{median(ours) / 1024:.0f} MB",
        beside="hello-world Flask, same server",
        theirs=f"{median(theirs) / 1024:.0f} MB",
        ratio=median(ratios),
        spread=spread(ratios),
        goal="at most 3",
        command=COMMAND,
    )
