"""Letters from the person's own mail server: encrypted, once, and to public servers only."""

import dataclasses
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from flask import Flask
from sqlalchemy import select

from tests.conftest import Person
from tests.contacts.conftest import get
from tests.ends import Postbox, mail_server
from tests.export.conftest import what_is_in
from tests.sending.test_views import PDF, follow_up_of, upload
from webapp.db import db
from webapp.errors import Invalid, NotFound
from webapp.sending.model import MailServer
from webapp.sending.sealing import seal, unseal
from webapp.sending.smtp import Account, check, is_public

SECRET = "correct horse"


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate that signs itself, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


def authenticate(*said: Any) -> AuthResult:
    given = said[-1]
    right = isinstance(given, LoginPassword) and given.password == SECRET.encode()
    return AuthResult(success=right, handled=False)


@pytest.fixture
def own(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server that encrypts and wants a password, known as localhost and trusted."""
    file, context = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    options = {"require_starttls": True, "auth_required": True, "authenticator": authenticate}
    with mail_server(tls_context=context, **options) as box:
        trusted = (f"localhost:{box.port}", f"127.0.0.1:{box.port}")
        settings = dataclasses.replace(app.config["HALLWAY"], smtp_hosts=trusted)
        monkeypatch.setitem(app.config, "HALLWAY", settings)
        yield box


def form(box: Postbox, **changes: str) -> dict[str, str]:
    return {
        "host": "localhost",
        "port": str(box.port),
        "username": "asha",
        "address": "asha@clinic.example",
        "password": SECRET,
        **changes,
    }


def choose(person: Person, box: Postbox, **changes: str) -> Any:
    return person.browser.post("/settings/sending/server", data=form(box, **changes))


def press(person: Person, follow_up: str, **wording: str) -> Any:
    return person.browser.post(f"/follow-ups/{follow_up}/send", data=wording, follow_redirects=True)


def state_of(person: Person, follow_up: str) -> str:
    return str(get(person, f"/follow-ups/{follow_up}")["state"])


def test_a_letter_is_sent_as_it_was_worded_and_counts_as_sent(asha: Person, own: Postbox) -> None:
    assert choose(asha, own).status_code == 303
    upload(asha)
    follow_up = follow_up_of(asha)
    assert "Send from Hallway" in asha.browser.get(f"/follow-ups/{follow_up}").text
    page = press(asha, follow_up, subject="Grüße", body="Dear Ngozi, ü", cv="true")
    assert "Sent to Ngozi Adébáyò." in page.text
    (letter,) = own.letters
    assert (letter["Subject"], letter["X-Unsent"]) == ("Grüße", None)
    assert letter["From"].addresses[0].addr_spec == "asha@clinic.example"
    assert letter["Message-ID"] == f"<{follow_up}@clinic.example>"
    assert isinstance(letter, EmailMessage)
    (cv,) = letter.iter_attachments()
    assert cv.get_content() == PDF
    assert own.people == [["ngozi@clinic.example"]]
    assert state_of(asha, follow_up) == "sent"


def test_the_api_sends_the_cv_along_as_the_screen_does(asha: Person, own: Postbox) -> None:
    choose(asha, own)
    send = f"/api/v1/follow-ups/{follow_up_of(asha)}/send"
    refused = asha.browser.post(send, json={"cv": True})
    assert [error["field"] for error in refused.json["errors"]] == ["cv"]
    assert own.taken == []
    upload(asha)
    assert asha.browser.post(send, json={"cv": True}).json == {"state": "sent"}
    (letter,) = own.letters
    assert isinstance(letter, EmailMessage)
    (cv,) = letter.iter_attachments()
    assert cv.get_content() == PDF


def test_without_a_word_of_it_the_api_sends_the_letter_alone(asha: Person, own: Postbox) -> None:
    choose(asha, own)
    upload(asha)
    answer = asha.browser.post(f"/api/v1/follow-ups/{follow_up_of(asha)}/send")
    assert answer.json == {"state": "sent"}
    (letter,) = own.letters
    assert not letter.is_multipart()


def test_what_was_sent_by_hand_is_not_sent_from_here(asha: Person, own: Postbox) -> None:
    choose(asha, own)
    follow_up = follow_up_of(asha)
    asha.browser.post(f"/api/v1/follow-ups/{follow_up}/sent")
    assert "no longer open" in press(asha, follow_up).text
    answer = asha.browser.post(f"/api/v1/follow-ups/{follow_up}/send")
    assert [error["field"] for error in answer.json["errors"]] == ["state"]
    assert own.taken == []


def test_a_doubt_can_be_settled_through_the_api(asha: Person, own: Postbox) -> None:
    choose(asha, own)
    path = f"/api/v1/follow-ups/{follow_up_of(asha)}"
    own.drops = True
    assert asha.browser.post(f"{path}/send").json == {"state": "claimed"}
    own.drops = False
    assert asha.browser.post(f"{path}/send").status_code == 422
    assert asha.browser.post(f"{path}/not-sent").status_code == 204
    assert asha.browser.post(f"{path}/send").json == {"state": "sent"}


def test_pressed_twice_it_is_sent_once(asha: Person, own: Postbox) -> None:
    choose(asha, own)
    follow_up = follow_up_of(asha)
    press(asha, follow_up)
    asha.browser.post(f"/follow-ups/{follow_up}/reopen")
    assert "was not sent again" in press(asha, follow_up).text
    assert len(own.taken) == 1


def test_a_refused_letter_may_be_tried_again(asha: Person, own: Postbox) -> None:
    choose(asha, own)
    follow_up = follow_up_of(asha)
    own.says = "554 no"
    page = press(asha, follow_up, subject="S", body="typed with care")
    assert "It was not sent. The mail server refused the letter." in page.text
    assert "typed with care" in page.text
    assert state_of(asha, follow_up) == "queued"
    own.says = "250 taken"
    press(asha, follow_up)
    assert len(own.taken) == 1


def test_a_connection_that_breaks_leaves_a_doubt_that_the_person_settles(
    asha: Person, own: Postbox
) -> None:
    choose(asha, own)
    follow_up = follow_up_of(asha)
    own.drops = True
    assert "It may have been sent: look into your mailbox" in press(asha, follow_up).text
    own.drops = False
    press(asha, follow_up)
    assert len(own.taken) == 1
    page = asha.browser.get(f"/follow-ups/{follow_up}").text
    assert "It did not go out" in page
    assert "Send from Hallway" not in page
    asha.browser.post(f"/follow-ups/{follow_up}/not-sent")
    press(asha, follow_up)
    assert len(own.taken) == 2


def test_a_crash_while_sending_is_not_followed_by_a_second_letter(
    asha: Person, own: Postbox
) -> None:
    choose(asha, own)
    follow_up = follow_up_of(asha)
    with (
        patch("webapp.sending.send_views.once.note_sent", side_effect=SystemExit),
        pytest.raises(SystemExit),
    ):
        press(asha, follow_up)
    press(asha, follow_up)
    assert len(own.taken) == 1
    assert "It may have been sent" in asha.browser.get(f"/follow-ups/{follow_up}").text


def test_a_server_is_kept_only_when_it_lets_the_person_in(asha: Person, own: Postbox) -> None:
    wrong = choose(asha, own, password="wrong")
    assert wrong.status_code == 422
    assert "was not taken by the server" in wrong.text
    assert "wrong" not in wrong.text.replace("went wrong", "")
    assert asha.browser.get("/api/v1/mail-server").status_code == 404
    choose(asha, own)
    assert "password" not in get(asha, "/mail-server")
    assert choose(asha, own, password="", address="new@clinic.example").status_code == 303
    assert get(asha, "/mail-server")["address"] == "new@clinic.example"
    asha.browser.post("/settings/sending/server/forget")
    assert asha.browser.get("/api/v1/mail-server").status_code == 404


def test_a_certificate_of_another_name_is_not_trusted(asha: Person, own: Postbox) -> None:
    refused = choose(asha, own, host="127.0.0.1")
    assert "has no certificate that can be trusted" in refused.text
    assert own.taken == []


def test_the_password_is_not_in_the_database_nor_in_an_export(
    app: Flask, asha: Person, own: Postbox
) -> None:
    choose(asha, own)
    with app.app_context():
        kept = db.session.scalar(select(MailServer.password))
    assert kept is not None
    assert SECRET.encode() not in kept
    told = what_is_in(asha.browser.get("/api/v1/export"))
    assert asha.email in told
    assert "mail_server" not in told
    assert SECRET not in told


def test_a_new_key_still_reads_what_the_one_before_sealed() -> None:
    sealed = seal(["old " * 10], SECRET)
    assert unseal(["new " * 10, "old " * 10], sealed) == SECRET
    with pytest.raises(NotFound):
        unseal(["new " * 10], sealed)


def test_what_was_changed_under_its_seal_is_not_read() -> None:
    sealed = seal(["old " * 10], SECRET)
    for at in range(0, len(sealed), 7):
        other = b"A" if sealed[at : at + 1] != b"A" else b"B"
        with pytest.raises(NotFound):
            unseal(["old " * 10], sealed[:at] + other + sealed[at + 1 :])


def test_the_server_is_its_owners_alone(asha: Person, someone_else: Person, own: Postbox) -> None:
    choose(asha, own)
    follow_up = follow_up_of(asha)
    assert someone_else.browser.get("/api/v1/mail-server").status_code == 404
    assert someone_else.browser.post(f"/follow-ups/{follow_up}/send").status_code == 404
    assert someone_else.browser.post(f"/follow-ups/{follow_up}/not-sent").status_code == 404
    again = someone_else.browser.post(f"/api/v1/follow-ups/{follow_up}/not-sent")
    assert again.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_its_neighbours_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909"])
def test_others_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(("host", "port"), [("localhost", 587), ("127.0.0.1", 465), ("0", 587)])
def test_no_server_of_this_machine_is_called(host: str, port: int) -> None:
    with pytest.raises(Invalid) as refused, patch("socket.create_connection") as called:
        check(Account(host, port, "a", "b"))
    assert refused.value.errors[0].field == "host"
    assert not called.called


def test_no_other_port_is_called_and_all_addresses_of_a_name_must_be_public() -> None:
    with patch("socket.create_connection") as called:
        for addresses, port in ((["9.9.9.9"], 25), (["9.9.9.9", "127.0.0.1"], 587)):
            found = [(None, None, None, "", (address, port)) for address in addresses]
            with patch("socket.getaddrinfo", return_value=found), pytest.raises(Invalid):
                check(Account("mail.example", port, "a", "b"))
    assert not called.called


def test_the_address_that_was_looked_at_is_the_one_that_is_called() -> None:
    found = [(None, None, None, "", ("9.9.9.9", 587))]
    with (
        patch("socket.getaddrinfo", return_value=found),
        patch("socket.create_connection", side_effect=OSError) as called,
        pytest.raises(Invalid),
    ):
        check(Account("mail.example", 587, "a", "b"))
    assert called.call_args.args[0] == ("9.9.9.9", 587)
