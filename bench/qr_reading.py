"""Codes read from photographs and from bad frames, beside npm `qr` alone and zxing-cpp."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image

import hatch_build
from bench.rows import Row, median
from tests.serving import ROOT

CORPUS = ROOT.parent / "shared" / "corpus" / "qr"
COMMAND = "python -m bench qr_reading"
A_KIND = 20
SEED = 2
"""The treatments were chosen by the frames of seed 1, so they are judged by others."""

Picture = dict[str, Any]


def measure() -> list[Row]:
    """A row for each kind of bad frame and for the photographs, and the time a frame takes."""
    with tempfile.TemporaryDirectory() as folder:
        frames = json.loads(_node("write_bad_frames.mjs", folder, str(A_KIND), str(SEED)))
        pictures = [*frames, *_photographs(Path(folder))]
        judged = json.loads(_node("read_codes.mjs", given=json.dumps(pictures)))
        seen = [{**one, **ours} for one, ours in zip(pictures, judged, strict=True)]
        for one in seen:
            one["zxing"] = _zxing_reads(one)
    kinds = list(dict.fromkeys(one["kind"] for one in seen))
    rows = [_row(kind, [one for one in seen if one["kind"] == kind]) for kind in kinds]
    return [*rows, _row("all", seen), _time(seen)]


def _row(kind: str, seen: Sequence[Picture]) -> Row:
    way = "photo" if kind == "photographs" else "frames"
    ours, alone, zxing = (sum(one[name] for one in seen) for name in (way, "alone", "zxing"))
    best = max(alone, zxing)
    turns = [one["turns"] for one in seen if one["frames"]]
    in_turns = f", after {median(turns):.0f} frames" if turns and way == "frames" else ""
    return Row(
        work=f"codes read, {kind}, of {len(seen)}",
        ours=f"{ours}{in_turns} (as a still picture {sum(one['photo'] for one in seen)})",
        beside="qr alone; zxing-cpp",
        theirs=f"{alone}; {zxing}",
        ratio=ours / best if best else None,
        spread=None,
        goal="at least as many as each",
        command=COMMAND,
    )


def _time(seen: Sequence[Picture]) -> Row:
    slowest = [one["slowest_ms"] for one in seen if one["kind"] != "photographs"]
    return Row(
        work="the slowest look at one frame of 1280 by 720, in Node",
        ours=f"{median(slowest):.0f} ms",
        beside="0.4 s at a quarter of the speed",
        theirs="100 ms",
        ratio=median(slowest) / 100,
        spread=(min(slowest) / 100, max(slowest) / 100),
        goal="at most 1",
        command=COMMAND,
    )


def _photographs(folder: Path) -> list[Picture]:
    """The photographs of the zxing project, where the machine has them."""
    if not CORPUS.is_dir():
        return []
    found = []
    for number, one in enumerate(json.loads((CORPUS / "expected.json").read_text())):
        file = folder / f"photograph-{number}.ppm"
        name = Path(*Path(one["image"]).parts[1:])
        Image.open(CORPUS / name).convert("RGB").save(file)
        found.append({"kind": "photographs", "file": str(file), "text": one["text"]})
    return found


def _zxing_reads(picture: Picture) -> bool:
    wanted = "\n".join(str(picture["text"]).split("\r\n")).rstrip()
    found = zxingcpp.read_barcodes(Image.open(picture["file"]))
    return any("\n".join(code.text.split("\r\n")).rstrip() == wanted for code in found)


def _node(script: str, *words: str, given: str = "") -> str:
    command = [str(hatch_build.find_node()), str(ROOT / "bench" / script), *words]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    return done.stdout
