"""QR codes, read back by a decoder as a phone would."""

import io
import re
from xml.etree import ElementTree

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Playwright

from tests.browser.driving import launch
from webapp.formats.offline_card import write_offline_vcard
from webapp.formats.qr import (
    Matrix,
    address_matrix,
    offline_matrix,
    print_matrix,
    to_png,
    to_svg,
)
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import VCardPerson

HOUSE = "https://hallway.example.org/c/"
ADDRESS = f"{HOUSE}K7QF2M3ZP4XR5TBVWN6JHYDGCA"
SVG = "{http://www.w3.org/2000/svg}"

tokens = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), min_size=26, max_size=26)
names = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=60)
people = st.builds(
    VCardPerson,
    uid=st.just("1"),
    name=names,
    organisation=names,
    phones=st.lists(st.builds(TypedValue, st.from_regex("[0-9]{5,15}", fullmatch=True))),
)


def version(matrix: Matrix) -> int:
    return (len(matrix) - 17) // 4


def decoded(picture: Image.Image) -> str:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1
    return found[0].text


def error_correction(picture: Image.Image) -> str:
    found = zxingcpp.read_barcode(picture)
    assert found is not None
    return str(found.ec_level)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def drawn(svg: str, scale: int = 4) -> Image.Image:
    """The SVG as a square pen of one module draws its black path on its white square."""
    root = ElementTree.fromstring(svg)
    side = int(root.attrib["viewBox"].split()[2])
    white, black = root.findall(f"{SVG}path")
    assert white.attrib == {"fill": "#fff", "d": f"M-4.5-4.5h{side}v{side}h-{side}z"}
    picture = Image.new("1", (side, side), 255)
    for x, y in pen_positions(black.attrib["d"]):
        picture.putpixel((x + 4, y + 4), 0)
    return picture.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def pen_positions(path: str) -> set[tuple[int, int]]:
    """The modules that the pen passes; every stroke has to begin in the middle of one."""
    positions = set()
    x, y = 0.0, 0.0
    for letter, numbers in re.findall(r"([Mmhv])([-0-9. ]+)", path):
        by = [float(number) for number in re.findall(r"-?[0-9.]+", numbers)]
        if letter == "M":
            x, y = by
        elif letter == "m":
            x, y = x + by[0], y + by[1]
        else:
            end = (x + by[0], y) if letter == "h" else (x, y + by[0])
            assert x.is_integer()
            assert y.is_integer()
            positions |= modules_between((x, y), end)
            x, y = end
    return positions


def modules_between(start: tuple[float, float], end: tuple[float, float]) -> set[tuple[int, int]]:
    (left, right), (top, bottom) = (
        sorted(map(round, axis)) for axis in zip(start, end, strict=True)
    )
    return {(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)}


@given(tokens)
def test_every_card_address_reads_back_from_svg_and_png(token: str) -> None:
    url = HOUSE + token
    for matrix in (address_matrix(url), print_matrix(url)):
        assert decoded(drawn(to_svg(matrix, "x"))) == url
        assert decoded(opened(to_png(matrix, 300))) == url


@given(people)
def test_every_offline_card_reads_back(person: VCardPerson) -> None:
    text = write_offline_vcard(person).text
    matrix = offline_matrix(text)
    assert version(matrix) <= 10
    assert decoded(drawn(to_svg(matrix, person.name))) == text
    assert decoded(opened(to_png(matrix, 400))) == text


def test_the_screen_the_hall_and_the_printer_get_their_own_error_correction() -> None:
    for matrix, level in (
        (address_matrix(ADDRESS), "M"),
        (print_matrix(ADDRESS), "Q"),
        (offline_matrix("BEGIN:VCARD"), "L"),
    ):
        assert error_correction(opened(to_png(matrix, 400))) == level


def test_a_short_address_stays_in_a_small_code() -> None:
    assert version(address_matrix("https://hallway.app/c/K7QF2M3ZP4XR5TBVWN6JHYDGCA")) == 3
    assert version(address_matrix(ADDRESS)) == 4


def test_another_address_is_drawn_too() -> None:
    url = "https://example.org/ümläut?a=b"
    assert decoded(opened(to_png(address_matrix(url), 300))) == url


def test_the_offline_code_has_its_limits() -> None:
    assert version(offline_matrix("x" * 190)) == 8
    assert version(offline_matrix("x" * 271)) == 10
    with pytest.raises(ValueError, match="too long"):
        offline_matrix("x" * 272)
    with pytest.raises(ValueError, match="too long"):
        offline_matrix("x" * 5000)


def test_the_quiet_zone_is_four_white_modules_wide() -> None:
    matrix = address_matrix(ADDRESS)
    side = len(matrix)
    inner = (20, 20, 20 + side * 5, 20 + side * 5)
    for picture in (drawn(to_svg(matrix, "x"), 5), opened(to_png(matrix, (side + 8) * 5))):
        assert picture.point(lambda light: 255 - light).getbbox() == inner


def test_the_svg_has_a_title_and_no_size_of_its_own() -> None:
    title = 'Card of "A" <b>&\x00\ud800'
    root = ElementTree.fromstring(to_svg(address_matrix(ADDRESS), title))
    assert root.findtext(f"{SVG}title") == 'Card of "A" <b>&'
    assert root.attrib == {
        "viewBox": "-4.5 -4.5 41 41",
        "role": "img",
        "shape-rendering": "crispEdges",
    }


@given(tokens)
def test_the_svg_is_smaller_than_segnos_with_ground_and_title(token: str) -> None:
    url, title = HOUSE + token, "QR code of Asha's card"
    theirs = io.BytesIO()
    code = segno.make(url, error="m", boost_error=False)
    code.save(theirs, kind="svg", light="#fff", title=title, omitsize=True)
    assert len(to_svg(address_matrix(url), title)) < len(theirs.getvalue())


@pytest.mark.browser
@pytest.mark.parametrize("pixels", [1, 4, 11])
def test_a_browser_draws_the_svg_module_by_module(pixels: int, playwright: Playwright) -> None:
    svg = to_svg(print_matrix(ADDRESS), "x")
    expected = drawn(svg, pixels)
    size = {"width": expected.width, "height": expected.height}
    browser = launch(playwright)
    page = browser.new_page(viewport=size)
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
    shot = opened(page.screenshot()).convert("1", dither=Image.Dither.NONE)
    browser.close()
    assert shot.tobytes() == expected.tobytes()


@pytest.mark.parametrize("size", [64, 300, 1200, 2048])
def test_a_png_has_the_size_asked_for_and_equal_modules(size: int) -> None:
    matrix = print_matrix(ADDRESS)
    picture = opened(to_png(matrix, size))
    assert picture.size == (size, size)
    assert picture.mode == "1"
    code = picture.crop(picture.point(lambda light: 255 - light).getbbox())
    scale = code.width / len(matrix)
    assert scale == size // (len(matrix) + 8)
    small = code.resize((len(matrix), len(matrix)), Image.Resampling.NEAREST)
    large = small.resize(code.size, Image.Resampling.NEAREST)
    assert large.tobytes() == code.tobytes()


@pytest.mark.parametrize("size", [-1, 0, 63, 2049, 10**9])
def test_a_png_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="64 to 2048 pixels"):
        to_png(address_matrix(ADDRESS), size)


def test_a_png_too_small_for_its_modules_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 65 pixels"):
        to_png(offline_matrix("x" * 271), 64)
