"""The declared size, without decoding anything."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from webapp.cards.image_header import Header, read_header

KINDS = [
    ("JPEG", {}),
    ("JPEG", {"progressive": True, "exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"}),
    ("PNG", {}),
    ("WEBP", {"quality": 50}),
    ("WEBP", {"lossless": True}),
    ("WEBP", {"save_all": True}),
]


def picture(kind: str, size: tuple[int, int], **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind, **options)
    return stream.getvalue()


@given(
    kind=st.sampled_from(KINDS),
    size=st.tuples(st.integers(1, 300), st.integers(1, 300)),
)
def test_it_says_what_pillow_says(
    kind: tuple[str, dict[str, object]], size: tuple[int, int]
) -> None:
    data = picture(kind[0], size, **kind[1])
    assert read_header(data) == Header(kind[0], *size)


def test_a_webp_with_transparency_has_its_size_elsewhere() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (31, 17), (1, 2, 3, 4)).save(stream, "WEBP", exif=b"Exif\0\0")
    assert stream.getvalue()[12:16] == b"VP8X"
    assert read_header(stream.getvalue()) == Header("WEBP", 31, 17)


def test_a_jpeg_may_have_its_tables_before_its_size() -> None:
    jpeg = picture("JPEG", (31, 17))
    tables_first = jpeg[:2] + b"\xff\xc4\0\x0b" + b"\x11" * 9 + jpeg[2:]
    assert read_header(tables_first) == Header("JPEG", 31, 17)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_pictures_are_not_known(kind: str) -> None:
    assert read_header(picture(kind, (16, 16))) is None


def test_neither_is_a_script() -> None:
    assert read_header(b"<svg xmlns='http://www.w3.org/2000/svg'/>") is None
    assert read_header(b"") is None


@example(b"\xff\xd8\xff\xff" + b"\xff" * 50)
@example(b"\xff\xd8\xff\xe0\0\0" * 20)
@given(
    st.builds(
        lambda start, rest: start + rest,
        st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8X"]),
        st.binary(max_size=200),
    )
)
def test_no_bytes_upset_it(data: bytes) -> None:
    header = read_header(data)
    assert header is None or header.width >= 0
