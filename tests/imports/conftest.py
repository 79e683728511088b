"""Cards and lists to import, and the way in."""

from typing import Any

from tests.conftest import Person

NGOZI = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-of-ngozi-0001\r\n"
    "FN:Ngozi Adébáyò\r\nN:Adébáyò;Ngozi;;Dr.;MD\r\n"
    "ORG:Mercy Hospital;Medicine\r\nTITLE:Program director\r\n"
    "TEL;TYPE=CELL:+1 212 555 0148\r\nEMAIL;TYPE=WORK:ngozi@example.org\r\n"
    "URL;TYPE=WORK:https://example.org/ngozi\r\nNOTE:Ran Boston\\, in the rain\r\n"
    "CATEGORIES:Mentors\r\nBDAY:1975-02-18\r\nX-PHASE:waxing\r\nEND:VCARD\r\n"
)
BAO = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bao Tran\r\nN:Tran;Bao;;;\r\nEND:VCARD\r\n"
LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    "Mina,Okafor,https://www.linkedin.com/in/mina,mina@example.org,City Clinic,Resident,01 Mar 2026"
    "\r\n"
)


def bao(*lines: str) -> str:
    """Bao's card with these lines besides."""
    return BAO.replace("END:", "".join(f"{line}\r\n" for line in lines) + "END:")


def send(person: Person, text: str | bytes, kind: str = "text/vcard", **query: str) -> Any:
    """What POST /api/v1/imports answers."""
    body = text.encode() if isinstance(text, str) else text
    return person.browser.post("/api/v1/imports", data=body, content_type=kind, query_string=query)


def take(person: Person, text: str | bytes, kind: str = "text/vcard") -> Any:
    """Import a file without looking first; gives the answer's JSON."""
    answer = send(person, text, kind)
    assert answer.status_code == 200, answer.text
    return answer.json


def look(person: Person, text: str | bytes, kind: str = "text/vcard") -> Any:
    """Only look at a file; gives the answer's JSON."""
    answer = send(person, text, kind, dry_run="true")
    assert answer.status_code == 200, answer.text
    return answer.json


def fates(answer: Any) -> list[str]:
    """The fate of each entry, in order."""
    return [entry["fate"] for entry in answer["entries"]]


def people(person: Person) -> list[Any]:
    """All contacts, through the API."""
    items: list[Any] = person.browser.get("/api/v1/contacts?limit=200").json["items"]
    return items
