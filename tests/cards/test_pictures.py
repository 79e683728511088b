"""Pictures of codes: they read back, and a phone fetches each once."""

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from tests.cards.conftest import made, scanned
from tests.conftest import Person

_STEPS = re.compile(r"([MmHhVv])([^A-Za-z]*)")


def drawn(svg: str, scale: int = 8) -> Image.Image:
    """The black pen strokes of one of our SVGs, as a picture."""
    left, top, width, _ = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())
    path = re.search(r'stroke="#000"[^>]* d="([^"]+)"', svg)[1]
    picture = Image.new("L", (int(width * scale),) * 2, 255)
    pen = ImageDraw.Draw(picture)
    x = y = 0.0

    def stroke(to_x: float, to_y: float) -> None:
        x0, x1 = sorted((x, to_x))
        y0, y1 = sorted((y, to_y))
        box = (x0 - 0.5 - left, y0 - 0.5 - top, x1 + 0.5 - left, y1 + 0.5 - top)
        pen.rectangle([*(int(v * scale) for v in box[:2]), *(int(v * scale) - 1 for v in box[2:])],
                      fill=0)  # fmt: skip

    for step, text in _STEPS.findall(path):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        if step in "Mm":
            first, second = numbers
            x, y = (first, second) if step == "M" else (x + first, y + second)
            continue
        (length,) = numbers
        to_x = {"h": x + length, "H": length}.get(step, x)
        to_y = {"v": y + length, "V": length}.get(step, y)
        stroke(to_x, to_y)
        x, y = to_x, to_y
    return picture


@pytest.mark.parametrize("kind", ["address", "print"])
def test_png_and_svg_lead_to_the_public_page(
    client: FlaskClient, ashas_card: dict[str, Any], kind: str
) -> None:
    address = f"/c/{ashas_card['token']}"
    png = client.get(f"{address}.png?kind={kind}")
    assert png.content_type == "image/png"
    assert scanned(png.data) == ashas_card["url"]
    svg = client.get(f"{address}.svg?kind={kind}")
    assert svg.content_type.startswith("image/svg+xml")
    assert scanned(drawn(svg.text)) == ashas_card["url"]


def test_the_offline_code_holds_the_card_itself(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    address = f"/c/{ashas_card['token']}"
    for text in (
        scanned(client.get(f"{address}.png?kind=offline").data),
        scanned(drawn(client.get(f"{address}.svg?kind=offline").text)),
    ):
        assert text.startswith("BEGIN:VCARD")
        assert "Asha" in text
        assert "asha.rao@example.org" in text


@pytest.mark.parametrize("size", [64, 100, 2048])
def test_a_png_is_as_large_as_asked_for(
    client: FlaskClient, ashas_card: dict[str, Any], size: int
) -> None:
    png = client.get(f"/c/{ashas_card['token']}.png?size={size}")
    assert Image.open(io.BytesIO(png.data)).size == (size, size)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("size=63", "size"),
        ("size=2049", "size"),
        ("size=large", "size"),
        ("size=1e3", "size"),
        ("size=", "size"),
        ("kind=pigeon", "kind"),
        ("kind=%00", "kind"),
        ("colour=red", "colour"),
    ],
)
def test_a_bad_query_is_refused_by_the_name_of_its_field(
    client: FlaskClient, ashas_card: dict[str, Any], query: str, field: str
) -> None:
    answer = client.get(f"/c/{ashas_card['token']}.png?{query}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_a_size_with_less_than_a_pixel_a_module_is_refused(
    client: FlaskClient, asha: Person
) -> None:
    card = made(asha, name="Wolfeschlegelsteinhausenbergerdorff " * 5)
    answer = client.get(f"/c/{card['token']}.png?kind=offline&size=64")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "size"


@pytest.mark.parametrize("path", [".png", ".svg", ".svg?kind=offline"])
def test_a_phone_that_has_the_picture_is_told_so(
    client: FlaskClient, ashas_card: dict[str, Any], path: str
) -> None:
    first = client.get(f"/c/{ashas_card['token']}{path}")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(
        f"/c/{ashas_card['token']}{path}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_the_picture_changes_with_the_card(asha: Person, ashas_card: dict[str, Any]) -> None:
    path = f"/c/{ashas_card['token']}.svg?kind=offline"
    before = asha.browser.get(path).headers["ETag"]
    asha.browser.patch(f"/api/v1/cards/{ashas_card['id']}", json={"emails": []})
    after = asha.browser.get(path, headers={"If-None-Match": before})
    assert after.status_code == 200


def test_a_lock_screen_shows_the_code_in_the_size_of_the_phone(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    path = f"/cards/{ashas_card['id']}/lock-screen.png"
    png = asha.browser.get(f"{path}?width=1080&height=2400")
    assert Image.open(io.BytesIO(png.data)).size == (1080, 2400)
    assert scanned(png.data) == ashas_card["url"]
    assert scanned(asha.browser.get(path).data) == ashas_card["url"]
    assert asha.browser.get(f"{path}?width=10").status_code == 422


def test_a_name_cannot_break_out_of_the_svg(client: FlaskClient, asha: Person) -> None:
    card = made(asha, name="</title><script>alert(1)</script>")
    svg = client.get(f"/c/{card['token']}.svg").text
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
