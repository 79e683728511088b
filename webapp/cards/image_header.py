"""The size that a picture declares, read from its header before anything is decoded.

Pillow reserves memory for the whole canvas of a WEBP when it opens one, so it is asked last.
"""

from dataclasses import dataclass

# Start of frame 0 to 15 (ITU T.81, table B.1), without the three other markers among them.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_START_OF_SCAN = 0xDA
_JPEG_WITHOUT_LENGTH = frozenset(range(0xD0, 0xD9)) | {0x01, 0xFF}


@dataclass(frozen=True, slots=True)
class Header:
    """The format as Pillow names it, and the declared size in pixels."""

    format: str
    width: int
    height: int


def read_header(data: bytes) -> Header | None:
    """What kind of picture this says it is; None for what is no JPEG, PNG or WEBP."""
    readers = {
        b"\xff\xd8\xff": ("JPEG", _jpeg_size),
        b"\x89PNG\r\n\x1a\n": ("PNG", _png_size),
        b"RIFF": ("WEBP", _webp_size),
    }
    for start, (name, size_of) in readers.items():
        if data.startswith(start):
            size = size_of(data)
            return Header(name, *size) if size else None
    return None


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _webp_size(data: bytes) -> tuple[int, int] | None:
    chunk = data[12:16]
    if data[8:12] != b"WEBP" or len(data) < 30:
        return None
    if chunk == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        return width + 1, height + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = (int.from_bytes(data[at : at + 2], "little") for at in (26, 28))
        return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk from segment to segment to the frame header (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            height, width = (int.from_bytes(data[i : i + 2], "big") for i in (at + 5, at + 7))
            return width, height
        if marker == _JPEG_START_OF_SCAN:
            return None
        if marker in _JPEG_WITHOUT_LENGTH:
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
