"""What a run does with what is odd."""

import base64
import io
from unittest.mock import patch
from uuid import UUID

import pytest
import vobject
from PIL import Image
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.conftest import Person
from tests.imports.conftest import BAO, bao, fates, look, people, send, take
from webapp.contacts.model import ContactPhoto
from webapp.imports.model import Import, get_import
from webapp.imports.run import start


def photo_line(size: tuple[int, int] = (64, 48)) -> str:
    """A PHOTO line with a JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    stream = io.BytesIO()
    Image.new("RGB", size, "green").save(stream, "JPEG", exif=exif)
    return "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(stream.getvalue()).decode()


def test_a_photo_comes_without_its_exif_and_goes_with_the_undo(
    asha: Person, session: Session
) -> None:
    take(asha, bao("UID:bao-tran-0001"))
    looked = look(asha, bao("UID:bao-tran-0001", photo_line()))
    assert looked["entries"][0]["contact"]["photo_bytes"] > 300
    made = take(asha, bao("UID:bao-tran-0001", photo_line()))
    assert fates(made) == ["updated"]
    (photo,) = session.query(ContactPhoto).all()
    assert b"taken at home" not in photo.jpeg
    assert Image.open(io.BytesIO(photo.jpeg)).size == (512, 512)
    session.rollback()
    assert fates(take(asha, bao("UID:bao-tran-0001", photo_line()))) == ["unchanged"]
    asha.browser.post(f"/api/v1/imports/{made['id']}/undo")
    assert session.query(ContactPhoto).count() == 0


def test_a_photo_that_cannot_be_read_is_named_and_the_person_stays(asha: Person) -> None:
    made = take(asha, bao("PHOTO;ENCODING=b:" + base64.b64encode(b"x" * 99).decode()))
    assert fates(made) == ["added"]
    (lost,) = made["entries"][0]["dropped"]
    expected = "The photo is not a JPEG, PNG or WEBP picture; the person came without it."
    assert lost["why"] == expected


def test_a_line_that_takes_vobjects_parser_for_ever_never_gets_there(asha: Person) -> None:
    hostile = bao("TEL" + ';X="a"' * 22 + '"' + ":1", "TITLE:Resident")
    with patch.object(vobject.base, "parseLine", side_effect=AssertionError("a stranger's line")):
        answer = send(asha, hostile, dry_run="true")
    (entry,) = answer.json["entries"]
    assert (entry["fate"], entry["contact"]["title"]) == ("new", "Resident")
    assert entry["dropped"] == []


@pytest.mark.parametrize("deleted", [True, False])
def test_a_person_deleted_since_is_added_anew(asha: Person, deleted: bool) -> None:
    take(asha, BAO)
    if deleted:
        asha.browser.post(f"/contacts/{people(asha)[0]['id']}/delete")
    assert fates(take(asha, BAO)) == ["added" if deleted else "unchanged"]
    assert len(people(asha)) == 1


def test_whoever_is_to_be_updated_and_is_gone_is_named(asha: Person) -> None:
    looked = look(asha, BAO)
    gone = "01a2066e-4247-7089-a03e-bc1e4330f853"
    asha.browser.post(f"/contacts/import/{looked['id']}/run", data={"choice.0": gone})
    (entry,) = asha.browser.get(f"/api/v1/imports/{looked['id']}").json["entries"]
    assert (entry["fate"], entry["why"]) == (
        "left_out",
        "The person to update is not there any more.",
    )


def test_whoever_read_it_before_it_began_does_not_begin_it_again(
    asha: Person, session: Session
) -> None:
    looked = look(asha, BAO)
    found = get_import(session, asha.id, UUID(looked["id"]))
    another = update(Import).values(state="done", done=1)
    session.execute(another.execution_options(synchronize_session=False))
    assert found.state == "ready"
    start(session, found)
    assert found.state == "done"
