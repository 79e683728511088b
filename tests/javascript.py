"""Looks the front end over (oxlint), then runs its tests, with whatever Node the build uses.

With `--all` also those that take long.
"""

import os
import subprocess
import sys
from pathlib import Path

import hatch_build

ROOT = Path(__file__).parent.parent
TESTS = sorted(str(file) for file in (ROOT / "tests/js").glob("*.test.mjs"))
LINTED = ["webapp/frontend", "tests/js", "bench", "build.mjs"]

# These build and look at pictures, which takes as long as all the others.
LONG = ("build.test.mjs", "bad_frames.test.mjs")

node = str(hatch_build.find_node())
linted = subprocess.call([node, "node_modules/oxlint/bin/oxlint", *LINTED], cwd=ROOT)
tests = TESTS if "--all" in sys.argv else [one for one in TESTS if not one.endswith(LONG)]
at_once = f"--test-concurrency={os.cpu_count()}"
tested = subprocess.call([node, "--test", at_once, "--test-reporter=dot", *tests])
sys.exit(linted or tested)
