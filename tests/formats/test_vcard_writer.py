"""Writing vCards that every address book takes, checked with vobject as the reader."""

import re
from base64 import b64decode
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from email.message import EmailMessage
from itertools import islice, repeat
from typing import Any
from urllib.parse import unquote

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.formats.scanned import scan_vcard
from webapp.formats.vcard_writer import (
    NameParts,
    TypedValue,
    VCardPerson,
    content_disposition,
    filename,
    split_name,
    write_offline_vcard,
    write_vcard,
    write_vcards,
)

UID = "0190a000-0000-7000-8000-000000000001"
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

hostile = st.lists(
    st.sampled_from(
        [*'\r\n\0\t\\;,:"=', "\x0b", "\x85", "\u2028", "\ud800", "END:VCARD", "TEL:1", "\r\n ", "ü"]
    )
).map("".join)
texts = st.one_of(st.text(max_size=120), hostile)
kinds = st.one_of(st.sampled_from(["mobile", "work", "home", "fax", "other", ""]), hostile)
typed = st.builds(TypedValue, texts, kinds)
addresses = st.sampled_from(
    ["https://example.org/a,b;c", "linkedin.com/in/asha-rao", "https://example.org/ü", "nonsense"]
)
people = st.builds(
    VCardPerson,
    uid=st.one_of(st.uuids().map(str), texts),
    name=texts,
    first=texts,
    last=texts,
    middle=texts,
    prefix=texts,
    suffix=texts,
    organisation=texts,
    department=texts,
    title=texts,
    phones=st.lists(typed, max_size=3),
    emails=st.lists(typed, max_size=3),
    links=st.lists(st.one_of(addresses, texts), max_size=3),
    note=texts,
    categories=st.lists(texts, max_size=3),
    birthday=st.none() | st.dates(),
    addresses=st.lists(typed, max_size=2),
    photo_jpeg=st.none() | st.binary(max_size=300),
    rev=st.none() | st.datetimes(min_value=datetime(1900, 1, 1)),  # noqa: DTZ001
)


def lines_of(card: str) -> list[str]:
    """The card's lines with their folds undone."""
    return card.replace("\r\n ", "").split("\r\n")


def values(card: Any, name: str) -> list[Any]:
    return [line.value for line in card.contents.get(name, [])]


def on_one_line(text: str) -> str:
    """What a reader may find of a value: blanks for line ends, no control characters."""
    text = re.sub("[\n\t\u2028\u2029]", " ", text)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


def on_several_lines(text: str) -> str:
    return on_one_line(re.sub("[\n\u2028\u2029]", "\ue000", text)).replace("\ue000", "\n")


def said(typed_values: Iterable[TypedValue]) -> list[str]:
    """The values that have more than blanks in them."""
    plain = [on_one_line(typed_value.value) for typed_value in typed_values]
    return [value for value in plain if value.strip()]


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
        assert card.fn.value == on_one_line(person.name.strip())
    if person.organisation or person.department:
        work = on_one_line(person.organisation), on_one_line(person.department)
        assert (*card.org.value, "")[:2] == work
    assert values(card, "title") == [on_one_line(person.title)] * bool(person.title)
    assert values(card, "tel") == said(person.phones)
    assert values(card, "email") == said(person.emails)
    assert values(card, "note") == [on_several_lines(person.note)] * bool(person.note)
    assert values(card, "bday") == [str(person.birthday)] * bool(person.birthday)
    assert values(card, "photo") == [person.photo_jpeg] * bool(person.photo_jpeg)
    streets = [address.street.replace("\n", " ") for address in values(card, "adr")]
    assert streets == said(person.addresses)
    assert len(values(card, "uid")) == 1


@given(people)
def test_no_value_can_break_out_of_its_line(person: VCardPerson) -> None:
    text = write_vcard(person)
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text)
    allowed = {
        *("BEGIN", "VERSION", "N", "FN", "ORG", "TITLE", "BDAY", "NOTE", "CATEGORIES", "PRODID"),
        *("TEL;TYPE=CELL", "TEL;TYPE=VOICE", "TEL;TYPE=WORK,VOICE", "TEL;TYPE=HOME,VOICE"),
        *("TEL;TYPE=FAX", "EMAIL;TYPE=INTERNET", "EMAIL;TYPE=INTERNET,WORK"),
        *("EMAIL;TYPE=INTERNET,HOME", "URL;TYPE=WORK", "X-SOCIALPROFILE;TYPE=linkedin"),
        *("ADR;TYPE=WORK", "ADR;TYPE=HOME", "ADR;TYPE=POSTAL", "PHOTO;ENCODING=b;TYPE=JPEG"),
        *("UID", "REV", "END"),
    }
    heads = [line.partition(":")[0] for line in lines_of(text) if line]
    assert set(heads) <= allowed
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
    links = ["javascript:alert(1)", "mailto:a@example.org", "example.org/a", "https://a b"]
    lines = lines_of(write_vcard(VCardPerson("1", "A", links=links)))
    assert [line for line in lines if line.startswith("URL")] == [
        "URL;TYPE=WORK:https://example.org/a"
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
    assert cut is (scanned.name.endswith("…") and "…" not in person.name)


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


@pytest.mark.parametrize(
    ("name", "plain", "full"),
    [
        ("Asha Rao", "Asha Rao", "Asha Rao"),
        ("Jürgen Müller-Weiß", "Jurgen Muller-Weiss", "Jürgen Müller-Weiß"),
        ("Ngozi Adébáyò", "Ngozi Adebayo", "Ngozi Adébáyò"),
        ('A "B" C/D\\E', "A B C D E", "A B C D E"),
        ("A\r\nX-Evil: 1", "A X-Evil 1", "A X-Evil 1"),
        ("../../etc/passwd", "etc passwd", "etc passwd"),
        ("山田 太郎", "contact", "山田 太郎"),
        ("Asha 👩‍⚕️", "Asha", "Asha 👩‍⚕️"),
        ("fdp.\u202efcv", "fdp. fcv", "fdp. fcv"),
        ("", "contact", "contact"),
        (" . ", "contact", "contact"),
    ],
)
def test_a_file_is_named_after_the_person(name: str, plain: str, full: str) -> None:
    assert filename(name) == (plain, full)


@given(texts)
@example("é" * 300)
def test_a_download_header_is_one_ascii_line_that_gives_the_full_name(name: str) -> None:
    header = content_disposition(name, "vcf")
    assert re.fullmatch(r"[\x20-\x7e]+", header)
    match = re.fullmatch(
        r"""attachment; filename="([^"\\%]+)\.vcf"; filename\*=UTF-8''([^\s"',;()*]+)""", header
    )
    assert match is not None
    assert (match[1], unquote(match[2])) == (filename(name)[0], f"{filename(name)[1]}.vcf")
    assert len(unquote(match[2]).encode()) <= 160
    assert EmailMessage().policy.header_factory("Content-Disposition", header).content_disposition


def test_an_extension_is_plain() -> None:
    assert content_disposition("Asha", "csv").endswith("filename*=UTF-8''Asha.csv")
    with pytest.raises(ValueError, match="extension"):
        content_disposition("Asha", 'vcf"\r\n')
