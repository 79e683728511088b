"""A consistent copy of an SQLite file while others write to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.db import sqlite

PRIVATE = 0o600


def snapshot(database: Path, copy: Path) -> None:
    """Write the database as it is at this moment to `copy`, which must not exist yet.

    SQLite copies inside one read transaction, so writers go on and the copy has no half of a
    transaction. FileExistsError leaves what is there as it is; OSError when it cannot be written.
    """
    with complete_or_absent(copy) as partial:
        reader = sqlite.connect(str(database), timeout=30)
        try:
            reader.execute("VACUUM INTO ?", (str(partial),))
        except sqlite.OperationalError as error:
            raise OSError(f"{error}") from None
        finally:
            reader.close()


@contextmanager
def complete_or_absent(file: Path) -> Iterator[Path]:
    """A path to write to; the file appears under its name only once it is whole and on disk.

    FileExistsError when there is such a file already, before or after the writing.
    """
    if file.exists():
        raise FileExistsError(file)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        partial.chmod(PRIVATE)
        _to_disk(partial)
        # Unlike a rename, a link refuses to take the place of a file that came meanwhile.
        os.link(partial, file)
        _to_disk(file.parent)
    finally:
        partial.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
