"""Letters as files, read back by the standard library's own parser."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from hypothesis import example, given
from hypothesis import strategies as st

from webapp.formats.eml import Attachment, Mailbox, header_text, plain_address, write_eml

AT = datetime(2026, 10, 17, 8, 30, tzinfo=UTC)
ASHA = Mailbox("Asha Rao", "asha@example.org")
NGOZI = Mailbox("Ngozi Adébáyò", "ngozi@clinic.example")
PDF = b"%PDF-1.7 \x00\xff binary"


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_draft_opens_with_everything_in_it() -> None:
    cv = Attachment("Lebenslauf Müller", PDF)
    read_back = read(write_eml(ASHA, NGOZI, "Grüße aus Zürich", "Liebe Ngozi,\n\nü", AT, cv))
    assert read_back["X-Unsent"] == "1"
    assert read_back["From"].addresses[0].addr_spec == "asha@example.org"
    assert read_back["To"].addresses[0].display_name == "Ngozi Adébáyò"
    assert read_back["Subject"] == "Grüße aus Zürich"
    assert read_back["Date"].datetime == AT
    assert body_of(read_back) == "Liebe Ngozi,\n\nü\n"
    (attached,) = read_back.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "Lebenslauf Müller.pdf"
    assert attached.get_content() == PDF


def test_the_text_travels_as_plain_lines_of_seven_bits() -> None:
    data = write_eml(ASHA, NGOZI, "S", "Grüße " * 60, AT)
    assert b"Content-Transfer-Encoding: quoted-printable" in data
    assert b'Content-Type: text/plain; charset="utf-8"' in data
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_an_address_in_another_script_goes_as_its_ascii_form_or_is_left_to_the_person() -> None:
    assert plain_address(" chi@bücher.example ") == "chi@xn--bcher-kva.example"
    for none in (
        "",
        "nobody",
        "ü@example.org",
        "a b@example.org",
        "a@b@c",
        "a..b@c",
        "a@" + 99 * "x",
    ):
        assert plain_address(none) == "", none
    assert b"To:" not in write_eml(ASHA, Mailbox("Ngozi", "no address"), "S", "B", AT)


def as_sent(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")


words = st.text() | st.sampled_from(
    ["x\r\nBcc: all@example.org", "a\n\nbody", "é" * 90 + ', "q" <z@z>', "\u2028X: y", "a@b,c@d"]
)


@given(name=words, subject=words, body=words, filename=words)
@example(name='Doe, "J" <x@y>' + "é" * 60, subject="=?utf-8?q?=0aBcc:_x?=", body=".", filename="a")
def test_no_text_adds_a_header_or_an_address_and_each_is_read_as_written(
    name: str, subject: str, body: str, filename: str
) -> None:
    to = Mailbox(name, "ngozi@clinic.example")
    message = read(write_eml(ASHA, to, subject, body, AT, Attachment(filename, PDF)))
    assert {*message.keys(), "Subject"} == {
        "From", "To", "Subject", "Date", "MIME-Version", "Content-Type", "X-Unsent"
    }  # fmt: skip
    (address,) = message["To"].addresses
    assert address.addr_spec == "ngozi@clinic.example"
    # This reader parts encoded words of a name by blanks that are not there (Python 3.11).
    assert "".join(address.display_name.split()) == "".join(header_text(name).split())
    assert (message["Subject"] or "").split() == header_text(subject).split()
    assert body_of(message).split() == as_sent(body).split()
    assert len(list(message.iter_attachments())) == 1
