"""Everywhere that somebody's text comes in, beside captures, files and the exchange form."""

import re
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.db import new_id

ON_A_CARD = "name headline organisation title positioning pitch project place label"
ON_A_PERSON = "name first last organisation title school note"
ON_A_SESSION = "kind name who on time place why"
ON_A_CAPTURE = (
    "name detail organisation title school talk promise place email phone introduced_by raw"
)


def send_everywhere(asked: Any, text: str, links: list[str]) -> None:
    """Send this text (200 characters at most) as the value of whatever takes one."""
    account = {"name": text, "school": text, "school_spellings": [text], "other_schools": [text]}
    assert asked.patch("/api/v1/account", data=account).ok
    card: dict[str, Any] = dict.fromkeys(ON_A_CARD.split(), text)
    card |= {
        "phones": [{"value": f"{text[:180]} 5550100"}],
        "links": [f"https://x.example/?{''.join(text.split())}"],
    }
    _make(asked, "cards", {**card, "shows_pitch": True, "shows_project": True})
    contact = _sync(asked, text, links)
    event = {"name": text, "place": text, "role": "attendee", "kind": "conference",
             "starts_on": "2026-10-14", "ends_on": "2027-10-14", "time_zone": "UTC"}  # fmt: skip
    event_id = _make(asked, "events", event)["id"]
    _plan(asked, text, event_id, contact, links)
    _programme(asked, text, event_id)
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
    fields = dict.fromkeys(ON_A_CAPTURE.split(), text) | {"links": links}
    once = {"id": op_id, "detail": text, "place": text, "talk": text, "promise": text}
    reach = [{"value": text, "type": text}]
    edit = dict.fromkeys(ON_A_PERSON.split(), text)
    edit |= {"contact_id": op_id, "emails": reach, "phones": reach, "links": links,
             "encounters": [once]}  # fmt: skip
    ops = [_op(op_id, "capture", fields), _op(str(new_id()), "edit_contact", edit)]
    answer = asked.post("/api/v1/sync", data={"schema": 1, "ops": ops})
    assert [one["status"] for one in answer.json()["results"]] == ["accepted", "accepted"]
    return op_id


def _op(op_id: str, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    at = "2026-10-14T10:00:00Z"
    return {"op_id": op_id, "type": kind, "captured_at": at, "fields": fields, "schema": 1}


def _programme(asked: Any, text: str, event_id: str) -> None:
    """A meeting's programme as a table and as a calendar: all its sessions become targets."""
    cell = '"{}"'.format(text.replace('"', '""'))
    row = f"{cell},{cell},2026-10-14,14:05,{cell},{cell}\r\n"
    table = "Title,Speaker,Date,Start,Room,Abstract\r\n" + row
    said = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    calendar = "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "BEGIN:VEVENT", "UID:1",
         "DTSTAMP:20261001T000000Z", "DTSTART:20261014T140500Z", f"SUMMARY:calendar {said}",
         f"LOCATION:{said}", f"DESCRIPTION:{said}", "END:VEVENT", "END:VCALENDAR", ""]
    )  # fmt: skip
    for programme in (table, calendar):
        read = asked.post(f"/api/v1/events/{event_id}/programme", data={"text": programme})
        [session] = read.json()["items"]
        assert "onerror" in session["name"]
        given = {name: session[name] for name in ON_A_SESSION.split()}
        _make(asked, "targets", {**given, "event_id": event_id})


def _plan(asked: Any, text: str, event_id: str, contact: str, links: list[str]) -> None:
    program: dict[str, Any] = dict.fromkeys(("name", "city", "specialty", "requirements"), text)
    program_id = _make(asked, "programs", {**program, "links": links})["id"]
    person = {"name": text, "title": text, "school": text, "email": text}
    assert asked.post(f"/api/v1/programs/{program_id}/people", data=person).ok
    ask = {"contact_id": contact, "kind": "introduction"}
    assert asked.post(f"/api/v1/programs/{program_id}/asks", data=ask).ok
    target = dict.fromkeys(("name", "who", "why", "place", "question", "introduction"), text)
    _make(asked, "targets", {**target, "event_id": event_id, "program_id": program_id})
    _make(asked, "prompts", {"question": text, "topic": text[:100]})


def _relate(asked: Any, text: str, contact: str) -> None:
    for kind, body in (("acts", {"kind": "advice", "what": text}), ("offers", {"what": text})):
        assert asked.post(f"/api/v1/contacts/{contact}/{kind}", data=body).ok, kind
    letter = {"contact_id": contact, "bullet_points": text, "note": text, "outcome": text}
    _make(asked, "letters", letter)
    plain = re.sub("[{}]", "", text)
    wording = {"subject": plain, "body": plain}
    assert asked.put("/api/v1/letter-templates/thank_you", data=wording).ok
    follow_up = asked.get(f"/api/v1/contacts/{contact}").json()["follow_ups"][0]["id"]
    written = {"subject": text, "body": text}
    assert asked.patch(f"/api/v1/follow-ups/{follow_up}", data=written).ok
    _make(asked, "follow-ups", {"contact_id": contact, "kind": "news", "about": text})


def _make(asked: Any, kind: str, body: dict[str, Any]) -> Any:
    answer = asked.post(f"/api/v1/{kind}", data=body)
    assert answer.ok, (kind, answer.text())
    return answer.json()
