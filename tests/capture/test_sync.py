"""A phone's operations and the changes it gets: each counts once, and no text is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.capture.phone import NGOZI, Phone
from tests.conftest import NOON, Clock, Person
from tests.contacts.conftest import add_event, counted_queries, get, meet
from webapp.capture import sync_views
from webapp.capture.model import Receipt
from webapp.db import db, new_id

MARCUS = {"name": "Marcus", "detail": "climbs"}


@pytest.fixture
def phone(asha: Person) -> Phone:
    phone = Phone(asha, name="asha's phone")
    phone.pull()
    return phone


@pytest.fixture
def tablet(asha: Person) -> Phone:
    tablet = Phone(asha, name="asha's tablet")
    tablet.pull()
    return tablet


def merged(person: Person, kept: str, absorbed: str) -> str:
    body = {"absorb": absorbed}
    answer = person.browser.post(f"/api/v1/contacts/{kept}/merge", json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.json["id"])


def edited(person: Person, contact_id: str, **fields: Any) -> None:
    answer = person.browser.post(f"/contacts/{contact_id}/edit", data=fields)
    assert answer.status_code == 303, answer.text


# Captures


def test_a_capture_names_what_it_makes(phone: Phone) -> None:
    op_id = new_id()
    result = phone.do("capture", op_id, **NGOZI)
    assert result["status"] == "accepted"
    assert result["contact_id"] == result["encounter_id"] == str(op_id)
    contact = phone.pocket["contact", str(op_id)]
    assert contact["name"] == NGOZI["name"]
    assert [met["id"] for met in contact["encounters"]] == [str(op_id)]
    [owed] = phone.of("follow_up")
    assert owed["encounter_id"] == str(op_id)
    assert owed["detail"] == NGOZI["detail"]
    assert owed["draft"]["mailto"].startswith("mailto:")


def test_the_call_for_one_capture_and_sync_are_the_same(asha: Person, phone: Phone) -> None:
    op_id = new_id()
    body = {**NGOZI, "captured_at": "2026-10-14T11:00:00Z"}
    first = asha.browser.put(f"/api/v1/captures/{op_id}", json=body)
    assert first.status_code == 201
    again = phone.do("capture", op_id, captured_at="2026-10-14T11:00:00Z", **NGOZI)
    assert again["status"] == "accepted"
    assert again["contact_id"] == first.json["contact_id"] == str(op_id)
    assert len(get(asha, "/contacts")["items"]) == 1


def test_the_same_again_gets_the_same_answer_and_changes_nothing(phone: Phone) -> None:
    ops = [phone.op("capture", **NGOZI), phone.op("capture", **MARCUS)]
    first = phone.send(*ops)
    assert phone.send(*ops, *ops) == first * 2
    assert len(phone.of("contact")) == 2


def test_another_payload_under_the_same_id_is_refused_for_that_one_alone(phone: Phone) -> None:
    op_id = new_id()
    phone.do("capture", op_id, **NGOZI)
    results = phone.send(
        phone.op("capture", op_id, **MARCUS),
        phone.op("delete_contact", op_id, contact_id=str(op_id)),
        phone.op("capture", **MARCUS),
    )
    assert [one["status"] for one in results] == ["rejected", "rejected", "accepted"]
    assert [one["errors"][0]["field"] for one in results[:2]] == ["op_id", "op_id"]
    assert {c["name"] for c in phone.of("contact")} == {NGOZI["name"], "Marcus"}


def test_meeting_again_somebody_who_was_only_just_captured(phone: Phone) -> None:
    first = phone.op("capture", **NGOZI)
    again = phone.op("capture", **{**NGOZI, "detail": "again"}, contact_id=first["op_id"])
    assert [one["status"] for one in phone.send(first, again)] == ["accepted"] * 2
    [contact] = phone.of("contact")
    assert {met["detail"] for met in contact["encounters"]} == {NGOZI["detail"], "again"}


def test_one_bad_operation_costs_no_other(phone: Phone) -> None:
    results = phone.send(
        phone.op("capture", **{**NGOZI, "name": " "}),
        phone.op("capture", **NGOZI, surprise=1),
        phone.op("dance"),
        phone.op("capture", **NGOZI, event_id=str(new_id())),
        {**phone.op("capture", **NGOZI), "captured_at": "yesterday"},
        phone.op("capture", **MARCUS),
    )
    assert [one["status"] for one in results] == ["rejected"] * 5 + ["accepted"]
    assert [one["errors"][0]["field"] for one in results[:5]] == [
        "fields.name", "fields.surprise", "type", "event_id", "captured_at",
    ]  # fmt: skip
    assert [c["name"] for c in phone.of("contact")] == ["Marcus"]


def test_what_was_rejected_can_be_mended_under_the_same_id(phone: Phone) -> None:
    op_id = new_id()
    assert phone.do("capture", op_id, **{**NGOZI, "name": ""})["status"] == "rejected"
    assert phone.do("capture", op_id, **NGOZI)["status"] == "accepted"


def test_what_builds_on_one_that_was_not_taken_waits_with_it(phone: Phone) -> None:
    first = phone.op("capture", **{**NGOZI, "name": ""})
    again = phone.op("capture", **NGOZI, contact_id=first["op_id"])
    assert [one["status"] for one in phone.send(first, again)] == ["rejected", "retry"]


def test_a_batch_that_nobody_could_be_told_about_is_refused_whole(phone: Phone) -> None:
    assert phone.post({"type": "capture", "fields": NGOZI}).status_code == 422
    assert phone.post(*[phone.op("capture", **NGOZI)] * 51).status_code == 422
    assert phone.pull(), "still has its account"
    assert phone.of("contact") == []


def test_a_database_that_fails_is_a_reason_to_try_again(phone: Phone) -> None:
    ops = [phone.op("capture", **NGOZI), phone.op("capture", **MARCUS)]
    take_run = sync_views.take_run

    def fails_once(session: Any, owner: Any, run: Any, sender: Any) -> Any:
        taken = take_run(session, owner, run, sender)
        if ops[0]["op_id"] in {str(operation.op_id) for operation in run}:
            raise OperationalError("INSERT", None, Exception("disk full"))
        return taken

    with patch.object(sync_views, "take_run", fails_once):
        assert [one["status"] for one in phone.send(*ops)] == ["retry", "accepted"]
    assert [one["status"] for one in phone.send(*ops)] == ["accepted", "accepted"]
    assert len(phone.of("contact")) == 2


def test_whoever_was_met_before_is_named_at_once(phone: Phone) -> None:
    known = phone.do("capture", **NGOZI, email="n@example.org")["contact_id"]
    result = phone.do("capture", name="Ngozi Adebayo", detail="again", email="n@example.org")
    why = "Same e-mail address"
    assert result["met_before"] == {"contact_id": known, "name": NGOZI["name"], "why": why}
    assert "met_before" not in phone.do("capture", **MARCUS)


def test_notes_of_another_account_stay_on_the_phone(
    phone: Phone, asha: Person, someone_else: Person
) -> None:
    answer = asha.browser.post(
        "/api/v1/sync",
        json={"schema": 1, "ops": [phone.op("capture", **NGOZI)]},
        headers={"Hallway-User": str(someone_else.id)},
    )
    assert answer.status_code == 401
    phone.pull()
    assert phone.of("contact") == []


def test_a_stranger_is_asked_to_sign_in(app: Flask) -> None:
    answer = app.test_client().post("/api/v1/sync", json={"schema": 1})
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"


# Clocks


@pytest.mark.parametrize(
    ("said", "phone_now", "at"),
    [
        (None, None, NOON),
        ("2026-10-14T09:00:00Z", None, NOON - timedelta(hours=3)),
        ("2026-10-14T09:00:00Z", "2026-10-14T12:00:01Z", NOON - timedelta(hours=3)),
        ("2026-10-17T09:00:00Z", "2026-10-17T12:00:00Z", NOON - timedelta(hours=3)),
        ("1970-01-01T00:00:09Z", "1970-01-01T01:00:00Z", NOON - timedelta(seconds=3591)),
        ("0001-01-01T00:00:00+14:00", None, NOON),
        ("9999-12-31T23:59:59-14:00", None, NOON),
        ("0001-01-01T00:00:00Z", "0001-01-01T01:00:00Z", NOON - timedelta(hours=1)),
        ("9999-12-31T23:59:59Z", "0001-01-01T01:00:00Z", NOON),
        ("2026-10-17T09:00:00Z", None, NOON),
        ("2019-03-01T09:00:00Z", None, datetime(2019, 3, 1, 9, tzinfo=UTC)),
    ],
)
def test_a_clock_is_set_right_and_never_refused(
    phone: Phone, said: str | None, phone_now: str | None, at: datetime
) -> None:
    op = phone.op("capture", captured_at=said, **NGOZI)
    [result] = phone.send(op, **({"now": phone_now} if phone_now else {}))
    assert result["status"] == "accepted"
    [contact] = phone.of("contact")
    assert datetime.fromisoformat(contact["encounters"][0]["at"]) == at


def test_what_the_clock_said_is_kept_beside_the_time_of_arrival(app: Flask, phone: Phone) -> None:
    op = phone.op("capture", captured_at="9999-12-31T23:59:59-14:00", **NGOZI)
    phone.send(op, now="0001-01-01T00:00:00+14:00")
    with app.app_context():
        receipt = db.session.scalars(select(Receipt)).one()
    assert receipt.phone_clock == {
        "captured_at": "9999-12-31T23:59:59-14:00",
        "now": "0001-01-01T00:00:00+14:00",
    }
    assert receipt.received_at == NOON


# Edits and deletions


def test_an_edit_changes_what_was_typed_and_nothing_else(phone: Phone) -> None:
    contact_id = phone.do("capture", **NGOZI, organisation="Mercy")["contact_id"]
    assert phone.do("edit_contact", contact_id=contact_id, school="UCSF")["status"] == "accepted"
    [contact] = phone.of("contact")
    assert (contact["school"], contact["organisation"]) == ("UCSF", "Mercy")
    assert contact["encounters"][0]["detail"] == NGOZI["detail"]


def test_of_two_edits_the_last_to_arrive_wins_but_both_notes_are_kept(
    phone: Phone, tablet: Phone
) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    tablet.pull()
    edit = {"contact_id": contact_id, "title": "PD", "note": "likes jazz"}
    from_tablet = tablet.op("edit_contact", **{**edit, "title": "Chief", "note": "has a cat"})
    phone.do("edit_contact", **edit)
    [result] = tablet.send(from_tablet)
    assert result["kept_both"] is True
    [contact] = tablet.of("contact")
    assert contact["title"] == "Chief"
    assert contact["note"] == "likes jazz\n\nhas a cat"


def test_a_detail_that_is_overwritten_unseen_is_kept_in_the_note(
    asha: Person, phone: Phone
) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    encounter = {"id": contact_id, "detail": "twin sons"}
    edit = phone.op("edit_contact", contact_id=contact_id, encounters=[encounter])
    edited(asha, contact_id, name=NGOZI["name"], note="")
    meet(asha, **NGOZI, contact_id=contact_id)
    [result] = phone.send(edit)
    assert result["kept_both"] is True
    [contact] = phone.of("contact")
    assert "twin sons" in {met["detail"] for met in contact["encounters"]}
    assert contact["note"] == NGOZI["detail"]


def test_ones_own_edits_one_after_the_other_are_no_conflict(phone: Phone) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    ops = [phone.op("edit_contact", contact_id=contact_id, note=note) for note in ("a", "b", "c")]
    phone.send(ops[0])
    phone.send(ops[1], ops[2])
    [contact] = phone.of("contact")
    assert contact["note"] == "c"


def test_a_note_that_was_seen_may_be_replaced_whatever_else_changed(
    asha: Person, phone: Phone
) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    phone.do("edit_contact", contact_id=contact_id, note="first")
    edit = phone.op("edit_contact", contact_id=contact_id, note="second", note_was="first")
    meet(asha, **NGOZI, contact_id=contact_id)
    [result] = phone.send(edit)
    assert "kept_both" not in result
    [contact] = phone.of("contact")
    assert contact["note"] == "second"


def test_an_edit_brings_somebody_deleted_elsewhere_back(phone: Phone, tablet: Phone) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    tablet.pull()
    tablet.do("delete_contact", contact_id=contact_id)
    assert tablet.of("contact") == []
    assert phone.do("edit_contact", contact_id=contact_id, title="PD")["status"] == "accepted"
    tablet.pull()
    for one in (phone, tablet):
        assert [c["title"] for c in one.of("contact")] == ["PD"]
        assert len(one.of("follow_up")) == 1


def test_meeting_somebody_again_who_was_deleted_brings_them_back(
    asha: Person, phone: Phone
) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    asha.browser.post(f"/contacts/{contact_id}/delete")
    result = phone.do("capture", **{**NGOZI, "detail": "again"}, contact_id=contact_id)
    assert result["contact_id"] == contact_id
    [contact] = phone.of("contact")
    assert len(contact["encounters"]) == 2


def test_a_deletion_loses_to_an_edit_that_it_did_not_know_and_says_so(
    asha: Person, phone: Phone
) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    deletion = phone.op("delete_contact", contact_id=contact_id)
    edited(asha, contact_id, name="Ngozi A.")
    [result] = phone.send(deletion)
    assert (result["status"], result["lost"]) == ("accepted", True)
    assert [c["name"] for c in phone.of("contact")] == ["Ngozi A."]
    assert phone.send(deletion) == [result]


def test_a_deletion_after_ones_own_edit_stands(phone: Phone) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    edit = phone.op("edit_contact", contact_id=contact_id, title="PD")
    deletion = phone.op("delete_contact", contact_id=contact_id)
    phone.send(edit)
    [result] = phone.send(deletion)
    assert "lost" not in result
    assert phone.of("contact") == phone.of("follow_up") == []


def test_operations_follow_a_merge(asha: Person, phone: Phone) -> None:
    kept = phone.do("capture", **NGOZI)["contact_id"]
    absorbed = phone.do("capture", **MARCUS)["contact_id"]
    [owed] = [one for one in phone.of("follow_up") if one["contact"]["id"] == absorbed]
    edit = phone.op("edit_contact", contact_id=absorbed, title="PD")
    again = phone.op("capture", **MARCUS, contact_id=absorbed)
    deletion = phone.op("delete_contact", contact_id=absorbed)
    sent = phone.op("follow_up_sent", follow_up_id=owed["id"])
    merged(asha, kept, absorbed)
    results = phone.send(edit, again, sent, deletion)
    assert [one["status"] for one in results] == ["accepted"] * 4
    assert {one["contact_id"] for one in results} == {kept}
    assert results[-1]["lost"] is True
    [contact] = phone.of("contact")
    assert contact["id"] == kept
    assert contact["title"] == "PD"
    assert len(contact["encounters"]) == 3
    assert "sent" in {one["state"] for one in phone.of("follow_up")}


def test_a_person_erased_for_good_is_met_anew_but_not_edited(
    asha: Person, phone: Phone, clock: Clock
) -> None:
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    other = phone.do("capture", **MARCUS)["contact_id"]
    asha.browser.post(f"/contacts/{contact_id}/delete")
    clock.forward(days=31)
    asha.browser.post(f"/contacts/{other}/delete")
    edit, again, deletion = phone.send(
        phone.op("edit_contact", contact_id=contact_id, title="PD"),
        phone.op("capture", **NGOZI, contact_id=contact_id),
        phone.op("delete_contact", contact_id=contact_id),
    )
    assert (edit["status"], edit["errors"][0]["field"]) == ("rejected", "contact_id")
    assert again["status"] == deletion["status"] == "accepted"
    assert again["contact_id"] != contact_id
    assert [c["id"] for c in phone.of("contact")] == [again["contact_id"]]


def test_it_says_who_was_erased_and_was_not_to_be_added_again(asha: Person, phone: Phone) -> None:
    first = phone.do("capture", **NGOZI)
    assert "erased_before" not in first
    erase = f"/contacts/{first['contact_id']}/erase"
    asha.browser.post(erase, data={"for_good": "true", "keep_out": "true"})
    results = phone.send(phone.op("capture", **NGOZI), phone.op("capture", **MARCUS))
    assert [result.get("erased_before") for result in results] == [True, None]
    assert [result["status"] for result in results] == ["accepted"] * 2
    answers = [
        asha.browser.put(f"/api/v1/captures/{new_id()}", json=fields) for fields in (NGOZI, MARCUS)
    ]
    assert [answer.json.get("erased_before") for answer in answers] == [True, None]


@pytest.mark.parametrize("kind", ["edit_contact", "delete_contact", "capture"])
def test_nobody_elses_contact_can_be_named(phone: Phone, someone_else: Person, kind: str) -> None:
    theirs = meet(someone_else)
    more = NGOZI if kind == "capture" else {}
    result = phone.do(kind, contact_id=theirs, **more)
    assert (result["status"], result["errors"][0]["field"]) == ("rejected", "contact_id")
    assert len(get(someone_else, "/contacts")["items"]) == 1


# Follow-ups and captures taken back


@pytest.mark.parametrize("state", ["sent", "skipped", "replied"])
def test_a_follow_up_is_marked_and_opened_again(phone: Phone, clock: Clock, state: str) -> None:
    phone.do("capture", **NGOZI)
    [owed] = phone.of("follow_up")
    clock.forward(hours=3)
    result = phone.do(
        f"follow_up_{state}", captured_at="2026-10-14T14:00:00Z", follow_up_id=owed["id"]
    )
    assert result["follow_up_id"] == owed["id"]
    [marked] = [one for one in phone.of("follow_up") if one["kind"] != "reminder"]
    assert marked["state"] == state
    assert datetime.fromisoformat(marked["state_at"]) == NOON + timedelta(hours=2)
    phone.do("follow_up_reopened", follow_up_id=owed["id"])
    [again] = phone.of("follow_up")
    assert again["state"] == "queued"


def test_a_follow_up_is_named_by_what_opened_it_before_its_id_is_known(phone: Phone) -> None:
    capture = phone.op("capture", **NGOZI, promise="the sepsis paper")
    sent = phone.op("follow_up_sent", encounter_id=capture["op_id"], kind="promise")
    _, result = phone.send(capture, sent)
    states = {one["kind"]: one["state"] for one in phone.of("follow_up")}
    assert states == {"promise": "sent", "nice_to_meet_you": "skipped"}
    assert phone.pocket["follow_up", result["follow_up_id"]]["kind"] == "promise"


def test_a_follow_up_is_put_off_as_of_the_day_on_which_that_was_said(
    phone: Phone, clock: Clock
) -> None:
    phone.do("capture", **NGOZI)
    [owed] = phone.of("follow_up")
    clock.forward(days=4)
    said = {"captured_at": "2026-10-14T12:00:00Z", "follow_up_id": owed["id"]}
    assert phone.do("follow_up_snoozed", **said)["status"] == "accepted"
    assert [one["snoozed_until"] for one in phone.of("follow_up")] == ["2026-10-15"]
    phone.do("follow_up_snoozed", **said, until="2026-10-16")
    assert [one["snoozed_until"] for one in phone.of("follow_up")] == ["2026-10-16"]
    late = phone.do("follow_up_snoozed", **said, until="2026-10-14")
    assert (late["status"], late["errors"][0]["field"]) == ("rejected", "until")


def test_a_follow_up_that_is_gone_by_now_is_no_trouble(asha: Person, phone: Phone) -> None:
    capture_id = phone.do("capture", **NGOZI, promise="the paper")["contact_id"]
    phone.do("capture", **{**NGOZI, "detail": "first"}, contact_id=capture_id)
    [owed] = [one for one in phone.of("follow_up") if one["kind"] == "promise"]
    asha.browser.delete(f"/api/v1/captures/{capture_id}")
    for named in (
        {"follow_up_id": owed["id"]},
        {"encounter_id": capture_id, "kind": "promise"},
    ):
        assert phone.do("follow_up_sent", **named)["status"] == "accepted"
    unknown = phone.do("follow_up_sent", follow_up_id=str(new_id()))
    assert (unknown["status"], unknown["errors"][0]["field"]) == ("rejected", "follow_up_id")
    unnamed = phone.do("follow_up_sent", kind="promise")
    assert (unnamed["status"], unnamed["errors"][0]["field"]) == ("rejected", "fields")


def test_a_capture_is_taken_back(phone: Phone) -> None:
    capture = phone.op("capture", **NGOZI)
    undo = phone.op("undo_capture", capture_id=capture["op_id"])
    for _ in range(2):
        assert [one["status"] for one in phone.send(capture, undo)] == ["accepted"] * 2
        assert phone.of("contact") == phone.of("follow_up") == []
    unknown = phone.do("undo_capture", capture_id=undo["op_id"])
    assert (unknown["status"], unknown["errors"][0]["field"]) == ("rejected", "capture_id")


def test_an_event_that_was_removed_meanwhile_is_left_out(asha: Person, phone: Phone) -> None:
    event_id = add_event(asha)
    phone.pull()
    assert phone.pocket["event", event_id]["name"] == "ACP"
    asha.browser.delete(f"/api/v1/events/{event_id}")
    assert phone.do("capture", **NGOZI, event_id=event_id)["status"] == "accepted"
    [contact] = phone.of("contact")
    assert contact["encounters"][0]["event_id"] is None
    assert phone.of("event") == []


# Changes


def test_nothing_new_costs_one_query(asha: Person, phone: Phone) -> None:
    phone.do("capture", **NGOZI)
    phone.pull()
    asked = phone.cursor
    with counted_queries() as queries:
        phone.pull()
    assert phone.cursor == asked
    about = [one for one in queries if "password_hash" not in one and "sign_in" not in one]
    assert len(about) == 1, about


def test_a_page_costs_as_many_queries_for_one_as_for_many(asha: Person, phone: Phone) -> None:
    def queries_of_a_full_pull() -> int:
        with counted_queries() as queries:
            Phone(asha).pull(limit=100)
        return len(queries)

    phone.send(phone.op("capture", **NGOZI), phone.op("capture", **NGOZI))
    few = queries_of_a_full_pull()
    for n in range(10):
        phone.do("capture", **{**NGOZI, "detail": f"{n}"})
    assert queries_of_a_full_pull() == few


def test_many_changes_come_in_pages(asha: Person, phone: Phone) -> None:
    phone.send(*(phone.op("capture", **{**NGOZI, "detail": f"{n}"}) for n in range(9)))
    slow = Phone(asha)
    answer = slow.post(limit=5).json
    assert (answer["full"], answer["more"], len(answer["changes"])) == (True, True, 5)
    slow.take_in(answer)
    assert slow.pocket == {}, "what is there stays until all has come"
    assert slow.pull(limit=5) == phone.pull()


def test_a_long_page_ends_early(asha: Person, phone: Phone) -> None:
    for n in range(40):
        meet(asha, f"Person {n}", talk="x" * 2000, promise="y" * 2000)
    slow = Phone(asha)
    answer = slow.post(limit=1000)
    assert answer.json["more"]
    assert len(answer.data) < 400_000
    assert slow.pull() == phone.pull()


def test_what_is_deleted_between_two_pages_is_told(asha: Person, phone: Phone) -> None:
    ids = [meet(asha, f"Person {n}") for n in range(6)]
    slow = Phone(asha)
    slow.take_in(slow.post(limit=4).json)
    asha.browser.post(f"/contacts/{ids[0]}/delete")
    assert slow.pull(limit=4) == phone.pull()
    assert len(slow.of("contact")) == 5


@pytest.mark.parametrize("cursor", ["nonsense", "0123456789abcdef:3", "", "\x01", "9" * 200])
def test_a_cursor_that_leads_nowhere_begins_anew(phone: Phone, cursor: str) -> None:
    phone.do("capture", **NGOZI)
    answer = phone.post(cursor=cursor).json
    assert answer["full"] is True
    changed = [change["kind"] for change in answer["changes"]]
    assert sorted(kind for kind in changed if kind != "prompt") == [
        "account",
        "contact",
        "follow_up",
    ]


def test_both_codes_of_a_card_come_along(asha: Person, phone: Phone) -> None:
    card = {"name": "Asha Rao", "label": "General", "emails": [], "positioning": "I read slides."}
    made = asha.browser.post("/api/v1/cards", json=card)
    assert made.status_code == 201, made.text
    phone.pull()
    [kept] = phone.of("card")
    assert kept["url"] == made.json["url"]
    for code in kept["codes"].values():
        assert code["size"] in range(21, 58, 4)
        assert code["path"].startswith("M0 0")
    assert kept["codes"]["offline"]["left_out"] == ["your statement"]


def test_the_account_comes_along(asha: Person, phone: Phone) -> None:
    [account] = phone.of("account")
    assert account["id"] == str(asha.id)
    assert account["email"] == asha.email
    assert "password" not in str(account)


def test_what_letters_quote_is_told_when_it_changes(asha: Person, phone: Phone) -> None:
    event_id = add_event(asha)
    marcus = phone.do("capture", **MARCUS)["contact_id"]
    phone.do("capture", **NGOZI, event_id=event_id, introduced_by=marcus)

    def letter() -> str:
        phone.pull()
        [owed] = [one for one in phone.of("follow_up") if one["detail"] == NGOZI["detail"]]
        return f"{owed['where']} {owed['draft']['body']} {owed['contact']['name']}"

    assert "ACP" in letter() and "Marcus" in letter()
    asha.browser.patch(f"/api/v1/events/{event_id}", json={"name": "CHEST"})
    assert "CHEST" in letter()
    edited(asha, marcus, name="Marco")
    assert "Marco" in letter()
    asha.browser.post("/api/v1/cards", json={"name": "Dr. Asha Rao"})
    assert "Dr. Asha Rao" in letter()
    asha.browser.delete(f"/api/v1/events/{event_id}")
    assert "CHEST" not in letter()


def test_a_letter_to_whoever_introduced_us_is_told_when_the_other_is_renamed(
    asha: Person, phone: Phone
) -> None:
    marcus = phone.do("capture", **MARCUS)["contact_id"]
    ngozi = phone.do("capture", **NGOZI, introduced_by=marcus)["contact_id"]
    edited(asha, ngozi, name="Ngozi Okafor")
    phone.pull()
    [thanks] = [one for one in phone.of("follow_up") if one["kind"] == "introduction_made"]
    assert "Ngozi Okafor" in thanks["draft"]["subject"]
