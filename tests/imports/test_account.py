"""The zip of a whole account, as a file that comes in."""

import io
import json
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.conftest import Person
from tests.imports.conftest import BAO, bao, fates, look, people, send, take

KNOWN = bao("EMAIL:bao@example.org")


def _export(person: Person) -> bytes:
    answer = person.browser.get("/api/v1/export")
    assert answer.status_code == 200
    return bytes(answer.data)


def _everything(archive: bytes) -> Any:
    """The tables of an export, in the order of their keys as they are written."""
    with ZipFile(io.BytesIO(archive)) as file:
        return json.loads(file.read("hallway.json"))["tables"]


@pytest.fixture
def exported(asha: Person) -> bytes:
    """Two people, a meeting, what is owed, and an event."""
    event = {
        "name": "ACP",
        "kind": "conference",
        "starts_on": "2026-10-14",
        "ends_on": "2026-10-16",
    }
    made = asha.browser.post("/api/v1/events", json={**event, "time_zone": "America/New_York"})
    assert made.status_code == 201
    met = {"name": "Ngozi Adébáyò", "detail": "twin daughters", "event_id": made.json["id"]}
    path = "/api/v1/captures/0190a000-0000-7000-8000-00000000000a"
    assert asha.browser.put(path, json={**met, "promise": "the paper"}).status_code == 201
    take(asha, KNOWN)
    return _export(asha)


def test_into_an_empty_account_everything_comes_back_equal(
    asha: Person, someone_else: Person, exported: bytes
) -> None:
    seen = look(someone_else, exported, "application/zip")
    assert (seen["kind"], seen["restores"], fates(seen)) == ("account", True, ["new", "new"])
    assert people(someone_else) == []
    taken = take(someone_else, exported, "application/zip")
    assert (taken["state"], fates(taken)) == ("restored", ["added", "added"])
    assert _everything(_export(someone_else)) == _everything(exported)
    ids = {person["id"] for person in people(someone_else)}
    assert {entry["contact_id"] for entry in taken["entries"]} == ids
    undone = someone_else.browser.post(f"/api/v1/imports/{taken['id']}/undo")
    assert undone.status_code == 409
    assert "is not taken back" in undone.json["detail"]


def test_into_any_other_account_only_its_people_come(someone_else: Person, exported: bytes) -> None:
    take(someone_else, KNOWN)
    seen = look(someone_else, exported, "application/zip")
    assert (seen["kind"], seen["restores"]) == ("account", False)
    assert sorted(fates(seen)) == ["new", "same"]
    taken = take(someone_else, exported, "application/zip")
    assert sorted(fates(taken)) == ["added", "updated"]
    assert {person["name"] for person in people(someone_else)} == {"Ngozi Adébáyò", "Bao Tran"}
    assert not someone_else.browser.get("/api/v1/events").json["items"]
    assert someone_else.browser.post(f"/api/v1/imports/{taken['id']}/undo").status_code == 200
    assert [person["name"] for person in people(someone_else)] == ["Bao Tran"]


def test_it_is_looked_at_and_brought_back_on_the_screen(
    asha: Person, someone_else: Person, exported: bytes
) -> None:
    browser = someone_else.browser
    sent = {"file": (io.BytesIO(exported), "Hallway.zip")}
    where = browser.post("/contacts/import", data=sent).headers["Location"]
    assert "Bring everything back" in browser.get(where).text
    assert asha.browser.post(f"{where}/restore").status_code == 404
    assert browser.post(f"{where}/restore").status_code == 303
    assert "Everything is back" in browser.get(where).text
    assert browser.post(f"{where}/restore").status_code == 409
    assert _everything(_export(someone_else)) == _everything(exported)


def test_one_that_holds_something_is_told_what_to_do(asha: Person, exported: bytes) -> None:
    sent = {"file": (io.BytesIO(exported), "Hallway.zip")}
    where = asha.browser.post("/contacts/import", data=sent).headers["Location"]
    page = asha.browser.get(where).text
    assert "import this file into a new account" in page
    assert "Bring everything back" not in page
    refused = asha.browser.post(f"{where}/restore")
    assert refused.status_code == 422
    assert len(people(asha)) == 2


def _zip(**files: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return made.getvalue()


@pytest.mark.parametrize(
    "archive",
    [
        b"PK\x03\x04 and nothing",
        _zip(photo_jpg=b"x"),
        _zip(hallway_json=b"{}", contacts_vcf=BAO.encode()),
        _zip(hallway_json=b" " * (61 * 1024 * 1024)),
    ],
)
def test_any_other_zip_is_refused(asha: Person, archive: bytes) -> None:
    answer = send(asha, archive, "application/zip")
    assert answer.status_code == 422
    (error,) = answer.json["errors"]
    assert error["field"] == "file"
    assert "Nothing was taken" in error["message"]
