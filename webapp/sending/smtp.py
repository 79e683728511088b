"""The conversation with a mail server that a user named.

The server's address comes from outside, so only public addresses are called, at the two ports of
letters that are handed in (RFC 8314), and always encrypted, with a certificate that is checked.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any

from webapp.errors import FieldError, Invalid

PORTS = (465, 587)
TIMEOUT = 15
_IMPLICIT_TLS = 465


class NotTaken(Exception):
    """The server surely has no letter of ours; the text says why."""


class Unsure(Exception):
    """The conversation broke off after the letter was begun: it may have been taken."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where and as whom to hand letters in; `trusted` servers need not be public."""

    host: str
    port: int
    username: str
    password: str
    trusted: tuple[str, ...] = ()


def check(account: Account) -> None:
    """Sign in and out again; Invalid names the field that is wrong."""
    try:
        with _signed_in(account):
            pass
    except smtplib.SMTPAuthenticationError:
        words = "was not taken by the server. Some want a password made for programs."
        raise Invalid(FieldError("password", words)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Invalid(FieldError("host", _why(error))) from None


def hand_in(account: Account, sender: str, to: str, letter: bytes) -> None:
    """Give the server one letter; NotTaken, or Unsure, when it does not say that it has it."""
    try:
        with _signed_in(account) as server:
            _give(server, sender, to, letter)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(f"The mail server {_why(error)}") from error


def _give(server: smtplib.SMTP, sender: str, to: str, letter: bytes) -> None:
    try:
        server.sendmail(sender, [to], letter)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        raise NotTaken("The mail server refused the letter.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unsure from error


@contextmanager
def _signed_in(account: Account) -> Iterator[smtplib.SMTP]:
    host, port = account.host, account.port
    address = _public_address(host, port, account.trusted)
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if port == _IMPLICIT_TLS:
        server = _PinnedTls(address, host, port, timeout=TIMEOUT, context=context)
    else:
        server = _Pinned(address, host, port, timeout=TIMEOUT)
    try:
        if port != _IMPLICIT_TLS:
            server.starttls(context=context)
        server.login(account.username, account.password)
        yield server
        # What is said at parting changes nothing.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
    finally:
        server.close()


def _public_address(host: str, port: int, trusted: Iterable[str]) -> str:
    """The address to call; looked up once, so that the name cannot mean another one later."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise socket.gaierror("no name of a host") from error
    addresses = [str(entry[4][0]) for entry in found]
    if f"{host}:{port}" in set(trusted):
        return addresses[0]
    if port not in PORTS or not all(map(is_public, addresses)):
        raise OSError("not public")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address is of the open internet, and not of this machine or its neighbours."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inner:
            return is_public(str(inner))
        # 64:ff9b::/96 is translated to the IPv4 address in its last four bytes (RFC 6052).
        if found.packed[:12] == bytes.fromhex("0064ff9b") + bytes(8):
            return is_public(str(ip_address(found.packed[12:])))
    return found.is_global and not found.is_multicast


def _why(error: Exception) -> str:
    match error:
        case ssl.SSLError():
            return "has no certificate that can be trusted for this name."
        case socket.gaierror():
            return "is not known. Look at how it is written."
        case smtplib.SMTPNotSupportedError():
            return "does not encrypt, or does not let anybody sign in."
        case smtplib.SMTPAuthenticationError():
            return "did not take the user name and the password."
    return "could not be reached. It must be public, with encryption at port 465 or 587."


class _Pinned(smtplib.SMTP):
    """Calls one address, whatever the name means by then; the certificate must be of the name."""

    def __init__(self, address: str, *rest: Any, **options: Any) -> None:
        self._address = address
        super().__init__(*rest, **options)

    def _get_socket(self, _host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection((self._address, port), timeout)


class _PinnedTls(smtplib.SMTP_SSL):
    """The same, encrypted from the start."""

    def __init__(self, address: str, *rest: Any, **options: Any) -> None:
        self._address = address
        super().__init__(*rest, **options)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((self._address, port), timeout)
        return self.context.wrap_socket(plain, server_hostname=host)
