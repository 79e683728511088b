"""A vCard short enough for a code on a screen, and what is said of all that it leaves out."""

import re
from datetime import date
from typing import Any

import vobject
from hypothesis import given

from tests.formats.vcard_people import UID, lines_of, on_one_line, people, said
from webapp.formats.offline_card import write_offline_vcard
from webapp.formats.scanned import scan_vcard
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import VCardPerson


def offline(**values: Any) -> VCardPerson:
    usual = {
        "organisation": "Mercy Hospital",
        "title": "Chief resident",
        "phones": [TypedValue("+1 (555) 010-0199", "mobile")],
        "emails": [TypedValue("asha@example.org", "work")],
    }
    return VCardPerson(**({"uid": UID, "name": "Asha Rao"} | usual | values))


def test_a_usual_card_goes_whole_into_a_small_code() -> None:
    card = write_offline_vcard(offline())
    assert card.left_out == ()
    assert card.text == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Rao;Asha;;;\r\nFN:Asha Rao\r\n"
        "EMAIL;TYPE=WORK:asha@example.org\r\nTEL;TYPE=CELL:+15550100199\r\n"
        "ORG:Mercy Hospital\r\nTITLE:Chief resident\r\nEND:VCARD\r\n"
    )


def test_what_never_goes_in_is_named_on_the_screen() -> None:
    person = offline(
        photo_jpeg=b"x",
        note="n",
        addresses=[TypedValue("a")],
        birthday=date(1990, 1, 2),
        department="Cardiology",
    )
    assert write_offline_vcard(person).left_out == (
        "your photo",
        "your note",
        "your address",
        "your birthday",
        "your department",
    )


def test_what_is_least_needed_leaves_first() -> None:
    person = offline(
        phones=[TypedValue(f"+1 555 010 {number:04}") for number in range(3)],
        emails=[TypedValue("asha@example.org"), TypedValue("asha.rao@hospital.example.org")],
        links=["https://www.linkedin.com/in/asharao", "https://example.org/asha-rao"],
        title="Chief resident in cardiology",
    )
    card = write_offline_vcard(person)
    assert card.left_out == (
        "your third phone number",
        "your second phone number",
        "your second e-mail address",
        "your second link",
        "your title",
    )
    assert "TITLE" not in card.text
    assert "ORG:Mercy Hospital" in card.text
    assert len(card.text.encode()) <= 190


def test_kinds_of_numbers_go_before_anything_that_can_be_read() -> None:
    person = offline(organisation="Mercy Hospital of the City of Example Springs")
    card = write_offline_vcard(person)
    assert card.left_out == ()
    assert "\r\nTEL:+15550100199\r\n" in card.text


def test_a_number_with_a_meaning_in_its_marks_is_kept_as_written() -> None:
    text = write_offline_vcard(offline(phones=[TypedValue("+49 (0) 151 000")])).text
    assert ":+49 (0) 151 000\r\n" in text


def test_a_way_that_is_too_long_makes_room_for_another() -> None:
    person = offline(emails=[TypedValue("a" * 150 + "@example.org")])
    card = write_offline_vcard(person)
    assert "TEL" in card.text
    assert "your e-mail address" in card.left_out
    assert len(card.text.encode()) <= 190


def test_a_name_with_one_way_may_pass_the_small_size() -> None:
    person = offline(name="Ngozi Adébáyò " * 4, phones=[])
    card = write_offline_vcard(person)
    assert 190 < len(card.text.encode()) <= 271
    assert "asha@example.org" in card.text
    assert card.left_out == ("your title", "your organisation")


def test_a_name_is_cut_only_past_the_largest_size_and_said_to_be() -> None:
    card = write_offline_vcard(offline(name="Ngozi Adébáyò " * 10))
    assert len(card.text.encode()) <= 271
    assert "…" in card.text
    assert "asha@example.org" in card.text
    assert card.left_out[-1] == "part of your name"


def test_a_way_that_no_code_can_hold_is_left_out_and_said_to_be() -> None:
    card = write_offline_vcard(
        VCardPerson(UID, "Asha Rao", emails=[TypedValue("a" * 250 + "@example.org")])
    )
    assert lines_of(card.text)[2:5] == ["N:;Asha Rao;;;", "FN:Asha Rao", "END:VCARD"]
    assert card.left_out == ("your e-mail address",)


@given(people)
def test_every_offline_card_fits_and_reads_back(person: VCardPerson) -> None:
    card = write_offline_vcard(person)
    assert len(card.text.encode()) <= 271
    assert all(len(line.encode()) <= 75 for line in card.text.split("\r\n"))
    heads = [line.partition(":")[0] for line in lines_of(card.text)]
    assert heads[:4] == ["BEGIN", "VERSION", "N", "FN"]
    scanned = scan_vcard(card.text)
    assert scanned is not None
    assert vobject.readOne(card.text).fn.value
    cut = "part of your name" in card.left_out
    if "…" not in person.name:
        assert cut is scanned.name.endswith("…")


def test_a_number_without_a_digit_is_not_dropped_without_a_word() -> None:
    card = write_offline_vcard(VCardPerson(UID, "Asha Rao", phones=[TypedValue("(-)", "mobile")]))
    assert "TEL;TYPE=CELL:(-)" in card.text


@given(people)
def test_what_is_missing_offline_is_always_said(person: VCardPerson) -> None:
    card = write_offline_vcard(person)
    heads = [re.split("[;:]", line)[0] for line in lines_of(card.text)]
    left_out = " / ".join(card.left_out)
    assert heads.count("TEL") + left_out.count("phone number") == len(said(person.phones))
    assert heads.count("EMAIL") + left_out.count("e-mail") == len(said(person.emails))
    assert heads.count("ORG") + left_out.count("organisation") == bool(
        on_one_line(person.organisation)
    )
    assert heads.count("TITLE") + left_out.count("title") == bool(on_one_line(person.title))
