"""Pages with a code and a few lines, as PDF and PNG; the one place that knows fpdf2 and pdfium.

The unit of a page is its own: a millimetre of paper, or a pixel of a screen. What stands on it is
drawn once, as PDF with real text, and a picture is that PDF seen through pdfium.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast

from webapp.formats.fonts import MAIN, missing_letters, needed_fonts
from webapp.formats.qr import QUIET_ZONE, Matrix

if TYPE_CHECKING:
    from fpdf import FPDF

Colour = tuple[int, int, int]

_LINE = 1.3
"""From one line to the next, in sizes of the letters."""
_TRIES = 12
_pdfium = Lock()
"""pdfium knows no threads: one picture at a time."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the middle of the page, set in lines of at most `size`, smaller where it is long.

    A text that would need letters below `smallest`, or more than `most_lines`, is left out.
    """

    text: str
    size: float
    smallest: float
    bold: bool = False
    most_lines: int = 1
    space_before: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """What to draw: texts above the code, the code on a white square, texts below it."""

    width: float
    height: float
    side: float
    matrix: Matrix
    top: float | None = None
    """Where it all begins; in the middle of the page unless given."""
    above: Sequence[Text] = ()
    below: Sequence[Text] = ()
    gap: float = 0.0
    """Between the code and the texts above and below it."""
    ink: Colour = (0, 0, 0)
    paper: Colour = (255, 255, 255)


class _Laid(NamedTuple):
    text: Text
    size: float
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF of one page, and the texts that could not be drawn on it."""

    pdf: bytes
    left_out: tuple[str, ...]


def draw(page: Page) -> Drawn:
    """The page as PDF (ISO 32000): vector modules, text that can be searched and copied."""
    pdf = _blank(page)
    left_out: list[str] = []
    above = _lay(pdf, page, page.above, left_out)
    below = _lay(pdf, page, page.below, left_out)
    y = page.top
    if y is None:
        rest = page.side + 2 * page.gap + _height(above) + _height(below)
        y = (page.height - rest) / 2
    y = _write(pdf, page, above, y) + (page.gap if above else 0)
    _draw_code(pdf, page, y)
    _write(pdf, page, below, y + page.side + page.gap)
    return Drawn(bytes(pdf.output()), tuple(left_out))


def picture(pdf: bytes, width_px: int, height_px: int) -> bytes:
    """The first page of a PDF as a PNG of exactly this size."""
    # As for fpdf below: a worker that draws nothing does not load it.
    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            first = document[0]
            scale = max(width_px / first.get_width(), height_px / first.get_height())
            image = first.render(scale=scale, rev_byteorder=True).to_pil().copy()
        finally:
            document.close()
    stream = io.BytesIO()
    image.convert("RGB").resize((width_px, height_px)).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _blank(page: Page) -> "FPDF":
    # It takes a quarter of a second to load, which every start of a worker would cost.
    from fpdf import FPDF

    pdf = FPDF(unit="mm", format=(page.width, page.height))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    wanted = needed_fonts("".join(text.text for text in (*page.above, *page.below)))
    for font in wanted:
        pdf.add_font(font.name, "", str(font.regular))
        pdf.add_font(font.name, "B", str(font.bold))
    pdf.set_fallback_fonts([font.name for font in wanted[1:]], exact_match=True)
    pdf.set_text_shaping(use_shaping_engine=True)
    pdf.set_text_color(*page.ink)
    pdf.add_page()
    if page.paper != (255, 255, 255):
        pdf.set_fill_color(*page.paper)
        pdf.rect(0, 0, page.width, page.height, style="F")
    return pdf


def _lay(pdf: "FPDF", page: Page, texts: Sequence[Text], left_out: list[str]) -> list[_Laid]:
    """Each text in lines of one size; those that cannot be drawn go to `left_out`."""
    laid = []
    for text in texts:
        words = " ".join(text.text.split())
        set_in = None if missing_letters(words) else _set(pdf, text, words, page.width * 0.88)
        if set_in is not None:
            laid.append(_Laid(text, *set_in))
        elif words:
            left_out.append(text.text)
    return laid


def _write(pdf: "FPDF", page: Page, laid: Sequence[_Laid], y: float) -> float:
    """Write the texts from `y` down; gives where they end."""
    for text, size, lines in laid:
        y += text.space_before
        for line in lines:
            # A state of its own for each line: fpdf2 2.8 loses count where a line before borrowed
            # another font.
            style = {"font_style": "B" if text.bold else "", "font_size_pt": size * pdf.k}
            with pdf.local_context(font_family=MAIN.name, **style):
                pdf.set_xy(0, y)
                pdf.cell(page.width, size * _LINE, line, align="C")
            y += size * _LINE
    return y


def _height(laid: Sequence[_Laid]) -> float:
    return sum(text.space_before + size * _LINE * len(lines) for text, size, lines in laid)


def _set(pdf: "FPDF", text: Text, words: str, width: float) -> tuple[float, list[str]] | None:
    """The largest letters in which the words fit, and their lines; None where none are legible."""
    step = (text.size - text.smallest) / _TRIES
    for tried in range(_TRIES + 1):
        size = text.size - step * tried
        pdf.set_font(MAIN.name, "B" if text.bold else "", size * pdf.k)
        laid = pdf.multi_cell(width, size, words, align="C", dry_run=True, output="LINES")
        lines = cast(list[str], laid)
        if len(lines) <= text.most_lines and all(pdf.get_string_width(x) <= width for x in lines):
            return size, lines
    return None


def _draw_code(pdf: "FPDF", page: Page, y: float) -> None:
    """The code with its quiet zone on a white square, as one path, so that no seams show."""
    x = (page.width - page.side) / 2
    pdf.set_fill_color(255)
    pdf.rect(x, y, page.side, page.side, style="F")
    module = page.side / (len(page.matrix) + 2 * QUIET_ZONE)
    with pdf.new_path() as path:
        path.style.fill_color = "#000000"
        path.style.stroke_color = None
        for row, first, length in _runs(page.matrix):
            left = x + (QUIET_ZONE + first) * module
            path.move_to(left, y + (QUIET_ZONE + row) * module)
            path.horizontal_line_relative(length * module)
            path.vertical_line_relative(module)
            path.horizontal_line_relative(-length * module)
            path.close()


def _runs(matrix: Matrix) -> Iterator[tuple[int, int, int]]:
    """Each stretch of dark modules as its row, its first column and its length."""
    for row, modules in enumerate(matrix):
        start = None
        for column, dark in enumerate((*modules, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield row, start, column - start
                start = None
