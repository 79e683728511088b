"""The export as its owner gets it, and the command that takes it in again."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import vobject
from flask import Flask

from tests.conftest import Person
from tests.export.conftest import a_jpeg
from webapp.db import db
from webapp.export.tables import LEFT_OUT
from webapp.schema import metadata


def exported(person: Person) -> ZipFile:
    answer = person.browser.get("/api/v1/export")
    assert answer.status_code == 200
    assert answer.content_type == "application/zip"
    return ZipFile(io.BytesIO(answer.data))


def account_of(person: Person) -> Any:
    return json.loads(exported(person).read("hallway.json"))


def take_in(app: Flask, file: Path, email: str) -> Any:
    return app.test_cli_runner().invoke(args=["import-account", str(file), "--email", email])


def test_everything_comes_as_one_file_named_after_the_day(full: Person) -> None:
    answer = full.browser.get("/api/v1/export")
    assert 'filename="Hallway 2026-10-14.zip"' in answer.headers["Content-Disposition"]
    names = ZipFile(io.BytesIO(answer.data)).namelist()
    assert names == ["contacts.vcf", "contacts.csv", "hallway.json"]


def test_the_vcards_in_it_have_the_photos_and_what_came_in(full: Person) -> None:
    text = exported(full).read("contacts.vcf").decode()
    cards = {card.fn.value: card for card in vobject.readComponents(text)}
    assert set(cards) == {"Ngozi Adébáyò", "Marcus"}
    ngozi = cards["Ngozi Adébáyò"]
    assert ngozi.photo.value.startswith(b"\xff\xd8\xff")
    assert ngozi.contents["x-favourite"][0].value == "tea"
    assert "Promised: the sepsis paper" in ngozi.note.value


def test_the_table_in_it_has_everyone(full: Person) -> None:
    text = exported(full).read("contacts.csv").decode()
    rows = csv.DictReader(io.StringIO(text, newline=""))
    assert {row["Name"] for row in rows} == {"Ngozi Adébáyò", "Marcus"}


def test_the_json_has_a_row_of_every_table_and_no_key_to_the_account(full: Person) -> None:
    told = account_of(full)
    assert told["hallway"] == 1
    assert told["account"]["email"] == full.email
    tables = told["tables"]
    owned = {table.name for table in metadata.sorted_tables if "owner_id" in table.c}
    assert set(tables) == owned - LEFT_OUT
    for name in ("card", "card_photo", "card_address", "event", "contact", "encounter"):
        assert tables[name], name
    assert {contact["name"] for contact in tables["contact"]} >= {"Lena"}
    text = json.dumps(told)
    assert "password" not in text
    assert "token_hash" not in text
    assert "owner_id" not in text


def test_an_export_imports_back_equal(
    full: Person, someone_else: Person, app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "hallway.zip"
    file.write_bytes(full.browser.get("/api/v1/export").data)
    result = take_in(app, file, someone_else.email)
    assert result.exit_code == 0, result.output
    before, after = account_of(full), account_of(someone_else)
    assert after["account"] == before["account"] | {
        "email": someone_else.email,
        "created_at": after["account"]["created_at"],
    }
    [old], [new] = before["tables"].pop("card_address"), after["tables"].pop("card_address")
    assert new["token"] != old["token"]
    assert new | {"token": ""} == old | {"token": ""}
    assert after["tables"] == before["tables"]
    assert exported(someone_else).read("contacts.vcf") == exported(full).read("contacts.vcf")


def test_what_was_taken_in_is_all_there_on_the_pages(
    full: Person, someone_else: Person, app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "hallway.json"
    file.write_bytes(exported(full).read("hallway.json"))
    assert take_in(app, file, someone_else.email).exit_code == 0
    for path in ("/", "/contacts", "/follow-ups", "/plan", "/settings"):
        assert someone_else.browser.get(path).status_code == 200
    assert "Marcus" in someone_else.browser.get("/contacts").text


def test_a_card_address_that_is_free_in_this_house_stays(
    full: Person, someone_else: Person, app: Flask, tmp_path: Path
) -> None:
    told = account_of(full)
    told["tables"]["card_address"][0]["token"] = "A" * 26
    file = tmp_path / "hallway.json"
    file.write_text(json.dumps(told))
    assert take_in(app, file, someone_else.email).exit_code == 0
    assert app.test_client().get("/c/" + "A" * 26).status_code == 200


def test_the_same_again_is_refused_because_the_account_is_not_empty(
    full: Person, app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "hallway.zip"
    file.write_bytes(full.browser.get("/api/v1/export").data)
    before = account_of(full)
    result = take_in(app, file, full.email)
    assert result.exit_code == 1
    assert "The file goes into an empty account only" in result.output
    assert account_of(full) == before


def test_an_address_without_an_account_is_said(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "hallway.json"
    file.write_text("{}")
    result = take_in(app, file, "nobody@example.org")
    assert "There is no account for nobody@example.org." in result.output


def test_a_stranger_gets_no_export(app: Flask) -> None:
    assert app.test_client().get("/api/v1/export").status_code == 401


def test_an_export_leaves_no_connection_open(full: Person, app: Flask) -> None:
    with app.app_context():
        pool = db.engine.pool
    full.browser.get("/api/v1/export")
    assert pool.checkedout() == 0


def test_the_settings_lead_to_it(asha: Person) -> None:
    assert 'href="/api/v1/export"' in asha.browser.get("/settings/data").text


@pytest.mark.parametrize("bad", [a_jpeg()[:9], b"", b"GIF89a", b"\0" * 30])
def test_what_is_no_photo_is_not_taken_for_one(
    full: Person, someone_else: Person, app: Flask, tmp_path: Path, bad: bytes
) -> None:
    from base64 import urlsafe_b64encode

    told = account_of(full)
    told["tables"]["contact_photo"][0]["jpeg"] = urlsafe_b64encode(bad).decode()
    file = tmp_path / "hallway.json"
    file.write_text(json.dumps(told))
    result = take_in(app, file, someone_else.email)
    assert "tables.contact_photo.0.jpeg is not a photo as Hallway keeps it." in result.output
