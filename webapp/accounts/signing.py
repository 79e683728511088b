"""Signing up, in and out, and the tokens that stand for a person."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.model import ApiToken, SignIn, User, find_by_email
from webapp.accounts.passwords import fits, hash_password, is_outdated
from webapp.accounts.tokens import hash_of, new_token
from webapp.accounts.weak_passwords import check_strength
from webapp.errors import FieldError, Invalid
from webapp.row_security import act_for

STAYS_SIGNED_IN = timedelta(days=90)
ENDS_UNUSED = timedelta(days=45)
PROVEN_FOR = timedelta(minutes=15)
NOTED_EVERY = timedelta(hours=1)


def sign_up(
    session: Session, *, email: str, password: str, name: str, time_zone: str, now: datetime
) -> User:
    """A new account; Invalid names `email` when somebody has it already, or a weak `password`."""
    check_strength(password, name, email)
    password_hash = hash_password(password)
    user = User(
        email=email.strip().lower(),
        name=name,
        time_zone=time_zone,
        password_hash=password_hash,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        raise Invalid(
            FieldError("email", "An account with this address exists. Sign in instead.")
        ) from None
    act_for(session, user.id)
    return user


def check_password(session: Session, *, email: str, password: str) -> User | None:
    """The user with this address and password, or None after the same time.

    The transaction ends before the slow hash, so that nobody waits for it. A hash that was made
    with weaker parameters than today's is made anew; the caller commits.
    """
    user = find_by_email(session, email)
    kept = (user.id, user.password_hash) if user else None
    session.rollback()
    if not fits(password, kept[1] if kept else None) or user is None or kept is None:
        return None
    owner_id, password_hash = kept
    if is_outdated(password_hash):
        act_for(session, owner_id)
        user.password_hash = hash_password(password)
    return user


def sign_in(session: Session, owner_id: UUID, *, agent: str, now: datetime) -> str:
    """Open a sign-in for this user; gives the token that the browser keeps."""
    token = new_token()
    session.add(
        SignIn(
            token_hash=hash_of(token),
            owner_id=owner_id,
            created_at=now,
            expires_at=now + STAYS_SIGNED_IN,
            agent=agent[:200],
            seen_at=now,
            proven_at=now,
        )
    )
    return token


def find_sign_in(session: Session, token: str, *, now: datetime) -> tuple[SignIn, User] | None:
    """The sign-in of a browser's token, and whom it stands for, while it lasts.

    That is ninety days, and at most 45 of them unused.
    """
    found = session.execute(_SIGN_IN, {"hash": hash_of(token)}).first()
    return None if found is None or not is_open(found[0], now) else (found[0], found[1])


def is_open(door: SignIn, now: datetime) -> bool:
    """Whether neither its time nor the patience with one that is not used is over."""
    return door.expires_at > now and now - (door.seen_at or door.created_at) <= ENDS_UNUSED


def sign_out(session: Session, token: str) -> None:
    """End this one sign-in; the token is worth nothing from here on."""
    session.execute(delete(SignIn).where(SignIn.token_hash == hash_of(token)))


def prove(session: Session, token: str, now: datetime) -> None:
    """Note that the person behind this sign-in showed a password or a passkey just now."""
    session.execute(update(SignIn).where(SignIn.token_hash == hash_of(token)).values(proven_at=now))


def issue_token(session: Session, owner_id: UUID, *, name: str, now: datetime) -> str:
    """A new API token, to be shown once."""
    token = "hallway_" + new_token()
    session.add(
        ApiToken(token_hash=hash_of(token), owner_id=owner_id, name=name[:100], created_at=now)
    )
    return token


def find_token(session: Session, token: str) -> tuple[ApiToken, User] | None:
    """What is kept of an API token, and whom it stands for."""
    found = session.execute(_API_TOKEN, {"hash": hash_of(token)}).first()
    return None if found is None else (found[0], found[1])


def is_to_be_noted(door: SignIn | ApiToken, now: datetime) -> bool:
    """Whether its last use was noted so long ago that it is worth a write."""
    return door.seen_at is None or now - door.seen_at > NOTED_EVERY


def is_proven(door: SignIn, now: datetime) -> bool:
    """Whether the person showed a password or a passkey lately enough for what is sensitive."""
    return door.proven_at is not None and now - door.proven_at <= PROVEN_FOR


# Every request asks one of these; building it costs more than asking it.
_SIGN_IN = (
    select(SignIn, User)
    .join(User, User.id == SignIn.owner_id)
    .where(SignIn.token_hash == bindparam("hash"))
)
_API_TOKEN = (
    select(ApiToken, User)
    .join(User, User.id == ApiToken.owner_id)
    .where(ApiToken.token_hash == bindparam("hash"))
)
