"""Looks the front end over (oxlint), then runs its tests, with whatever Node the build uses."""

import os
import subprocess
import sys
from pathlib import Path

import hatch_build

ROOT = Path(__file__).parent.parent
TESTS = sorted(str(file) for file in (ROOT / "tests/js").glob("*.test.mjs"))
LINTED = ["webapp/frontend", "tests/js", "bench", "build.mjs"]

node = str(hatch_build.find_node())
linted = subprocess.call([node, "node_modules/oxlint/bin/oxlint", *LINTED], cwd=ROOT)
at_once = f"--test-concurrency={os.cpu_count()}"
tested = subprocess.call([node, "--test", at_once, "--test-reporter=dot", *TESTS])
sys.exit(linted or tested)
