"""The owner's CV: a PDF that is kept once and goes with the letters where it fits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.errors import FieldError, Invalid, NotFound
from webapp.formats.downloads import filename
from webapp.sending.model import Cv

MOST_BYTES = 3 * 1024 * 1024
MAGIC = b"%PDF-"


def check_pdf(data: bytes) -> bytes:
    """The same bytes; Invalid names `cv` for what does not begin as a PDF (ISO 32000-2, 7.5.2)."""
    if not data:
        raise _refused("is needed. Choose a PDF.")
    if len(data) > MOST_BYTES:
        raise _refused("is larger than 3 MB. Save it smaller; the one before is still here.")
    if not data.startswith(MAGIC):
        raise _refused("is not a PDF. Save it as PDF and choose that file.")
    return data


def keep_cv(session: Session, owner_id: UUID, name: str, data: bytes, now: datetime) -> Cv:
    """Keep this PDF in place of the one before; Invalid names `cv`."""
    pdf = check_pdf(data)
    cv = session.get(Cv, owner_id) or Cv(owner_id=owner_id)
    stem = name[:-4] if name.lower().endswith(".pdf") else name
    cv.name = filename(stem)[1] if stem.strip() else "CV"
    cv.pdf, cv.changed_at = pdf, now
    session.add(cv)
    session.flush()
    return cv


def get_cv(session: Session, owner_id: UUID) -> Cv:
    """The owner's CV; NotFound where there is none."""
    cv = session.get(Cv, owner_id)
    if cv is None:
        raise NotFound("Cv")
    return cv


def remove_cv(session: Session, owner_id: UUID) -> None:
    """Take the CV back; without one nothing happens."""
    cv = session.get(Cv, owner_id)
    if cv is not None:
        session.delete(cv)
        session.flush()


def cv_facts(session: Session, owner_id: UUID) -> tuple[str, int] | None:
    """The name and the size in bytes of the CV, without reading it."""
    query = select(Cv.name, func.length(Cv.pdf))
    found = session.execute(query.where(Cv.owner_id == owner_id)).first()
    return (found[0], found[1]) if found else None


def _refused(message: str) -> Invalid:
    return Invalid(FieldError("cv", message))
