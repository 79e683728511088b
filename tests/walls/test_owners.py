"""Every route, walked by somebody who owns nothing of what it names."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.conftest import Person
from tests.export.conftest import what_is_in
from tests.privacy.test_views import CANARY, fill, meet
from tests.walls.rows import fill_every_table
from webapp.db import db
from webapp.row_security import act_for_everyone, is_owned
from webapp.schema import metadata

MADE_HERE = {"capture_api.put_capture"}
"""Routes that name a row by an id of the caller's own making: nothing is reached by another's."""
FOR_STRANGERS = {
    "public_cards", "public_exchange", "digest_off", "recovery", "feeds", "house", "pwa", "static",
    "metrics",
}  # fmt: skip
"""Rooms that strangers may enter; tests of theirs say what they find."""
OPEN = {"accounts.signup", "accounts.make_account", "accounts.signin", "accounts.open_sign_in",
        "accounts.signout", "passkeys.ask", "passkeys.show"}  # fmt: skip
GOES_ON = {"imports.go_on", "imports.read"}
"""Pages that go on with what a POST began, and show how far it is."""
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


def ids_in(rows: dict[str, dict[str, Any]]) -> set[UUID]:
    """The id of each row that has one."""
    return {row["id"] for row in rows.values() if "id" in row}


def ids_in_tables(owner_id: UUID) -> set[UUID]:
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
    with app.app_context():
        act_for_everyone(db.session)
        ids = ids_in(fill_every_table(db.session, asha.id, CANARY))
        db.session.commit()
        before = rows_of(asha.id)
    assert all(before.values()), "a row in every table"
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


def test_no_route_gives_a_stranger_what_is_the_owners(
    app: Flask, asha: Person, client: FlaskClient
) -> None:
    """Whoever is not signed in is asked to, but for what is meant for strangers."""
    fill(asha)
    hers = UUID(meet(asha)["id"])
    with app.app_context():
        before = rows_of(asha.id)
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in FOR_STRANGERS or rule.endpoint in OPEN:
            continue
        for method in methods(rule):
            answer = client.open(with_id(rule, hers), method=method)
            is_asked = answer.status_code in {302, 303} and "/signin" in answer.location
            assert is_asked or answer.status_code == 401, (method, rule.rule, answer.status_code)
            assert CANARY not in answer.get_data(as_text=True), (method, rule.rule)
    with app.app_context():
        assert rows_of(asha.id) == before


def test_reading_changes_nothing(app: Flask, asha: Person) -> None:
    fill(asha)
    with app.app_context():
        before, ids = rows_of(asha.id), ids_in_tables(asha.id)
    for rule in app.url_map.iter_rules():
        if "GET" not in methods(rule) or rule.endpoint in GOES_ON:
            continue
        for path in [*([] if rule.arguments else [rule.rule]), *paths(rule, ids)]:
            asha.browser.get(path)
    with app.app_context():
        after = rows_of(asha.id)
    assert {name for name in before if before[name] != after[name]} == set()


def paths(rule: Rule, ids: set[UUID]) -> Iterator[str]:
    """The addresses of a route that names rows, with each of these ids in them."""
    if "<uuid:" in rule.rule:
        for each in sorted(ids):
            yield with_id(rule, each)


def with_id(rule: Rule, one: UUID) -> str:
    """The address of a route with this id, and something in place of its other arguments."""
    rest = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
    rest = re.sub(r"<int:\w+>", "0", rest)
    return re.sub(r"<[^>]+>", "x", re.sub(r"<uuid:\w+>", str(one), rest))


def test_lists_and_downloads_of_another_are_empty_of_it(
    app: Flask, asha: Person, someone_else: Person
) -> None:
    fill(asha)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments or rule.endpoint == "static":
            continue
        answer = someone_else.browser.get(rule.rule, follow_redirects=False)
        assert CANARY not in what_is_in(answer), rule.rule
        assert asha.email not in what_is_in(answer), rule.rule


def test_an_unknown_id_and_anothers_sound_alike(asha: Person, someone_else: Person) -> None:
    hers = meet(asha)["id"]
    for path in ("/contacts/{}", "/api/v1/contacts/{}", "/contacts/{}.vcf"):
        others = someone_else.browser.get(path.format(hers))
        nobodys = someone_else.browser.get(path.format(uuid4()))
        assert others.status_code == nobodys.status_code == 404
        for answer in (others, nobodys):
            del answer.headers["Request-Id"]
        assert dict(others.headers) == dict(nobodys.headers)
