"""Sign-in and security: password, address, where one is signed in, tokens."""

import re

from flask import Flask

from tests.accounts.conftest import Postbox
from tests.conftest import NOON, Browser, Clock, Person
from webapp.accounts.model import Passkey
from webapp.db import db

PASSWORD = "a long password"
NEW = {"password": "tulips in may", "present": PASSWORD}
WHY = ("is needed", "The password is not right.")


def signed_in_again(app: Flask, person: Person, agent: str = "") -> Browser:
    browser = app.test_client()
    answer = browser.post(
        "/signin",
        data={"email": person.email, "password": PASSWORD},
        headers={"User-Agent": agent},
    )
    assert answer.status_code == 303, answer.text
    return browser


def test_what_is_sensitive_asks_for_a_fresh_proof(asha: Person, clock: Clock) -> None:
    assert asha.browser.get("/settings/security").status_code == 200
    clock.forward(minutes=16)
    rules = [rule.rule for rule in asha.browser.application.url_map.iter_rules()]
    sensitive = [rule for rule in rules if rule.startswith("/settings/security")]
    assert len(sensitive) > 10
    for rule in [*sensitive, "/settings/data/delete"]:
        path = re.sub(r"<[^>]+>", "00", rule)
        answer = asha.browser.post(path, data={"password": "tulips in may", "email": asha.email})
        if answer.status_code != 405:
            assert answer.status_code == 303, path
            assert answer.headers["Location"].startswith("/settings/confirm"), path
    wrong = asha.browser.post("/settings/confirm", data={"password": "wrong password"})
    assert wrong.status_code == 422
    assert asha.browser.get("/settings/security").status_code == 303
    right = asha.browser.post("/settings/confirm", data={"password": PASSWORD})
    assert right.headers["Location"] == "/settings/security"
    assert asha.browser.get("/settings/security").status_code == 200


def test_a_token_is_no_proof(app: Flask, asha: Person) -> None:
    page = asha.browser.post("/settings/security/tokens", data={"name": "my script"}).text
    token = re.findall(r"<code>(hallway_[^<]+)</code>", page)[0]
    script = Browser(app, app.response_class)
    bearer = {"Authorization": f"Bearer {token}"}
    assert script.get("/settings/security", headers=bearer).status_code == 303
    change = script.patch("/api/v1/account", json={"email": "thief@example.org"}, headers=bearer)
    assert change.status_code == 422
    assert script.get("/api/v1/account", headers=bearer).json["email"] == asha.email


def test_changing_the_password_ends_every_other_sign_in(app: Flask, asha: Person) -> None:
    other = signed_in_again(app, asha)
    answer = asha.browser.post("/settings/security/password", data=NEW)
    assert answer.status_code == 303
    assert other.get("/settings").status_code == 302
    assert asha.browser.get("/settings").status_code == 200


def test_a_password_that_is_guessed_first_is_refused(asha: Person) -> None:
    for weak in ("password1", "asha.rao1", "12345678", "short"):
        new = {"password": weak, "present": PASSWORD}
        answer = asha.browser.post("/settings/security/password", data=new)
        assert answer.status_code == 422, weak
    assert asha.browser.get("/settings").status_code == 200


def test_a_new_password_needs_the_present_one(app: Flask, asha: Person) -> None:
    for present in ({}, {"present": "a wrong password"}):
        new = {"password": NEW["password"], **present}
        answer = asha.browser.post("/settings/security/password", data=new)
        assert answer.status_code == 422
        assert f'id="present-error" data-error-for="present">{WHY[len(present)]}' in answer.text
    signed_in_again(app, asha)


def test_the_present_password_cannot_be_guessed_there(app: Flask, asha: Person) -> None:
    new = {"password": NEW["password"], "present": "a wrong password"}
    answers = [asha.browser.post("/settings/security/password", data=new) for _ in range(12)]
    assert [answer.status_code for answer in answers[-2:]] == [429, 429]
    assert "Too many tries. Wait" in answers[-1].text


