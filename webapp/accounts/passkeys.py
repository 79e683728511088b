"""Passkeys (WebAuthn level 3): made and checked here, and nowhere else."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.model import Passkey, User
from webapp.errors import FieldError, Invalid, NotFound
from webapp.limits import nonces

LASTS = timedelta(minutes=5)
MOST = 20
_SIGN_IN = "passkey sign-in"


@dataclass(frozen=True, slots=True)
class Site:
    """For which address passkeys are made, and the secret that signs the challenges."""

    base_url: str
    secret: str

    @property
    def host(self) -> str:
        """The host that the passkeys are bound to."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def has_passkeys(self) -> bool:
        """Browsers make passkeys for names only, never for bare IP addresses."""
        try:
            ip_address(self.host)
        except ValueError:
            return True
        return False


def list_passkeys(session: Session, owner_id: UUID) -> Sequence[Passkey]:
    """The user's passkeys, the oldest first."""
    query = select(Passkey).where(Passkey.owner_id == owner_id)
    return session.scalars(query.order_by(Passkey.created_at)).all()


def offer(site: Site, user: User, held: Sequence[Passkey], now: datetime) -> str:
    """What a browser needs to make a passkey, as JSON."""
    webauthn = _webauthn()
    structs = webauthn.helpers.structs
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Hallway",
        user_id=user.id.bytes,
        user_name=user.email,
        user_display_name=user.name or user.email,
        challenge=_challenge(site, _making(user), now),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(one.credential_id) for one in held
        ],
    )
    return str(webauthn.options_to_json(options))


def add(
    session: Session, site: Site, user: User, made: dict[str, Any], name: str, now: datetime
) -> Passkey:
    """Keep the public half of a passkey that a browser made; Invalid names `passkey`."""
    challenge = _spend(session, site, made, _making(user), now)
    if len(list_passkeys(session, user.id)) >= MOST:
        raise _refused("There are 20 passkeys already. Remove one that is not used.")
    webauthn = _webauthn()
    try:
        checked = webauthn.verify_registration_response(
            credential=made,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.base_url,
            require_user_verification=True,
        )
    except (
        webauthn.helpers.exceptions.WebAuthnException,
        ValueError,
        KeyError,
        TypeError,
    ) as error:
        raise _refused("The passkey could not be checked. Nothing was changed.") from error
    passkey = Passkey(
        credential_id=checked.credential_id,
        owner_id=user.id,
        public_key=checked.credential_public_key,
        sign_count=checked.sign_count,
        name=name[:100] or "Passkey",
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(passkey)
    except IntegrityError:
        raise _refused("This passkey is known already.") from None
    return passkey


def ask(site: Site, now: datetime) -> str:
    """What a browser needs to show a passkey, of whomever, as JSON."""
    webauthn = _webauthn()
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=_challenge(site, _SIGN_IN, now),
        user_verification=webauthn.helpers.structs.UserVerificationRequirement.REQUIRED,
    )
    return str(webauthn.options_to_json(options))


def check(session: Session, site: Site, shown: dict[str, Any], now: datetime) -> UUID:
    """Whose passkey was shown; Invalid names `passkey`, alike for unknown and wrong."""
    challenge = _spend(session, site, shown, _SIGN_IN, now)
    passkey = session.get(Passkey, _bytes(shown.get("rawId")) or b"-")
    if passkey is None:
        raise _refused("This passkey is not known here.")
    webauthn = _webauthn()
    try:
        checked = webauthn.verify_authentication_response(
            credential=shown,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.base_url,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (
        webauthn.helpers.exceptions.WebAuthnException,
        ValueError,
        KeyError,
        TypeError,
    ) as error:
        raise _refused("This passkey is not known here.") from error
    passkey.sign_count, passkey.seen_at = checked.new_sign_count, now
    session.flush()
    return passkey.owner_id


def get_passkey(session: Session, owner_id: UUID, handle: str) -> Passkey:
    """The user's passkey by its id in base64url; NotFound also for another's."""
    found = session.get(Passkey, _bytes(handle) or b"-")
    if found is None or found.owner_id != owner_id:
        raise NotFound("Passkey")
    return found


def handle_of(passkey: Passkey) -> str:
    """The passkey's id as it stands in an address."""
    return urlsafe_b64encode(passkey.credential_id).rstrip(b"=").decode()


def _webauthn() -> Any:
    """The library, once somebody uses a passkey: every worker would carry 20 MB for the few."""
    import webauthn

    return webauthn


def _making(user: User) -> str:
    return f"passkey for {user.id}"


def _challenge(site: Site, purpose: str, now: datetime) -> bytes:
    # The challenge is a signed nonce, so that nothing is kept of those that nobody answers.
    return urlsafe_b64decode(nonces.issue(site.secret, purpose, now))


def _spend(
    session: Session, site: Site, answer: dict[str, Any], purpose: str, now: datetime
) -> bytes:
    challenge = _challenge_in(answer)
    nonce = urlsafe_b64encode(challenge).decode()
    spent = nonces.spend(session, site.secret, purpose, nonce, now, not_after=LASTS)
    if spent != "fresh":
        raise _refused("That took too long, or was sent twice. Try once more.")
    return challenge


def _challenge_in(answer: dict[str, Any]) -> bytes:
    try:
        told = json.loads(_bytes(answer["response"]["clientDataJSON"]))
        return _bytes(told["challenge"])
    except (ValueError, KeyError, TypeError):
        return b""


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        return b""
    try:
        return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    except ValueError:
        return b""


def _refused(message: str) -> Invalid:
    return Invalid(FieldError("passkey", message))
