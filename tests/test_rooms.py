"""The house as a whole: its health, its description, and who imports whom."""

import ast
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

ROOT = Path(__file__).parent.parent / "webapp"
KNOWS_NOBODY = "formats"
MAY_NOT_KNOW = {
    "contacts": {"followups", "capture", "cards"},
    "events": {"followups", "capture", "cards", "targets", "prompts", "hall"},
    "targets": {"followups", "capture", "cards", "prompts", "hall"},
    "prompts": {"followups", "capture", "cards", "targets", "hall"},
    "relations": {"followups", "capture", "cards", "recommendations"},
    "recommendations": {"followups", "capture", "cards"},
    "sending": {"capture", "feeds", "digest"},
    "digest": {"capture", "cards", "feeds", "sending"},
    "followups": {"capture"},
    "programs": {"capture"},
    "accounts": {"contacts", "events", "followups", "capture", "cards", "programs"},
}
MEETS_OTHERS = {
    "commands.py",
    "api_views.py",
    "sync_views.py",
    "views.py",
    "public.py",
    "shapes.py",
    "passkey_views.py",
    "recovery_views.py",
    "security_views.py",
    "api.py",
    "list_views.py",
    "path_views.py",
    "programme_views.py",
    "send_views.py",
}
"""Files at the edge (HTTP, command line), where rooms are shown side by side."""
HTTP_HELPERS = {
    ("accounts", "current.py"),
    ("accounts", "going_in.py"),
    ("accounts", "letters.py"),
    ("cards", "door.py"),
    ("cards", "pictures.py"),
    ("cards", "printing.py"),
    ("contacts", "downloads.py"),
    ("limits", "guessing.py"),
}


def imported_rooms(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("webapp.")}
    return found


def test_formats_know_nobody() -> None:
    for file in (ROOT / KNOWS_NOBODY).glob("*.py"):
        assert imported_rooms(file) <= {KNOWS_NOBODY}, file.name


@pytest.mark.parametrize("room", MAY_NOT_KNOW)
def test_a_rooms_domain_does_not_know_the_rooms_that_come_after_it(room: str) -> None:
    for file in (ROOT / room).glob("*.py"):
        if file.name not in MEETS_OTHERS:
            assert not imported_rooms(file) & MAY_NOT_KNOW[room], file


def test_only_the_edge_of_the_house_knows_requests() -> None:
    for file in ROOT.glob("*/*.py"):
        if file.name in MEETS_OTHERS or file.parts[-2:] in HTTP_HELPERS:
            continue
        modules = {
            node.module for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.ImportFrom)
        }  # fmt: skip
        assert not modules & {"flask", "webapp.pages"}, file


def test_nothing_below_the_views_commits() -> None:
    for file in ROOT.glob("*/*.py"):
        if file.name not in MEETS_OTHERS and file.parts[-2:] not in HTTP_HELPERS:
            assert ".commit()" not in file.read_text(), file


@pytest.mark.parametrize(
    ("library", "owner"),
    [
        ("vobject", "vcard_reader.py"),
        ("chardetng_py", "sensed_charsets.py"),
        ("qrcode", "qr.py"),
        ("icalendar", "calendar.py"),
        ("webpush", "push.py"),
        ("fpdf", "sheets.py"),
        ("pypdfium2", "sheets.py"),
        ("fontTools", "fonts.py"),
    ],
)
def test_a_foreign_library_has_one_owner(library: str, owner: str) -> None:
    for file in ROOT.rglob("*.py"):
        text = file.read_text()
        if f"import {library}" in text or f"from {library}" in text:
            assert file.name == owner


def test_healthz_says_whether_the_database_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    gone = OperationalError("SELECT 1", None, Exception("gone"))
    with patch.object(Engine, "connect", side_effect=gone):
        assert client.get("/healthz").status_code == 503


def test_every_call_is_described(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").json
    assert described["openapi"] == "3.1.0"
    assert "/api/v1/captures/{op_id}" in described["paths"]
    for rule in client.application.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/") and "openapi" not in rule.rule:
            path = rule.rule.replace("<uuid:", "{").replace("<", "{").replace(">", "}")
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                assert described["paths"][path][method.lower()]["summary"], rule


def test_what_only_a_few_ask_for_is_not_read_by_every_worker_that_starts() -> None:
    heavy = {
        "alembic", "icalendar", "webauthn", "webpush", "cryptography", "fontTools", "fpdf",
        "pypdfium2", "vobject", "email_validator", "webapp.demo",
    }  # fmt: skip
    read = f"import sys, webapp; print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", read], cwd=ROOT.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
