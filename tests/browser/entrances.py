"""Everywhere that somebody's text comes in, beside captures, files and the exchange form."""

import re
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.db import new_id

ON_A_CARD = "name headline organisation title positioning pitch project place label"


def send_everywhere(asked: Any, text: str, links: list[str]) -> None:
    """Send this text (200 characters at most) as the value of whatever takes one."""
    asked.patch("/api/v1/account", data={"name": text, "school": text, "school_spellings": [text]})
    card = dict.fromkeys(ON_A_CARD.split(), text)
    _make(asked, "cards", {**card, "shows_pitch": True, "shows_project": True})
    contact = _sync(asked, text, links)
    event = {"name": text, "place": text, "role": "attendee", "kind": "conference",
             "starts_on": "2026-10-14", "ends_on": "2027-10-14", "time_zone": "UTC"}  # fmt: skip
    event_id = _make(asked, "events", event)["id"]
    _plan(asked, text, event_id, contact)
    _relate(asked, text, contact)
    _lists(asked, text)
    _settings(asked, text)


def _lists(asked: Any, text: str) -> None:
    """A spreadsheet of programs."""
    cell = '"{}"'.format(text.replace('"', '""'))
    data = {"csv": f"name,city,specialty\n{cell},{cell},{cell}\n"}
    assert asked.post("/api/v1/programs/imports", data=data).ok


def _settings(asked: Any, text: str) -> None:
    """The name of the CV, and what a device is called."""
    pdf = {"headers": {"Content-Type": "application/pdf"}, "data": b"%PDF-1.4\n%%EOF\n"}
    assert asked.put("/api/v1/cv?" + urlencode({"name": text}), **pdf).ok
    point = generate_private_key(SECP256R1()).public_key()
    keys = {"p256dh": point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
            "auth": bytes(16)}  # fmt: skip
    device = {
        "endpoint": f"https://fcm.googleapis.com/fcm/send/{new_id()}",
        "keys": {name: urlsafe_b64encode(key).decode().rstrip("=") for name, key in keys.items()},
        "name": text,
    }
    assert asked.post("/api/v1/push-subscriptions", data=device).ok


def _sync(asked: Any, text: str, links: list[str]) -> str:
    """A capture and an edit of a phone; gives the id of the person."""
    op_id = str(new_id())
    fields = {"name": text, "detail": text, "organisation": text, "talk": text, "promise": text,
              "place": text, "email": text, "phone": text, "links": links}  # fmt: skip
    edit = {"contact_id": op_id, "note": text, "school": text, "title": text}
    ops = [_op(op_id, "capture", fields), _op(str(new_id()), "edit_contact", edit)]
    answer = asked.post("/api/v1/sync", data={"schema": 1, "ops": ops})
    assert [one["status"] for one in answer.json()["results"]] == ["accepted", "accepted"]
    return op_id


def _op(op_id: str, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    at = "2026-10-14T10:00:00Z"
    return {"op_id": op_id, "type": kind, "captured_at": at, "fields": fields, "schema": 1}


def _plan(asked: Any, text: str, event_id: str, contact: str) -> None:
    program = dict.fromkeys(("name", "city", "specialty", "requirements"), text)
    program_id = _make(asked, "programs", program)["id"]
    person = {"name": text, "title": text, "school": text}
    assert asked.post(f"/api/v1/programs/{program_id}/people", data=person).ok
    ask = {"contact_id": contact, "kind": "introduction"}
    assert asked.post(f"/api/v1/programs/{program_id}/asks", data=ask).ok
    target = dict.fromkeys(("name", "who", "why", "place", "question", "introduction"), text)
    _make(asked, "targets", {**target, "event_id": event_id, "program_id": program_id})
    _make(asked, "prompts", {"question": text, "topic": text[:100]})


def _relate(asked: Any, text: str, contact: str) -> None:
    for kind, body in (("acts", {"kind": "advice", "what": text}), ("offers", {"what": text})):
        assert asked.post(f"/api/v1/contacts/{contact}/{kind}", data=body).ok, kind
    letter = {"contact_id": contact, "bullet_points": text, "note": text}
    _make(asked, "letters", letter)
    plain = re.sub("[{}]", "", text)
    wording = {"subject": plain, "body": plain}
    assert asked.put("/api/v1/letter-templates/thank_you", data=wording).ok
    follow_up = asked.get(f"/api/v1/contacts/{contact}").json()["follow_ups"][0]["id"]
    written = {"subject": text, "body": text}
    assert asked.patch(f"/api/v1/follow-ups/{follow_up}", data=written).ok


def _make(asked: Any, kind: str, body: dict[str, Any]) -> Any:
    answer = asked.post(f"/api/v1/{kind}", data=body)
    assert answer.ok, (kind, answer.text())
    return answer.json()
