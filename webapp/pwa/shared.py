"""What another app shared with Hallway, as the beginning of a capture."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from webapp.formats.scanned import read_scanned

LONGEST_TALK = 2_000
LONGEST_RAW = 20_000
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def shared_values(
    files: Sequence[bytes], words: Iterable[str], own_base_url: str
) -> dict[str, Any]:
    """The fields of a capture that begins with what was shared; the same as in shared.js.

    `files` are cards or texts, of which the first counts; `words` are title, text and address.
    """
    text = files[0].decode("utf-8", "replace") if files else "\n".join(filter(None, words))
    text = text.strip()
    is_card = text[:11].upper() == "BEGIN:VCARD"
    link = None if is_card else _ADDRESS.search(text)
    found = read_scanned(link[0] if link else text, own_base_url)
    values: dict[str, Any] = {name: found.fields[name] for name in found.fields if name != "token"}
    if "token" in found.fields:
        values["links"] = [found.text]
    rest = text.replace(link[0], "", 1) if link else "" if is_card or "email" in values else text
    if rest.strip():
        values["talk"] = rest.strip()[:LONGEST_TALK]
    if len(text) <= LONGEST_RAW:
        values["raw"] = text
    return values
