"""Lighthouse 12 for a phone: the public card, with and without a photo, and every place of the app.

It is a large package that nothing else needs, so it is installed here, with the first run.
"""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import APIRequestContext, sync_playwright

import hatch_build
from bench.rows import Row, median
from bench.static_card import serving_static
from tests.browser.driving import CHROMIUM
from tests.serving import serving
from webapp.demo.season import EMAIL, PASSWORD

HERE = Path(__file__).parent
COMMAND = "python -m bench lighthouse"
PLACES = [
    "/", "/contacts", "/capture", "/scan", "/follow-ups", "/plan", "/plan/programs", "/settings",
    "/settings/phone",
]  # fmt: skip
REPEATS = 3

Judged = dict[str, Any]


def measure() -> list[Row]:
    """A row for each page with its four scores, and the card's largest paint beside a bare file."""
    _install()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        server.flask("demo")
        with sync_playwright() as playwright:
            asked = playwright.request.new_context(base_url=server.url)
            cookie = _sign_in(asked)
            plain, pictured = _cards(asked)
            page = asked.get(plain).text()
        with serving_static(page) as static:
            paired = [server.url + plain, static] * REPEATS
            cards = _judge([*paired, server.url + pictured])
        places = _judge([server.url + path for path in PLACES], cookie)
    ours, theirs = cards[: 2 * REPEATS : 2], cards[1 : 2 * REPEATS : 2]
    return [
        _scores("the public card", ours[0], 100),
        _scores("the public card with a photo", cards[-1], 100),
        _paint(ours, theirs),
        *(_scores(path, one, 95) for path, one in zip(PLACES, places, strict=True)),
    ]


def _scores(name: str, judged: Judged, goal: int) -> Row:
    wanting = f" ({'; '.join(judged['wanting'])})" if judged["wanting"] else ""
    return Row(
        work=f"Lighthouse, {name}: performance, accessibility, best practices, SEO",
        ours=", ".join(str(score) for score in judged["scores"]) + wanting,
        beside="the goal",
        theirs=str(goal),
        ratio=min(judged["scores"]) / goal,
        spread=None,
        goal=f"each at least {goal}",
        command=COMMAND,
    )


def _paint(ours: list[Judged], theirs: list[Judged]) -> Row:
    ratios = [one["lcp"] / other["lcp"] for one, other in zip(ours, theirs, strict=True)]
    return Row(
        work="the public card's largest paint (Lighthouse, slow 4G, 4 times slower)",
        ours=f"{median([one['lcp'] for one in ours]):.0f} ms",
        beside="the same card as one static file",
        theirs=f"{median([one['lcp'] for one in theirs]):.0f} ms",
        ratio=median(ratios),
        spread=(min(ratios), max(ratios)),
        goal="at most 1.1",
        command=COMMAND,
    )


def _judge(urls: list[str], cookie: str = "") -> list[Judged]:
    given = json.dumps([{"url": url, "cookie": cookie} for url in urls])
    node = str(hatch_build.find_node())
    done = subprocess.run(
        [node, str(HERE / "lighthouse.mjs"), CHROMIUM],
        input=given, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    judged: list[Judged] = json.loads(done.stdout)
    return judged


def _sign_in(asked: APIRequestContext) -> str:
    """The cookie of the made-up person."""
    form = {"email": EMAIL, "password": PASSWORD, "next": "/"}
    assert asked.post("/signin", form=form, headers={"Sec-Fetch-Site": "same-origin"}).ok
    return "; ".join(f"{one['name']}={one['value']}" for one in asked.storage_state()["cookies"])


def _cards(asked: APIRequestContext) -> tuple[str, str]:
    """The paths of a card without a photo, and of one with."""
    same = {"Sec-Fetch-Site": "same-origin"}
    plain = asked.get("/api/v1/cards").json()["items"][0]
    fields = {"name": plain["name"], "title": plain["title"], "organisation": "Mercy, Newark"}
    made = asked.post("/api/v1/cards", data=fields, headers=same).json()
    picture = io.BytesIO()
    Image.effect_noise((600, 600), 60).convert("RGB").save(picture, "JPEG")
    photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    form = {**fields, "photo": photo}
    assert asked.post(f"/cards/{made['id']}/edit", multipart=form, headers=same).ok
    assert asked.get(f"/c/{made['token']}/photo.jpg").ok
    return f"/c/{plain['token']}", f"/c/{made['token']}"


def _install() -> None:
    if (HERE / "node_modules" / "lighthouse").exists():
        return
    node = hatch_build.find_node()
    npm = hatch_build.npm_cli(node)
    print("Installing Lighthouse (once)", file=sys.stderr)
    command = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=HERE, check=True, stdout=sys.stderr)
