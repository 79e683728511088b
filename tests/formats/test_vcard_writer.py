"""Writing vCards that every address book takes, checked with vobject as the reader."""

import re
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice, repeat

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.vcard_people import (
    UID,
    lines_of,
    on_one_line,
    on_several_lines,
    people,
    said,
    values,
)
from webapp.formats.given_back import lines_to_give_back
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import Address, NameParts, VCardPerson, split_name
from webapp.formats.vcard_writer import write_vcard, write_vcards

ASHA = VCardPerson(
    uid=UID,
    name="Dr. Asha Rao",
    organisation="Mercy Hospital",
    title="Chief resident",
    phones=[TypedValue("+1 555 0100", "mobile"), TypedValue("+1 555 0101", "work")],
    emails=[TypedValue("asha@example.org", "work")],
    links=["https://www.linkedin.com/in/asharao", "https://example.org/asha"],
    note="Twin daughters; ran Boston.\nMet at poster 214, hall B.",
    categories=["Spring meeting", "mentor"],
    birthday=date(1990, 1, 2),
    rev=datetime(2026, 4, 3, 9, 30, tzinfo=UTC),
)


def test_a_card_reads_line_by_line_as_address_books_want_it() -> None:
    assert write_vcard(ASHA).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Rao;Asha;;Dr.;",
        "FN:Dr. Asha Rao",
        "ORG:Mercy Hospital",
        "TITLE:Chief resident",
        "TEL;TYPE=CELL:+1 555 0100",
        "TEL;TYPE=WORK,VOICE:+1 555 0101",
        "EMAIL;TYPE=INTERNET,WORK:asha@example.org",
        "URL;TYPE=WORK:https://www.linkedin.com/in/asharao",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/asharao",
        "URL;TYPE=WORK:https://example.org/asha",
        "BDAY:1990-01-02",
        r"NOTE:Twin daughters\; ran Boston.\nMet at poster 214\, hall B.",
        "CATEGORIES:Spring meeting,mentor",
        "PRODID:-//Hallway//Hallway 1//EN",
        f"UID:urn:uuid:{UID}",
        "REV:2026-04-03T09:30:00Z",
        "END:VCARD",
        "",
    ]


@given(people)
def test_vobject_reads_every_field_as_it_was(person: VCardPerson) -> None:
    card = vobject.readOne(write_vcard(person))
    given_parts = (person.last, person.first, person.middle, person.prefix, person.suffix)
    if on_one_line(person.first + person.last).strip():
        name = card.n.value
        read_parts = (name.family, name.given, name.additional, name.prefix, name.suffix)
        assert read_parts == tuple(map(on_one_line, given_parts))
    if on_one_line(person.name).strip():
        assert card.fn.value == on_one_line(person.name)
    work = on_one_line(person.organisation), on_one_line(person.department)
    if any(part.strip() for part in work):
        assert (*card.org.value, "")[:2] == (work if work[1].strip() else (work[0], ""))
    assert values(card, "title") == said([TypedValue(person.title)])
    assert values(card, "tel") == said(person.phones)
    assert values(card, "email") == said(person.emails)
    note = on_several_lines(person.note)
    assert values(card, "note") == [note] * bool(note.strip())
    if person.birthday:
        assert values(card, "bday") == [str(person.birthday)]
    assert values(card, "photo") == [person.photo_jpeg] * bool(person.photo_jpeg)
    for written, read in zip(
        (a for a in person.addresses if said([a])), values(card, "adr"), strict=True
    ):
        parts = written.parts if isinstance(written, Address) else ("", "", written.value)
        read_parts = (read.box, read.extended, read.street, read.city, read.region)
        read_parts += (read.code, read.country)
        assert read_parts[: len(parts)] == tuple(map(on_several_lines, parts))
    assert len(values(card, "uid")) == 1


@given(people)
def test_no_value_can_break_out_of_its_line(person: VCardPerson) -> None:
    text = write_vcard(person)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text)
    allowed = {
        *("BEGIN", "VERSION", "N", "FN", "ORG", "TITLE", "BDAY", "NOTE", "CATEGORIES", "PRODID"),
        *("TEL;TYPE=CELL", "TEL;TYPE=VOICE", "TEL;TYPE=WORK,VOICE", "TEL;TYPE=HOME,VOICE"),
        *("TEL;TYPE=FAX", "EMAIL;TYPE=INTERNET", "EMAIL;TYPE=INTERNET,WORK"),
        *("EMAIL;TYPE=INTERNET,HOME", "URL;TYPE=WORK", "X-SOCIALPROFILE;TYPE=linkedin"),
        *("ADR;TYPE=WORK", "ADR;TYPE=HOME", "ADR;TYPE=POSTAL", "PHOTO;ENCODING=b;TYPE=JPEG"),
        *("UID", "REV", "END", "X-ABLabel"),
    }
    given_back = {line.partition(":")[0] for line in lines_to_give_back(person.unmodelled)}
    heads = [line.partition(":")[0] for line in lines_of(text) if line]
    own = [re.sub(r"^item\d+\.", "", head) for head in heads if head not in given_back]
    assert set(own) <= allowed
    for name in ("BEGIN", "VERSION", "N", "FN", "UID", "PRODID", "END"):
        assert heads.count(name) == 1


@given(people)
def test_no_line_is_longer_than_75_octets(person: VCardPerson) -> None:
    text = write_vcard(person)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@pytest.mark.parametrize("char", ["a", "é", "अ", "𝒜", "👩‍⚕️"])
@pytest.mark.parametrize("offset", range(80))
def test_a_fold_never_cuts_a_character(char: str, offset: int) -> None:
    note = "x" * offset + char * 60
    text = write_vcard(VCardPerson(uid="1", name="A", note=note))
    data = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in data)
    assert [line.decode() for line in data]
    assert f"NOTE:{note}" in lines_of(text)


