"""The ways back in: a mailed link and recovery codes."""

import re
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.conftest import Postbox
from tests.conftest import Clock, Person
from webapp.accounts.model import RecoveryCode
from webapp.db import db
from webapp.row_security import act_for_everyone

NEW = {"password": "tulips in october"}


def signs_in(app: Flask, email: str, password: str) -> bool:
    answer = app.test_client().post("/signin", data={"email": email, "password": password})
    return answer.status_code == 303


def ask(app: Flask, email: str, **headers: str) -> str:
    page = app.test_client().post("/signin/forgot", data={"email": email}, headers=headers)
    assert page.status_code == 200, page.text
    return page.text


def test_a_mailed_link_sets_a_new_password_and_ends_every_sign_in(
    app: Flask, asha: Person, postbox: Postbox
) -> None:
    ask(app, asha.email)
    link = postbox.link(asha.email)
    browser = app.test_client()
    assert "New password" in browser.get(link).text
    assert browser.post(link, data=NEW).status_code == 303
    assert asha.browser.get("/settings").status_code == 302
    assert signs_in(app, asha.email, NEW["password"])
    assert not signs_in(app, asha.email, "a long password")
    assert "set anew" in postbox.to(asha.email)[-1]


def test_a_link_works_once(app: Flask, asha: Person, postbox: Postbox) -> None:
    ask(app, asha.email)
    link = postbox.link(asha.email)
    app.test_client().post(link, data=NEW)
    again = app.test_client().post(link, data={"password": "another one entirely"})
    assert again.status_code == 404
    assert "used up" in again.text
    assert signs_in(app, asha.email, NEW["password"])


def test_a_link_lasts_thirty_minutes(
    app: Flask, asha: Person, postbox: Postbox, clock: Clock
) -> None:
    ask(app, asha.email)
    clock.forward(minutes=29)
    assert app.test_client().get(postbox.link(asha.email)).status_code == 200
    clock.forward(minutes=2)
    assert app.test_client().get(postbox.link(asha.email)).status_code == 404
    assert app.test_client().post(postbox.link(asha.email), data=NEW).status_code == 404


def test_a_newer_link_replaces_the_older(app: Flask, asha: Person, postbox: Postbox) -> None:
    ask(app, asha.email)
    older = postbox.link(asha.email)
    ask(app, asha.email)
    assert app.test_client().get(older).status_code == 404
    assert app.test_client().get(postbox.link(asha.email)).status_code == 200


def test_the_link_is_built_from_the_configured_address_and_never_from_the_request(
    app: Flask, asha: Person, postbox: Postbox
) -> None:
    ask(app, asha.email, Host="evil.example", **{"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in postbox.to(asha.email)[0]
    assert "http://localhost/signin/reset/" in postbox.to(asha.email)[0]


def test_an_unknown_address_gets_the_same_answer_and_no_letter(
    app: Flask, asha: Person, postbox: Postbox
) -> None:
    known, unknown = ask(app, asha.email), ask(app, "nobody@example.org")
    assert known.replace(asha.email, "nobody@example.org") == unknown
    assert postbox.to("nobody@example.org") == []


def test_nobody_can_flood_a_mailbox(app: Flask, asha: Person, postbox: Postbox) -> None:
    statuses = [
        app.test_client().post("/signin/forgot", data={"email": asha.email}).status_code
        for _ in range(6)
    ]
    assert statuses == [200, 200, 200, 429, 429, 429]
    assert len(postbox.to(asha.email)) == 3


def test_a_weak_new_password_is_named_and_the_link_still_works(
    app: Flask, asha: Person, postbox: Postbox
) -> None:
    ask(app, asha.email)
    link = postbox.link(asha.email)
    answer = app.test_client().post(link, data={"password": "Passw0rd123"})
    assert answer.status_code == 422
    assert "among the first that are guessed" in answer.text
    assert app.test_client().post(link, data=NEW).status_code == 303


def test_without_mail_the_page_names_the_command(app: Flask, asha: Person) -> None:
    page = app.test_client().get("/signin/forgot").text
    assert "user reset-password" in page
    done = app.test_cli_runner().invoke(
        args=["user", "reset-password", "--email", asha.email, "--password-stdin"],
        input="tulips in october\n",
    )
    assert done.exit_code == 0, done.output
    assert asha.browser.get("/settings").status_code == 302
    assert signs_in(app, asha.email, "tulips in october")


def codes(person: Person) -> list[str]:
    page = person.browser.post("/settings/security/codes").text
    return re.findall(r"<code>([0-9A-Z-]{34})</code>", page)


def use(app: Flask, email: str, code: str) -> int:
    answer = app.test_client().post("/signin/recovery", data={"email": email, "code": code})
    return int(answer.status_code)


def test_each_of_ten_codes_lets_in_once(app: Flask, asha: Person) -> None:
    ten = codes(asha)
    assert len(set(ten)) == 10
    assert use(app, asha.email, ten[0]) == 303
    assert use(app, asha.email, ten[0]) == 422
    assert use(app, asha.email, ten[1].lower().replace("-", " ")) == 303
    assert "8 of 10 are left" in asha.browser.get("/settings/security").text


def test_after_a_code_a_new_password_is_set_without_the_lost_one(app: Flask, asha: Person) -> None:
    browser = app.test_client()
    answer = browser.post("/signin/recovery", data={"email": asha.email, "code": codes(asha)[0]})
    link = answer.headers["Location"]
    assert "That code is used up" in browser.get(link).text
    assert browser.post(link, data=NEW).status_code == 303
    assert signs_in(app, asha.email, NEW["password"])


def test_of_codes_only_hashes_are_kept(app: Flask, asha: Person) -> None:
    shown = {code.replace("-", "") for code in codes(asha)}
    with app.app_context():
        act_for_everyone(db.session)
        kept = set(db.session.scalars(select(RecoveryCode.digest)))
    assert kept == {sha256(code.encode()).digest() for code in shown}


def test_new_codes_end_the_old_ones(app: Flask, asha: Person) -> None:
    old, new = codes(asha), codes(asha)
    assert use(app, asha.email, old[0]) == 422
    assert use(app, asha.email, new[0]) == 303


def test_a_code_of_one_person_does_not_let_in_another(
    app: Flask, asha: Person, someone_else: Person
) -> None:
    assert use(app, someone_else.email, codes(asha)[0]) == 422


@pytest.mark.parametrize("code", ["x", "0" * 24, "%", "\ud83e"])
def test_a_made_up_code_lets_nobody_in(app: Flask, asha: Person, code: str) -> None:
    assert use(app, asha.email, code.encode("utf-8", "replace").decode()) == 422
    assert use(app, "nobody@example.org", "0" * 24) == 422
