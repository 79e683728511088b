"""The CV, and letters as files, over HTTP."""

import io
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.conftest import NOON, Person
from tests.contacts.conftest import get, meet
from webapp.accounts.model import User
from webapp.export.archive import account_json
from webapp.export.restore import restore_account
from webapp.sending.cv import MOST_BYTES, get_cv, keep_cv

PDF = b"%PDF-1.7\n\x00\xff the rest"


def upload(person: Person, data: bytes = PDF, name: str = "Asha Rao.pdf") -> int:
    form = {"cv": (io.BytesIO(data), name)}
    page = person.browser.post(
        "/settings/sending/cv", data=form, content_type="multipart/form-data"
    )
    return page.status_code


def follow_up_of(person: Person, **details: str) -> str:
    contact = meet(person, "Ngozi Adébáyò", email="ngozi@clinic.example", **details)
    (first, *_) = get(person, f"/contacts/{contact}")["follow_ups"]
    return str(first["id"])


def letter(person: Person, follow_up: str, query: str = "") -> EmailMessage:
    answer = person.browser.get(f"/follow-ups/{follow_up}.eml{query}")
    assert answer.content_type == "message/rfc822"
    assert "To%20Ngozi%20Ad%C3%A9b%C3%A1y%C3%B2.eml" in answer.headers["Content-Disposition"]
    message = message_from_bytes(answer.data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_is_a_draft_with_the_cv_and_the_own_wording(asha: Person) -> None:
    upload(asha)
    follow_up = follow_up_of(asha)
    wording = {"subject": "Grüße", "body": "Dear Ngozi,\n\nü"}
    asha.browser.post(f"/follow-ups/{follow_up}/draft", data=wording)
    message = letter(asha, follow_up)
    assert (message["X-Unsent"], message["Subject"]) == ("1", "Grüße")
    assert message["From"].addresses[0].addr_spec == "asha@example.org"
    assert message["To"].addresses[0].addr_spec == "ngozi@clinic.example"
    assert message["Date"].datetime.isoformat() == "2026-10-14T12:00:00+00:00"
    (cv,) = message.iter_attachments()
    assert (cv.get_filename(), cv.get_content()) == ("Asha Rao.pdf", PDF)
    assert list(letter(asha, follow_up, "?cv=no").iter_attachments()) == []


def test_without_a_cv_the_letter_goes_alone_from_the_cards_address(asha: Person) -> None:
    card = {"name": "Dr. Asha Rao", "emails": [{"value": "asha@clinic.example", "type": "work"}]}
    asha.browser.post("/api/v1/cards", json=card)
    message = letter(asha, follow_up_of(asha))
    assert not message.is_multipart()
    assert str(message["From"]) == '"Dr. Asha Rao" <asha@clinic.example>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is needed"),
        (b"PK\x03\x04 a letter", "is not a PDF"),
        (PDF + bytes(MOST_BYTES), "larger than 3 MB"),
    ],
)
def test_what_is_no_small_pdf_is_refused_and_the_one_before_stays(
    asha: Person, data: bytes, words: str
) -> None:
    upload(asha)
    answer = asha.browser.put("/api/v1/cv", data=data, content_type="application/pdf")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "cv")
    assert words in answer.json["errors"][0]["message"]
    assert asha.browser.get("/settings/sending/cv.pdf").data == PDF


def test_the_page_says_what_is_wrong_with_the_file(asha: Person) -> None:
    form = {"cv": (io.BytesIO(b"GIF89a"), "x.pdf")}
    page = asha.browser.post("/settings/sending/cv", data=form, content_type="multipart/form-data")
    assert page.status_code == 422
    assert "The CV is not a PDF" in page.text


def test_the_cv_is_its_owners_alone(
    asha: Person, someone_else: Person, client: FlaskClient
) -> None:
    upload(asha)
    assert someone_else.browser.get("/settings/sending/cv.pdf").status_code == 404
    assert client.get("/settings/sending/cv.pdf").location.startswith("/signin")
    assert someone_else.browser.get(f"/follow-ups/{follow_up_of(asha)}.eml").status_code == 404
    assert asha.browser.get(f"/follow-ups/{uuid4()}.eml").status_code == 404


def test_it_can_be_replaced_and_taken_back(asha: Person) -> None:
    assert upload(asha) == 303
    assert "Asha Rao.pdf" in asha.browser.get("/settings/sending").text
    upload(asha, PDF + b"2", "../CV <2026>.pdf")
    answer = asha.browser.get("/settings/sending/cv.pdf")
    assert answer.data == PDF + b"2"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
    asha.browser.post("/settings/sending/cv/remove")
    assert asha.browser.get("/settings/sending/cv.pdf").status_code == 404


def test_scripts_keep_and_fetch_the_cv(asha: Person) -> None:
    put = asha.browser.put("/api/v1/cv?name=Rao", data=PDF, content_type="application/pdf")
    assert put.json == {"name": "Rao", "bytes": len(PDF)}
    assert asha.browser.get("/api/v1/cv").data == PDF
    assert asha.browser.put("/api/v1/cv", data=PDF).status_code == 415
    wrong = asha.browser.put("/api/v1/cv", data=b"x", content_type="application/pdf")
    assert wrong.json["errors"][0]["field"] == "cv"
    assert asha.browser.delete("/api/v1/cv").status_code == 204
    assert asha.browser.get("/api/v1/cv").status_code == 404


def test_an_export_takes_the_cv_along(session: Session, owner: User, other_owner: User) -> None:
    keep_cv(session, owner.id, "Rao.pdf", PDF, NOON)
    restore_account(session, other_owner, "".join(account_json(session, owner)).encode())
    assert (get_cv(session, other_owner.id).name, get_cv(session, other_owner.id).pdf) == (
        "Rao",
        PDF,
    )


def test_the_profile_is_opened_only_where_there_is_one(asha: Person) -> None:
    page = asha.browser.get(f"/follow-ups/{follow_up_of(asha)}").text
    assert "LinkedIn" not in page
    link = "https://www.linkedin.com/in/ngozi"
    contact = meet(asha, "Marcus", links=["https://linkedin.com.evil.example/x", link])
    (first, *_) = get(asha, f"/contacts/{contact}")["follow_ups"]
    page = asha.browser.get(f"/follow-ups/{first['id']}").text
    assert f'href="{link}" target="_blank" rel="noopener noreferrer"' in page
