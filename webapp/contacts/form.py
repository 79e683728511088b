"""The form that changes a person: from its flat fields to values, and back."""

import re
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.contacts.model import Contact
from webapp.days import day_at
from webapp.errors import Invalid

_TEXTS = ("name", "first", "last", "organisation", "title", "school", "stage", "note")
_MAY_BE_EMPTY = ("event_id", "promise_by", "met_on")
_LISTS = ("emails", "phones", "encounters")
_ENTRY = re.compile(r"([a-z]+)\.([0-9]{1,4})\.([a-z_]+)")


def read_contact_form(form: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, as `ContactChanges` reads it; `emails.0.value` is part of a list's entry.

    An e-mail address or phone number left blank is left out, which takes it away.
    """
    values: dict[str, Any] = {name: _typed(form[name]) for name in _TEXTS if name in form}
    if "program_id" in form:
        values["program_id"] = form["program_id"] or None
    if "links" in form:
        values["links"] = [line for line in _typed(form["links"]).split("\n") if line.strip()]
    return {**values, **_entries(form)}


def contact_form(contact: Contact) -> dict[str, Any]:
    """What the form shows of a contact before anything is typed."""
    return {
        **{name: getattr(contact, name) for name in _TEXTS},
        "program_id": str(contact.program_id or ""),
        "emails": contact.emails,
        "phones": contact.phones,
        "links": contact.links,
        "encounters": [
            {
                "id": str(encounter.id),
                "detail": encounter.detail,
                "place": encounter.place,
                "event_id": str(encounter.event_id or ""),
                "talk": encounter.talk,
                "promise": encounter.promise,
                "promise_by": encounter.promise_by.isoformat() if encounter.promise_by else "",
                "clicked": "true" if encounter.clicked else "false",
                "met_on": day_at(encounter.at, encounter.time_zone).isoformat(),
            }
            for encounter in contact.encounters
        ],
    }


def form_errors(error: Invalid) -> dict[str, str]:
    """What is wrong with each field of the form; of the links, which share one, with which line."""
    found: dict[str, str] = {}
    for wrong in error.errors:
        name, _, place = wrong.field.partition(".")
        if name == "links" and place.isdigit():
            found.setdefault(name, f"Line {int(place) + 1} {wrong.message}")
        else:
            found.setdefault(wrong.field, wrong.message)
    return found


def _entries(form: MultiDict[str, str]) -> dict[str, list[dict[str, str | None]]]:
    found: dict[str, dict[int, dict[str, str | None]]] = {}
    for key in form:
        part = _ENTRY.fullmatch(key)
        if part and part[1] in _LISTS:
            entry = found.setdefault(part[1], {}).setdefault(int(part[2]), {})
            entry[part[3]] = _typed(form[key])
    return {
        name: [_completed(entries[index]) for index in sorted(entries) if _is_said(entries[index])]
        for name, entries in found.items()
    }


def _is_said(entry: dict[str, str | None]) -> bool:
    return "value" not in entry or bool((entry["value"] or "").strip())


def _completed(entry: dict[str, str | None]) -> dict[str, str | None]:
    emptied = {name: entry[name] or None for name in _MAY_BE_EMPTY if name in entry}
    return {**entry, **emptied}


def _typed(text: str) -> str:
    # Browsers send each line break as CRLF, whatever was typed (HTML, 4.10.21.3).
    return text.replace("\r\n", "\n")
