"""What the limits remember; all of it may be forgotten once its time is over."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class Bucket(Base):
    """How much was asked for under one name; only a hash of the name is kept."""

    __tablename__ = "bucket"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    full_at: Mapped[int] = mapped_column(BigInteger, index=True)
    """When the bucket will be full again, in microseconds since 1970."""


class SpentNonce(Base):
    """A nonce that was used, kept until it would be too old anyway."""

    __tablename__ = "spent_nonce"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
