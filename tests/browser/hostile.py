"""Scripts of strangers, sent through every entrance, and looking whether one of them ran."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from playwright.sync_api import Page

from tests.browser.entrances import ON_A_CAPTURE, send_everywhere
from tests.serving import PASSWORD, Server
from webapp import create_app
from webapp.accounts.model import Passkey, find_by_email
from webapp.config import load
from webapp.db import db, new_id
from webapp.row_security import act_for
from webapp.sending.model import MailServer

PAYLOADS = [
    "<script>window.ran=1</script>",
    '"><img src=x onerror=window.ran=1>',
    "</title></textarea></style><svg onload=window.ran=1>",
    "{{7*7}}${7*7}<iframe srcdoc='<script>parent.ran=1</script>'>",
]
ALL = "".join(PAYLOADS)
LINKS = ["javascript:window.ran=1", " JaVaScRiPt:window.ran=1", "data:text/html,<script>1</script>",
         "vbscript:x", "java\tscript:window.ran=1"]  # fmt: skip
VCARD = (
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{PAYLOADS[1]}\r\nURL:{LINKS[0]}"
    f"\r\nORG:{PAYLOADS[0]}\r\nTITLE:{PAYLOADS[2]}\r\nNOTE:{PAYLOADS[0]}\r\nEND:VCARD\r\n"
)


class Asked:
    """Somebody's API, which notes the fields that a script was sent in."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.sent: set[str] = set()
        """As `text_fields` names them."""

    def __getattr__(self, method: str) -> Any:
        def ask(path: str, **given: Any) -> Any:
            data = given.get("data")
            if path.startswith("/api/v1/") and isinstance(data, dict):
                kind = kind_of(path)
                self.sent |= {f"{kind} {name}" for name, text in _texts(data) if "ran=1" in text}
            return getattr(self.context, method)(path, **given)

        return ask


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
    elif isinstance(value, str):
        yield name, value


def kind_of(path: str) -> str:
    """What a call is about: the last word of its address that is no id and no name."""
    words = path.split("?")[0].removeprefix("/api/v1").split("/")
    fixed = [word for word in words if re.fullmatch(r"[a-z-]+", word) and word != "thank_you"]
    return fixed[-1]


def text_fields(described: Any) -> set[str]:
    """Each field of a JSON body that takes a text of one's own, as in `cards phones.value`."""
    return {
        f"{kind_of(path)} {name}"
        for path, calls in described["paths"].items()
        for call in calls.values()
        if isinstance(call, dict)
        for kind, body in call.get("requestBody", {}).get("content", {}).items()
        if "json" in kind
        for name in _free(described, body["schema"])
    }


def _free(described: Any, schema: Any, name: str = "") -> Iterator[str]:
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for inner in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _free(described, inner, name)
    for key, inner in schema.get("properties", {}).items():
        yield from _free(described, inner, f"{name}.{key}".lstrip("."))
    if "items" in schema:
        yield from _free(described, schema["items"], name)
    if schema.get("type") == "string" and not {"format", "enum", "const"} & set(schema):
        yield name


def plant(asked: Any, server: Server, email: str) -> None:
    """Send the payloads through every entrance."""
    card = asked.post("/api/v1/cards", data={"name": PAYLOADS[1], "label": PAYLOADS[0]}).json()
    event = {"name": PAYLOADS[0], "place": PAYLOADS[1], "kind": "conference",
             "starts_on": "2026-10-14", "ends_on": "2027-10-14", "time_zone": "UTC"}  # fmt: skip
    assert asked.post("/api/v1/events", data=event).ok
    for payload in PAYLOADS:
        body = dict.fromkeys(ON_A_CAPTURE.split(), payload) | {"links": LINKS}
        assert asked.put(f"/api/v1/captures/{new_id()}", data=body).ok
    csv = "First Name,Last Name,Company,URL\r\n" + f"{PAYLOADS[0]},{LINKS[0]},x,{LINKS[0]}\r\n"
    for kind, data in (("text/vcard", VCARD), ("text/csv", csv)):
        assert asked.post("/api/v1/imports", headers={"Content-Type": kind}, data=data).ok
    leave(server, card["token"])
    send_everywhere(asked, ALL, LINKS)
    keep_what_others_check(server, email)


def leave(server: Server, token: str) -> None:
    """The same on the card's page."""
    address = f"{server.url}/c/{token}/exchange"
    nonce = re.findall(r'name="nonce" value="([^"]+)"', urlopen(address).read().decode())[0]
    time.sleep(1.2)
    form = {"nonce": nonce, "consent": "true", "name": PAYLOADS[0], "detail": PAYLOADS[1],
            "phone": f"{PAYLOADS[1]} 5550100"}  # fmt: skip
    assert urlopen(Request(address, data=urlencode(form).encode())).status == 200


def keep_what_others_check(server: Server, email: str) -> None:
    """What is kept only once a mail server or a phone's lock has said yes, as if they had."""
    with create_app(load(server.environment)).app_context():
        user = find_by_email(db.session, email)
        assert user is not None
        act_for(db.session, user.id)
        passkey = {"credential_id": user.id.bytes, "public_key": b"", "sign_count": 0}
        db.session.add(
            Passkey(owner_id=user.id, name=PAYLOADS[1], created_at=user.created_at, **passkey)
        )
        host = {"host": PAYLOADS[2], "port": 465, "username": PAYLOADS[1], "address": PAYLOADS[0]}
        db.session.add(MailServer(owner_id=user.id, password=b"", **host))
        db.session.commit()
        db.engine.dispose()


def sign_in(page: Page, email: str) -> None:
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def look(page: Page) -> None:
    """Nothing ran on this page, and nothing on it leads to a script."""
    page.locator("h1").first.wait_for(state="attached")
    assert page.evaluate("window.ran") is None, page.url
    led = page.evaluate("[...document.links].map((link) => link.protocol)")
    assert set(led) <= {"http:", "https:", "mailto:", "tel:"}, page.url


def look_at(page: Page, path: str) -> None:
    """The same of the page at this path."""
    page.goto(path)
    look(page)