def test_an_address_is_changed_once_its_letter_is_confirmed(asha: Person, postbox: Postbox) -> None:
    asha.browser.post("/settings/security/email", data={"email": "rao@example.org"})
    assert asha.browser.get("/api/v1/account").json["email"] == asha.email
    link = postbox.link("rao@example.org")
    assert "rao@example.org" in asha.browser.get(link).text
    asha.browser.post(link)
    assert asha.browser.get("/api/v1/account").json["email"] == "rao@example.org"
    assert "rao@example.org" in postbox.to(asha.email)[-1]
    assert asha.browser.post(link).status_code == 404


def test_an_address_is_confirmed_only_by_its_account(
    asha: Person, someone_else: Person, postbox: Postbox
) -> None:
    asha.browser.post("/settings/security/email", data={"email": "rao@example.org"})
    someone_else.browser.post(postbox.link("rao@example.org"))
    assert someone_else.browser.get("/api/v1/account").json["email"] == someone_else.email
    assert asha.browser.get("/api/v1/account").json["email"] == asha.email


def test_where_one_is_signed_in_is_listed_in_words_and_ended(app: Flask, asha: Person) -> None:
    phone = signed_in_again(
        app, asha, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604"
    )
    page = asha.browser.get("/settings/security").text
    assert "Safari on iPhone" in page
    (handle,) = re.findall(r"/security/sign-ins/([0-9a-f]{64})/end", page)
    asha.browser.post(f"/settings/security/sign-ins/{handle}/end")
    assert phone.get("/settings").status_code == 302
    assert asha.browser.get("/settings").status_code == 200


def test_signing_out_everywhere_else_leaves_this_one(app: Flask, asha: Person) -> None:
    others = [signed_in_again(app, asha) for _ in range(3)]
    asha.browser.post("/settings/security/sign-ins/end")
    assert [other.get("/settings").status_code for other in others] == [302, 302, 302]
    assert asha.browser.get("/settings").status_code == 200


def test_a_token_is_made_named_used_and_taken_back(app: Flask, asha: Person) -> None:
    page = asha.browser.post("/settings/security/tokens", data={"name": "my script"}).text
    token = re.findall(r"<code>(hallway_[^<]+)</code>", page)[0]
    listed = asha.browser.get("/settings/security").text
    assert "my script" in listed
    assert token not in listed
    script = Browser(app, app.response_class)
    bearer = {"Authorization": f"Bearer {token}"}
    assert script.get("/api/v1/account", headers=bearer).status_code == 200
    assert "Last used today" in asha.browser.get("/settings/security").text
    (handle,) = re.findall(r"/tokens/([0-9a-f]{64})/revoke", listed)
    asha.browser.post(f"/settings/security/tokens/{handle}/revoke")
    assert script.get("/api/v1/account", headers=bearer).status_code == 401


def test_nobody_closes_anothers_doors(app: Flask, asha: Person, someone_else: Person) -> None:
    asha.browser.post("/settings/security/tokens", data={"name": "mine"})
    signed_in_again(app, asha)
    page = asha.browser.get("/settings/security").text
    for path in re.findall(
        r'action="(/settings/security/(?:tokens|sign-ins)/[0-9a-f]+/\w+)"', page
    ):
        assert someone_else.browser.post(path).status_code == 404
    assert asha.browser.get("/settings/security").text.count("mine") == page.count("mine")


def test_a_door_that_is_none_is_not_found(asha: Person) -> None:
    for handle in ("x", "0" * 64, "0" * 63, "A" * 64):
        answer = asha.browser.post(f"/settings/security/tokens/{handle}/revoke")
        assert answer.status_code == 404


def test_a_passkey_is_called_something_else_unless_the_name_is_too_long(asha: Person) -> None:
    with asha.browser.application.app_context():
        made = {"credential_id": b"key", "public_key": b"", "sign_count": 0, "created_at": NOON}
        db.session.add(Passkey(owner_id=asha.id, name="Passkey of Linux", **made))
        db.session.commit()
    page = asha.browser.get("/settings/security").text
    (where,) = re.findall(r"/settings/security/passkeys/[^/\"]+/name", page)
    refused = asha.browser.post(where, data={"name": "x" * 101}, follow_redirects=True).text
    assert "The name of the passkey is longer than 100 characters" in refused
    assert 'value="Passkey of Linux"' in refused
    renamed = asha.browser.post(where, data={"name": "<b>phone</b>"}, follow_redirects=True).text
    assert 'value="&lt;b&gt;phone&lt;/b&gt;"' in renamed
