"""Photos: whatever is uploaded, a small square JPEG comes out, or a plain refusal."""

import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from webapp.cards.photos import VCARD_BYTES, make_photo, vcard_photo
from webapp.errors import Invalid

RED, BLUE = (200, 30, 30), (30, 30, 200)


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as error:
        make_photo(data)
    assert [e.field for e in error.value.errors] == ["photo"]
    return error.value.errors[0].message


def two_halves(size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0], size[1] // 2))
    return picture


def near(pixel: tuple[int, int, int], colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(pixel, colour, strict=True))


def declared_png(width: int, height: int, padding: int = 10_000) -> bytes:
    """A small file that says it is a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * padding)
    return b"".join(
        [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_of_the_three_kinds_becomes_a_jpeg_of_512_pixels(kind: str) -> None:
    photo = opened(make_photo(encoded(two_halves(), kind)))
    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (512, 512))
    assert near(photo.getpixel((256, 20)), RED)
    assert near(photo.getpixel((256, 490)), BLUE)


def test_the_middle_is_kept() -> None:
    wide = Image.new("RGB", (900, 300), RED)
    wide.paste(BLUE, (300, 0, 600, 300))
    photo = opened(make_photo(encoded(wide, "PNG")))
    assert all(near(photo.getpixel((x, 256)), BLUE) for x in (10, 256, 500))


@pytest.mark.parametrize(
    ("orientation", "first"),
    [(1, "top"), (2, "top"), (3, "bottom"), (4, "bottom"), (5, "left"), (6, "right"),
     (7, "right"), (8, "left")],
)  # fmt: skip
def test_a_photo_taken_sideways_stands_upright(orientation: int, first: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = opened(make_photo(encoded(two_halves(), exif=exif)))
    places = {"top": (256, 20), "bottom": (256, 490), "left": (20, 256), "right": (490, 256)}
    assert near(photo.getpixel(places[first]), RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_says_where_or_with_what_it_was_taken(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    exif.get_ifd(0x8825)[2] = (40.0, 44.0, 9.0)
    given_bytes = encoded(two_halves(), kind, exif=exif)
    assert b"Camera maker" in given_bytes
    page = make_photo(given_bytes)
    for jpeg in (page, vcard_photo(page)):
        photo = opened(jpeg)
        assert not photo.getexif()
        assert "exif" not in photo.info
        assert b"Camera maker" not in jpeg
        assert b"Exif" not in jpeg


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_broken_exif_does_not_cost_the_picture() -> None:
    broken = b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12\0\x03\xff\xff\xff\xff" * 3
    assert opened(make_photo(encoded(two_halves(), exif=broken))).size == (512, 512)


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    assert near(opened(make_photo(encoded(clear, "PNG"))).getpixel((256, 256)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "I;16"])
def test_every_mode_of_colour_is_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    data = encoded(Image.new(mode, (64, 64)), kind)
    assert opened(make_photo(data)).mode == "RGB"


def test_a_small_picture_is_made_larger() -> None:
    assert opened(make_photo(encoded(Image.new("RGB", (1, 1), RED)))).size == (512, 512)


def test_24_megapixels_are_taken_and_one_row_more_is_not() -> None:
    most = encoded(Image.new("L", (6_000, 4_000), 90))
    assert opened(make_photo(most)).size == (512, 512)
    assert "6000 by 4001 pixels" in refusal(encoded(Image.new("L", (6_000, 4_001), 90)))


def test_a_small_file_that_declares_a_huge_picture_is_refused_unopened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = declared_png(30_000, 30_000)
    assert len(bomb) < 10_240
    monkeypatch.setattr(Image, "open", lambda *_a, **_k: pytest.fail("It was opened."))
    assert "30000 by 30000 pixels, and 24 megapixels is the most" in refusal(bomb)


def test_a_webp_that_declares_a_huge_canvas_is_refused_unopened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canvas = (16_382).to_bytes(3, "little") * 2
    huge = b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + canvas + b"\0" * 20
    monkeypatch.setattr(Image, "open", lambda *_a, **_k: pytest.fail("It was opened."))
    assert "16383 by 16383 pixels" in refusal(huge)


def test_a_jpeg_of_very_many_scans_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    jpeg = encoded(Image.new("RGB", (64, 64), RED), progressive=True)
    last_scan = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    slow = jpeg[:-2] + last_scan * 2_000 + b"\xff\xd9"
    monkeypatch.setattr(Image, "open", lambda *_a, **_k: pytest.fail("It was opened."))
    assert "Save it anew" in refusal(slow)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(kind: str) -> None:
    noise = Image.effect_noise((300, 300), 80)
    data = encoded(noise.convert("RGB"), kind)
    assert "damaged" in refusal(data[: len(data) // 2])


@pytest.mark.parametrize(
    "data",
    [b"", b"just text", b"<svg onload='alert(1)'/>", b"%PDF-1.7", encoded(two_halves(), "GIF"),
     encoded(two_halves(), "BMP"), encoded(two_halves(), "TIFF")],
)  # fmt: skip
def test_what_is_no_jpeg_png_or_webp_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("is not a JPEG, PNG or WEBP picture")


def test_a_picture_of_no_size_is_refused() -> None:
    assert "damaged" in refusal(declared_png(0, 0))


@pytest.mark.parametrize("seed", [two_halves(), Image.effect_noise((512, 512), 200)])
def test_the_vcards_photo_has_256_pixels_and_30_kilobytes_at_most(seed: Image.Image) -> None:
    small = vcard_photo(make_photo(encoded(seed.convert("RGB"), "PNG")))
    assert opened(small).size == (256, 256)
    assert len(small) <= VCARD_BYTES


SAMPLES = [encoded(two_halves((40, 30)), kind) for kind in ("JPEG", "PNG", "WEBP")]


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    sample=st.sampled_from(SAMPLES),
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    cut=st.floats(0, 1),
)
def test_damage_is_refused_by_name_or_does_not_matter(
    sample: bytes, places: list[tuple[float, int]], cut: float
) -> None:
    data = bytearray(sample)
    for place, value in places:
        data[int(place * (len(data) - 1))] = value
    try:
        photo = make_photo(bytes(data[: max(4, int(len(data) * (1 - cut / 4)))]))
    except Invalid as error:
        assert [e.field for e in error.errors] == ["photo"]
    else:
        assert opened(photo).size == (512, 512)