def test_a_photo_is_folded_and_followed_by_a_blank_line_if_wanted() -> None:
    photo = bytes(range(256)) * 100
    person = VCardPerson(uid="1", name="A", photo_jpeg=photo)
    text = write_vcard(person)
    assert text.endswith("\r\n\r\nEND:VCARD\r\n")
    line = next(line for line in lines_of(text) if line.startswith("PHOTO"))
    assert b64decode(line.partition(":")[2]) == photo
    assert "\r\n\r\n" not in write_vcard(person, blank_line_after_photo=False)


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (VCardPerson("1", "", first="Asha", last="Rao", prefix="Dr."), "Dr. Asha Rao"),
        (VCardPerson("1", " ", organisation="Mercy", emails=[TypedValue("a@b.org")]), "Mercy"),
        (VCardPerson("1", "", emails=[TypedValue("a@b.org")]), "a@b.org"),
        (VCardPerson("1", "", phones=[TypedValue("555")]), "555"),
        (VCardPerson("1", ""), "No name"),
    ],
)
def test_a_person_without_a_name_is_listed_under_what_is_known(
    person: VCardPerson, name: str
) -> None:
    lines = lines_of(write_vcard(person))
    assert f"FN:{name}" in lines
    assert "N:Rao;Asha;;Dr.;" in lines or f"N:;{name};;;" in lines


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Asha Rao", NameParts("Rao", "Asha")),
        ("Asha Devi Rao", NameParts("Rao", "Asha Devi")),
        ("Asha", NameParts("", "Asha")),
        ("Prof. Dr Asha Rao, MD, PhD", NameParts("Rao", "Asha", "", "Prof. Dr", "MD, PhD")),
        ("Asha Rao, M.D.", NameParts("Rao", "Asha", "", "", "M.D.")),
        ("Rao, Asha", NameParts("Asha", "Rao,")),
        ("Dr.", NameParts("", "Dr.")),
        ("", NameParts()),
    ],
)
def test_a_whole_name_is_split_sensibly(name: str, parts: NameParts) -> None:
    assert split_name(name) == parts


@given(st.text())
def test_no_word_of_a_name_is_lost_in_splitting(name: str) -> None:
    last, first, middle, prefix, suffix = split_name(name)
    again = f"{prefix} {first} {middle} {last} {suffix}"
    assert again.replace(",", " ").split() == name.replace(",", " ").split()


def test_only_safe_web_links_are_written() -> None:
    links = ["javascript:alert(1)", "mailto:a@example.org", "\0example.org/a\n", "https://a b"]
    lines = lines_of(write_vcard(VCardPerson("1", "A", links=links)))
    assert [line for line in lines if line.startswith("URL")] == ["URL;TYPE=WORK:example.org/a"]


def test_links_come_back_as_they_were_and_linkedins_whole() -> None:
    links = ["www.example.org", "HTTP://Example.org/A", "linkedin.com/in/asha"]
    lines = lines_of(write_vcard(VCardPerson("1", "A", links=links)))
    assert [line.partition(":")[2] for line in lines if line.startswith(("URL", "X-SOCIAL"))] == [
        *links[:2],
        *["https://linkedin.com/in/asha"] * 2,
    ]


def test_rev_is_in_utc_and_uid_is_the_same_in_every_export() -> None:
    east = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    first = lines_of(write_vcard(VCardPerson(UID.upper(), "A", rev=east)))
    later = lines_of(write_vcard(VCardPerson(UID, "B", rev=east.replace(tzinfo=None))))
    assert "REV:2025-12-31T23:30:00Z" in first
    assert "REV:2026-01-01T01:30:00Z" in later
    assert f"UID:urn:uuid:{UID}" in first
    assert f"UID:urn:uuid:{UID}" in later


def test_a_long_list_is_written_card_by_card() -> None:
    assert list(islice(write_vcards(repeat(ASHA)), 2)) == [write_vcard(ASHA)] * 2


def test_a_list_reads_back_in_its_order() -> None:
    names = [f"Person {number}" for number in range(20)]
    text = "".join(write_vcards(VCardPerson(name, name, photo_jpeg=b"x") for name in names))
    assert [card.fn.value for card in vobject.readComponents(text)] == names


def test_a_kind_that_no_standard_has_goes_along_as_a_label() -> None:
    person = VCardPerson(
        "1",
        "A",
        phones=[TypedValue("555", "ski hut; winter"), TypedValue("556", "Work")],
        addresses=[Address("1 Quay", "lake house", ("", "", "1 Quay", "Bergen", "", "5003", "NO"))],
        unmodelled=["item1.X-ABADR:no"],
    )
    assert lines_of(write_vcard(person))[4:10] == [
        "item2.TEL;TYPE=VOICE:555",
        r"item2.X-ABLabel:ski hut\; winter",
        "item3.TEL;TYPE=WORK,VOICE:556",
        "item3.X-ABLabel:Work",
        "item4.ADR;TYPE=POSTAL:;;1 Quay;Bergen;;5003;NO",
        "item4.X-ABLabel:lake house",
    ]


def test_a_birthday_without_its_year_is_written_as_the_card_had_it() -> None:
    assert "BDAY:--02-18" in lines_of(write_vcard(VCardPerson("1", "A", birthday_text="--02-18")))


def test_what_no_field_held_is_given_back_and_folded() -> None:
    line = "X-FAVOURITE;X-KIND=tea:" + "oolong, " * 20
    text = write_vcard(VCardPerson("1", "A", unmodelled=[line]))
    assert line in lines_of(text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
