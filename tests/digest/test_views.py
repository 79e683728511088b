"""Choosing the digest, and the devices that show it."""

import pytest
from flask import Flask

from tests.conftest import Person
from tests.contacts.conftest import get
from tests.digest.conftest import Remind
from webapp.formats.push import is_push_service

KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"
    "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
FIREFOX = "https://updates.push.services.mozilla.com/wpush/v2/abc"


def test_the_page_chooses_hour_and_mail(asha: Person, remind: Remind) -> None:
    page = asha.browser.get("/settings/reminders").text
    assert "By mail to asha@example.org" in page
    asha.browser.post("/settings/reminders/digest", data={"hour": "6", "by_mail": "true"})
    assert (get(asha, "/reminders")["hour"], get(asha, "/reminders")["by_mail"]) == (6, True)
    asha.browser.post("/settings/reminders/digest", data={"hour": "8"})
    assert (get(asha, "/reminders")["hour"], get(asha, "/reminders")["by_mail"]) == (8, False)
    asha.browser.post("/settings/reminders/digest", data={"hour": "24"})
    assert get(asha, "/reminders")["hour"] == 8


def test_where_no_mail_can_be_sent_the_page_says_so(asha: Person) -> None:
    assert "was not told how to send mail" in asha.browser.get("/settings/reminders").text


def test_a_device_is_named_counted_once_and_turned_off(asha: Person) -> None:
    agent = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"}
    for _ in range(2):
        asha.browser.post(
            "/api/v1/push-subscriptions",
            json={"endpoint": FIREFOX, "keys": KEYS, "expirationTime": None},
            headers=agent,
        )
    (device,) = get(asha, "/reminders")["devices"]
    assert "Firefox" in device["name"]
    assert "Firefox" in asha.browser.get("/settings/reminders").text
    asha.browser.post(f"/settings/reminders/devices/{device['id']}/forget")
    assert get(asha, "/reminders")["devices"] == []


def test_one_browser_shows_one_persons_digest(asha: Person, someone_else: Person) -> None:
    for person in (asha, someone_else):
        person.browser.post("/api/v1/push-subscriptions", json={"endpoint": FIREFOX, "keys": KEYS})
    assert get(asha, "/reminders")["devices"] == []
    (device,) = get(someone_else, "/reminders")["devices"]
    assert asha.browser.delete(f"/api/v1/push-subscriptions/{device['id']}").status_code == 404


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:8000/",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://x@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "http://fcm.googleapis.com/x",
        "https://notify.windows.com.evil.example/x",
        "https://evilnotify.windows.com/x",
        "https://169.254.169.254/latest",
        "https://fcm.googleapis.com\\@evil.example/x",
        "file:///etc/passwd",
        "https://[broken",
        "",
    ],
)
def test_an_endpoint_that_is_no_push_service_is_refused(asha: Person, endpoint: str) -> None:
    assert not is_push_service(endpoint)
    said = asha.browser.post(
        "/api/v1/push-subscriptions", json={"endpoint": endpoint, "keys": KEYS}
    )
    assert said.json["errors"][0]["field"] == "endpoint"
    assert get(asha, "/reminders")["devices"] == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        FIREFOX,
        "https://web.push.apple.com/QGuQ",
        "https://wns2-par02p.notify.windows.com/w/?token=a%3d",
    ],
)
def test_the_browsers_own_services_are_known(endpoint: str) -> None:
    assert is_push_service(endpoint)


@pytest.mark.parametrize("keys", [{"p256dh": "AAAA"}, {"auth": "AAAA"}, {"p256dh": "ü" * 87}])
def test_keys_that_are_none_are_refused(asha: Person, keys: dict[str, str]) -> None:
    body = {"endpoint": FIREFOX, "keys": KEYS | keys}
    said = asha.browser.post("/api/v1/push-subscriptions", json=body)
    assert (said.status_code, said.json["errors"][0]["field"]) == (422, "keys")


def test_the_house_keeps_its_key(app: Flask, asha: Person, someone_else: Person) -> None:
    first = get(asha, "/reminders")["push_key"]
    assert (
        first == get(asha, "/reminders")["push_key"] == get(someone_else, "/reminders")["push_key"]
    )
    assert len(first) == 87
