"""What is refused of a file that says it is an export, and that nothing of it stays."""

import io
import json
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.contacts.conftest import met
from webapp.accounts.model import User
from webapp.contacts.model import Contact
from webapp.errors import Invalid
from webapp.export.archive import account_json
from webapp.export.restore import is_empty, read_export, restore_account
from webapp.imports.account import MOST_BYTES

Change = Callable[[dict[str, Any]], Any]


def told_of(session: Session, owner: User) -> dict[str, Any]:
    met(session, owner)
    session.commit()
    return dict(json.loads("".join(account_json(session, owner))))


def refusal(session: Session, owner: User, data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        restore_account(session, owner, data)
    assert is_empty(session, owner)
    [error] = refused.value.errors
    assert error.field == "file"
    assert error.message.endswith("Nothing was taken.")
    return error.message


def zipped(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


CONTACT: Change = lambda told: told["tables"]["contact"][0]  # noqa: E731
MEETING: Change = lambda told: told["tables"]["encounter"][0]  # noqa: E731


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told.update(hallway=2), "hallway"),
        (lambda told: told.update(more=1), "more is not a field we know"),
        (lambda told: told.pop("account"), "account is needed"),
        (lambda told: told["tables"].update(sign_in=[]), "sign_in is not a field we know"),
        (lambda told: CONTACT(told).update(owner_id="x"), "owner_id is not a field we know"),
        (lambda told: CONTACT(told).update(name=1), "name must be text"),
        (lambda told: CONTACT(told).update(name="x" * 201), "longer than 200"),
        (lambda told: CONTACT(told).update(name="a\0b"), "NUL"),
        (lambda told: CONTACT(told).update(name=None), "name must be text"),
        (lambda told: CONTACT(told).pop("name"), "name is needed"),
        (lambda told: CONTACT(told).update(stage="rival"), "none of the values"),
        (lambda told: CONTACT(told).update(emails={}), "must be a list"),
        (lambda told: CONTACT(told).update(emails=["x"]), "emails.0"),
        (lambda told: CONTACT(told).update(unmodelled=[1]), "unmodelled.0 must be text"),
        (lambda told: CONTACT(told).update(newest_at="2026-01-01T00:00:00"), "time zone"),
        (lambda told: CONTACT(told).update(newest_at="0001-01-01T00:00:00Z"), "newest_at"),
        (lambda told: CONTACT(told).update(id="7"), "is not an id"),
        (lambda told: MEETING(told).update(clicked=1), "must be true or false"),
        (lambda told: MEETING(told).update(time_zone="Mars/Base"), "none of the values"),
        (lambda told: MEETING(told).update(contact_id=MEETING(told)["id"]), "fit together"),
        (lambda told: told["tables"]["contact"].append(CONTACT(told)), "fit together"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_taken(
    session: Session, owner: User, other_owner: User, change: Change, words: str
) -> None:
    told = told_of(session, owner)
    change(told)
    assert words in refusal(session, other_owner, json.dumps(told).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b"BEGIN:VCARD",
        zipped("contacts.vcf", b""),
        zipped("hallway.json", b"[]"),
        zipped("hallway.json", b"{}")[:40],
        zipped("hallway.json", b"{}" * 50).replace(b"{}", b"[]", 1),
    ],
    # Named, because a zip holds the time at which it was made.
    ids=["empty", "list", "cut", "vcard", "no json", "list in a zip", "cut zip", "changed zip"],
)
def test_a_file_that_is_no_export_is_refused(session: Session, owner: User, data: bytes) -> None:
    refusal(session, owner, data)


def test_a_zip_that_unpacks_to_more_than_is_allowed_is_read_no_further(
    session: Session, owner: User
) -> None:
    bomb = io.BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("hallway.json", bytes(MOST_BYTES + 1))
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(Invalid, match="larger than 60 MB"):
        restore_account(session, owner, bomb.getvalue(), MOST_BYTES)
    assert is_empty(session, owner)


@given(st.one_of(st.binary(), st.binary().map(lambda rest: b"PK\x03\x04" + rest)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_at_all_do_worse_than_be_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        read_export(data)


def test_an_export_of_an_older_house_may_lack_what_came_later(
    session: Session, owner: User, other_owner: User
) -> None:
    told = told_of(session, owner)
    del told["tables"]["seen_card"]
    for name in ("unmodelled", "department", "merged_into_id"):
        del CONTACT(told)[name]
    restore_account(session, other_owner, json.dumps(told).encode())
    [contact] = session.query(Contact).filter_by(owner_id=other_owner.id)
    assert (contact.unmodelled, contact.department, contact.merged_into_id) == ([], "", None)


def test_the_rows_belong_to_who_takes_them_in(
    session: Session, owner: User, other_owner: User
) -> None:
    told = told_of(session, owner)
    before = [row.id for row in session.query(Contact).filter_by(owner_id=owner.id)]
    assert restore_account(session, other_owner, json.dumps(told).encode()) > 1
    assert [row.id for row in session.query(Contact).filter_by(owner_id=other_owner.id)] == before
    assert [row.id for row in session.query(Contact).filter_by(owner_id=owner.id)] == before
