"""The photo of a card: a stranger's file in, a small JPEG without any metadata out."""

import io
import struct
from datetime import datetime
from uuid import UUID

from PIL import Image, ImageOps
from sqlalchemy.orm import Session

from webapp.cards.image_header import Header, read_header
from webapp.cards.model import Card, CardPhoto
from webapp.errors import FieldError, Invalid, NotFound

MOST_PIXELS = 24_000_000
MOST_SCANS = 64
PAGE_SIDE = 512
VCARD_SIDE = 256
VCARD_BYTES = 30 * 1024

_QUALITIES = (85, 75, 60, 45, 30, 15)
_SCAN = b"\xff\xda"
_EXIF_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def make_photo(data: bytes) -> bytes:
    """The middle square of an uploaded picture as a JPEG of 512 pixels, upright, without EXIF.

    Invalid names `photo` for anything but a whole JPEG, PNG or WEBP of at most 24 megapixels.
    """
    header = read_header(data)
    if header is None:
        raise _refused("is not a JPEG, PNG or WEBP picture. Choose another file.")
    if header.width * header.height > MOST_PIXELS:
        raise _refused(
            f"is {header.width} by {header.height} pixels, and 24 megapixels is the most. "
            "Choose a smaller one."
        )
    # A JPEG of thousands of scans is small, allowed by the format, and takes hours to decode.
    if header.format == "JPEG" and data.count(_SCAN) > MOST_SCANS:
        raise _refused("is put together in a way that we do not read. Save it anew and try again.")
    try:
        return _jpeg(_upright_square(data, header))
    except Exception as error:
        # Pillow's decoders raise whatever a broken file leads them to; there is no common class.
        raise _refused("is damaged and could not be read. Choose another file.") from error


def vcard_photo(page_jpeg: bytes) -> bytes:
    """The photo at 256 pixels and at most about 30 KB, as address books take it."""
    small = _square(Image.open(io.BytesIO(page_jpeg)), VCARD_SIDE)
    tries = (_jpeg(small, quality) for quality in _QUALITIES)
    return next((jpeg for jpeg in tries if len(jpeg) <= VCARD_BYTES), _jpeg(small, _QUALITIES[-1]))


def set_photo(session: Session, card: Card, jpeg: bytes, now: datetime) -> None:
    """Give a card this photo, made by `make_photo`, in place of any before."""
    key = (card.owner_id, card.id)
    photo = session.get(CardPhoto, key) or CardPhoto(owner_id=card.owner_id, card_id=card.id)
    photo.jpeg, photo.changed_at = jpeg, now
    card.changed_at = now
    session.add(photo)
    session.flush()


def remove_photo(session: Session, card: Card, now: datetime) -> None:
    """Take the photo off a card; without one nothing happens."""
    photo = session.get(CardPhoto, (card.owner_id, card.id))
    if photo is not None:
        session.delete(photo)
        card.changed_at = now
        session.flush()


def get_photo(session: Session, owner_id: UUID, card_id: UUID) -> CardPhoto:
    """The photo of a card; NotFound where it has none."""
    photo = session.get(CardPhoto, (owner_id, card_id))
    if photo is None:
        raise NotFound("CardPhoto")
    return photo


def _upright_square(data: bytes, header: Header) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=[header.format])
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("the header and the decoder disagree")
    picture.draft("RGB", (2 * PAGE_SIDE, 2 * PAGE_SIDE))
    turn = _orientation(picture)
    # The middle square stays the middle square however it is turned, and is cheaper to turn.
    square = _square(picture, PAGE_SIDE)
    return square if turn is None else square.transpose(turn)


def _orientation(picture: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright; broken EXIF is no reason to refuse a good picture."""
    try:
        return _TURNS.get(picture.getexif().get(_EXIF_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, struct.error):
        return None


def _square(picture: Image.Image, side: int) -> Image.Image:
    """The middle of a picture at this size, on white where it is transparent."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    square = ImageOps.fit(picture.convert(mode), (side, side), Image.Resampling.LANCZOS)
    if mode == "RGBA":
        square = Image.alpha_composite(Image.new("RGBA", square.size, "white"), square)
    return square.convert("RGB")


def _jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()


def _refused(message: str) -> Invalid:
    return Invalid(FieldError("photo", message))
