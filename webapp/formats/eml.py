"""Letters as files (RFC 5322), which a mail program opens for writing on."""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import MappingProxyType

from webapp.formats.downloads import filename

DRAFT = MappingProxyType({"X-Unsent": "1"})
"""What makes a mail program open a file for writing on, rather than as something received."""

_PLAIN_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)*", re.ASCII)
_NOT_IN_A_HEADER = {"Cc", "Cs", "Zl", "Zp"}
_BYTES_A_WORD = 45
_LINE = 60


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address; the address may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF that goes with a letter, under the name of its file without the ending."""

    name: str
    pdf: bytes


def write_eml(
    sender: Mailbox,
    to: Mailbox,
    subject: str,
    body: str,
    at: datetime,
    attachment: Attachment | None = None,
    *,
    extra: Mapping[str, str] = DRAFT,
) -> bytes:
    """A letter in plain text, quoted-printable UTF-8; no text given here can add a header.

    It is a draft unless `extra` has other headers of our own. An address that mail programs would
    not take as it stands is left out, for the person to fill in.
    """
    head = {
        "From": _mailbox(sender),
        "To": _mailbox(to),
        "Subject": _words(header_text(subject)),
        "Date": format_datetime(at),
        **extra,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value)
    return lines.encode("ascii") + _content(body, attachment).as_bytes()


def _content(body: str, attachment: Attachment | None) -> EmailMessage:
    # The head is not left to EmailMessage: it decodes "=?utf-8?q?=0aBcc:..." in a subject that
    # somebody typed, and writes the line break that was hidden in it (seen in Python 3.11).
    message = EmailMessage(policy=SMTP)
    message.set_content(_sendable(body), charset="utf-8", cte="quoted-printable")
    if attachment:
        message.add_attachment(
            attachment.pdf,
            maintype="application",
            subtype="pdf",
            filename=f"{filename(attachment.name)[1]}.pdf",
        )
    return message


def _mailbox(mailbox: Mailbox) -> str:
    address, name = plain_address(mailbox.address), header_text(mailbox.name)
    if not address or not name:
        return address
    if _is_plain(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{_words(name)}\r\n <{address}>"


def _words(text: str) -> str:
    """The text as it is, or in encoded words of at most 75 characters (RFC 2047)."""
    if _is_plain(text):
        return text
    pieces = [""]
    for char in text:
        if len((pieces[-1] + char).encode()) > _BYTES_A_WORD:
            pieces.append("")
        pieces[-1] += char
    words = (b64encode(piece.encode()).decode() for piece in pieces)
    return "\r\n ".join(f"=?utf-8?b?{word}?=" for word in words)


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text) <= _LINE and "=?" not in text


def plain_address(text: str) -> str:
    """The address with its domain in ASCII (RFC 5891), or "" for what is none."""
    local, at, domain = text.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    address = f"{local}{at}{ascii_domain}"
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return address if _PLAIN_ADDRESS.fullmatch(address) and not dots else ""


def header_text(text: str) -> str:
    """One line without control characters."""
    shown = (" " if unicodedata.category(char) in _NOT_IN_A_HEADER else char for char in text)
    return " ".join("".join(shown).split())


def _sendable(text: str) -> str:
    """Lines end as the format writes them, and half a character is shown as a gap."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"\r\n|\r", "\n", whole.replace("\0", ""))
