"""Every route, walked by somebody who owns nothing of what it names."""

import io
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.conftest import Person
from tests.privacy.test_views import CANARY, fill, meet
from webapp.db import db
from webapp.row_security import act_for_everyone, is_owned
from webapp.schema import metadata

MADE_HERE = {"capture_api.put_capture"}
"""Routes that name a row by an id of the caller's own making: nothing is reached by another's."""
REFUSED = {400, 404, 409, 413, 415, 422}


def rows_of(owner_id: UUID) -> dict[str, list[str]]:
    """Every owned row of this person, by its table."""
    act_for_everyone(db.session)
    return {
        table.name: sorted(
            map(repr, db.session.execute(table.select().where(table.c.owner_id == owner_id)))
        )
        for table in metadata.sorted_tables
        if is_owned(table)
    }


def ids_of(owner_id: UUID) -> set[UUID]:
    """The id of one row of this person in each table."""
    act_for_everyone(db.session)
    return {
        one
        for table in metadata.sorted_tables
        if is_owned(table) and "id" in table.c
        for one in db.session.scalars(
            select(table.c.id).where(table.c.owner_id == owner_id).limit(1)
        )
    }


def methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def test_no_route_gives_or_changes_what_is_anothers(
    app: Flask, asha: Person, someone_else: Person
) -> None:
    fill(asha)
    meet(asha, name=f"Zoe {CANARY}")
    upload = {"file": (io.BytesIO(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:W\r\nEND:VCARD\r\n"), "w.vcf")}
    asha.browser.post("/import", data=upload, content_type="multipart/form-data")
    with app.app_context():
        before, ids = rows_of(asha.id), ids_of(asha.id)
    walked = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint in MADE_HERE:
            continue
        for path in paths(rule, ids):
            for method in methods(rule):
                answer = someone_else.browser.open(path, method=method)
                assert answer.status_code in REFUSED, (method, path, answer.status_code)
                if method == "GET":
                    assert answer.status_code == 404, path
                assert CANARY not in answer.get_data(as_text=True), (method, path)
                walked += 1
    assert walked > 300
    with app.app_context():
        assert rows_of(asha.id) == before


def paths(rule: Rule, ids: set[UUID]) -> Iterator[str]:
    """The addresses of a route with each of these ids in them."""
    if "<uuid:" in rule.rule:
        rest = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
        rest = re.sub(r"<int:\w+>", "0", rest)
        for each in sorted(ids):
            named = re.sub(r"<uuid:\w+>", str(each), rest)
            yield re.sub(r"<[^>]+>", "x", named)


def test_lists_and_downloads_of_another_are_empty_of_it(
    app: Flask, asha: Person, someone_else: Person
) -> None:
    fill(asha)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments or rule.endpoint == "static":
            continue
        answer = someone_else.browser.get(rule.rule, follow_redirects=False)
        assert CANARY not in answer.get_data(as_text=False).decode("latin-1"), rule.rule
        assert asha.email not in answer.get_data(as_text=False).decode("latin-1"), rule.rule


def test_an_unknown_id_and_anothers_sound_alike(asha: Person, someone_else: Person) -> None:
    hers = meet(asha)["id"]
    for path in ("/contacts/{}", "/api/v1/contacts/{}", "/contacts/{}.vcf"):
        others = someone_else.browser.get(path.format(hers))
        nobodys = someone_else.browser.get(path.format(uuid4()))
        assert others.status_code == nobodys.status_code == 404
        for answer in (others, nobodys):
            del answer.headers["Request-Id"]
        assert dict(others.headers) == dict(nobodys.headers)
