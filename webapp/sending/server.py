"""The owner's own mail server: kept, checked and forgotten."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.errors import FieldError, Invalid, NotFound
from webapp.sending.model import MailServer
from webapp.sending.sealing import seal, unseal
from webapp.sending.shapes import MailServerIn
from webapp.sending.smtp import Account


def server_of(session: Session, owner_id: UUID) -> MailServer | None:
    """The owner's mail server, if they named one."""
    return session.get(MailServer, owner_id)


def account_of(server: MailServer, secret_keys: Sequence[str], trusted: tuple[str, ...]) -> Account:
    """What it takes to sign in there; NotFound once its password can no longer be read."""
    password = unseal(secret_keys, server.password)
    return Account(server.host, server.port, server.username, password, trusted)


def asked_account(
    session: Session,
    owner_id: UUID,
    given: MailServerIn,
    keys: Sequence[str],
    trusted: tuple[str, ...],
) -> Account:
    """The account that somebody typed; a blank password is the one that is kept for this host."""
    password, known = given.password, server_of(session, owner_id)
    same = known is not None and (known.host, known.username) == (given.host, given.username)
    if not password and known is not None and same:
        try:
            password = unseal(keys, known.password)
        except NotFound:
            password = ""
    if not password:
        raise Invalid(FieldError("password", "is needed."))
    return Account(given.host, given.port, given.username, password, trusted)


def keep_server(
    session: Session, owner_id: UUID, account: Account, address: str, keys: Sequence[str]
) -> MailServer:
    """Keep a server that was checked, in place of the one before."""
    server = server_of(session, owner_id) or MailServer(owner_id=owner_id)
    server.host, server.port, server.username = account.host, account.port, account.username
    server.address, server.password = address, seal(keys, account.password)
    session.add(server)
    session.flush()
    return server


def forget_server(session: Session, owner_id: UUID) -> None:
    """Forget the server and its password; without one nothing happens."""
    server = server_of(session, owner_id)
    if server is not None:
        session.delete(server)
        session.flush()
