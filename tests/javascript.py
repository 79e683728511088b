"""Runs the tests of the front end with whatever Node the build uses."""

import subprocess
import sys
from pathlib import Path

import hatch_build

TESTS = sorted(str(file) for file in (Path(__file__).parent / "js").glob("*.test.mjs"))

sys.exit(subprocess.call([str(hatch_build.find_node()), "--test", "--test-reporter=dot", *TESTS]))
