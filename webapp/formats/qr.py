"""QR codes as matrices, SVG and PNG (ISO/IEC 18004); the one place that knows qrcode."""

import io
import re
from html import escape

from PIL import Image
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True for dark, without the quiet zone."""

QUIET_ZONE = 4
OFFLINE_VERSION = 10
PNG_SIZES = range(64, 2049)

_CARD_ADDRESS = re.compile(r"(.*/)([A-Z2-7]{26})", re.DOTALL)


def address_matrix(url: str) -> Matrix:
    """The code of a card's address for a screen, at error correction M."""
    return _matrix(_address_segments(url), ERROR_CORRECT_M)


def print_matrix(url: str) -> Matrix:
    """The code of a card's address for paper, at error correction Q: it gets scratched."""
    return _matrix(_address_segments(url), ERROR_CORRECT_Q)


def offline_matrix(vcard_text: str) -> Matrix:
    """The code that carries a vCard itself, at error correction L.

    ValueError past version 10 (271 bytes): a phone would have to come too close to read it.
    """
    matrix = _matrix([_bytes_segment(vcard_text)], ERROR_CORRECT_L)
    if _version(matrix) > OFFLINE_VERSION:
        raise ValueError("The vCard is too long for a code that phones can read; shorten it.")
    return matrix


def to_svg(matrix: Matrix, title: str) -> str:
    """An SVG document without a size of its own: black on a white square, with its quiet zone.

    One unit is one module. The dark modules are a single path that a square pen draws from
    middle to middle, which takes less text than one run of modules after the other.
    """
    side = len(matrix) + 2 * QUIET_ZONE
    edge = -QUIET_ZONE - 0.5
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{edge} {edge} {side} {side}" role="img" '
        f'shape-rendering="crispEdges"><title>{_xml_text(title)}</title>'
        f'<path fill="#fff" d="M{edge}{edge}h{side}v{side}h-{side}z"/>'
        f'<path fill="none" stroke="#000" stroke-linecap="square" d="{pen_path(matrix)}"/></svg>'
    )


def to_png(matrix: Matrix, size_px: int) -> bytes:
    """A black and white PNG of exactly `size_px` each way (64 to 2048, else ValueError).

    Every module has the same whole number of pixels; what is left over widens the quiet zone.
    """
    if size_px not in PNG_SIZES:
        raise ValueError(f"A QR picture is {PNG_SIZES[0]} to {PNG_SIZES[-1]} pixels wide.")
    return _png(_tile(matrix, size_px))


def _address_segments(url: str) -> list[QRData]:
    """A card's token is base32, which takes 5.5 bits a character in an alphanumeric segment."""
    address = _CARD_ADDRESS.fullmatch(url)
    if address is None:
        return [_bytes_segment(url)]
    return [_bytes_segment(address[1]), QRData(address[2].encode(), mode=MODE_ALPHA_NUM)]


def _bytes_segment(text: str) -> QRData:
    return QRData(text.encode(), mode=MODE_8BIT_BYTE)


def _matrix(segments: list[QRData], error_correction: int) -> Matrix:
    code = QRCode(error_correction=error_correction, border=0)
    for segment in segments:
        code.add_data(segment)
    try:
        code.make()
    except (DataOverflowError, ValueError) as error:
        raise ValueError("The text is too long for a QR code; shorten it.") from error
    return tuple(tuple(map(bool, row)) for row in code.modules)


def _version(matrix: Matrix) -> int:
    return (len(matrix) - 17) // 4


def pen_path(matrix: Matrix) -> str:
    """Relative steps over all dark modules: straight on while there are any, else lift the pen."""
    width = len(matrix) + 1
    # The light column behind each row and the light row below stop every run, also backwards.
    left = bytearray(b"".join(bytes(row) + b"\0" for row in matrix) + bytes(width))
    path: list[str] = []
    pen = None
    for start in range(len(left)):
        if left[start]:
            y, x = divmod(start, width)
            path.append(f"M{x} {y}" if pen is None else f"m{x - pen % width} {y - pen // width}")
            pen = _draw_stroke(left, width, start, path)
    return "".join(path).replace(" -", "-")


def _draw_stroke(left: bytearray, width: int, start: int, path: list[str]) -> int | None:
    """Take one stroke's modules out of `left` and add its steps; where the pen is, if exactly."""
    left[start] = 0
    pen = start
    while True:
        length, step, letter = max(
            (_run(left, pen, 1), 1, "h"),
            (_run(left, pen, width), width, "v"),
            (_run(left, pen, -1), -1, "h"),
            (_run(left, pen, -width), -width, "v"),
        )
        if length == 0:
            break
        for _ in range(length):
            pen += step
            left[pen] = 0
        path.append(f"{letter}{length if step > 0 else -length}")
    if pen != start:
        return pen
    # Some programs drop a line of no length. The hundredths must not add up: no pen to go on from.
    path.append("h.01")
    return None


def _run(left: bytearray, pen: int, step: int) -> int:
    length = 0
    while left[pen := pen + step]:
        length += 1
    return length


def _xml_text(text: str) -> str:
    """Escaped for XML, without the characters that no XML document may hold."""
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))


def _tile(matrix: Matrix, size: int) -> Image.Image:
    """A white square of `size` pixels with the code in its middle."""
    modules = len(matrix)
    scale = size // (modules + 2 * QUIET_ZONE)
    if scale < 1:
        raise ValueError(f"This code needs at least {modules + 2 * QUIET_ZONE} pixels.")
    code = Image.new("1", (modules, modules))
    code.putdata([0 if dark else 255 for row in matrix for dark in row])
    code = code.resize((modules * scale, modules * scale), Image.Resampling.NEAREST)
    tile = Image.new("1", (size, size), 255)
    tile.paste(code, ((size - code.width) // 2, (size - code.height) // 2))
    return tile


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
