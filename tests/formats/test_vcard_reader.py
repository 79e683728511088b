"""Reading vCards as phones, mail programs and careless scripts have written them."""

from base64 import b64encode

import pytest
import vobject

from webapp.formats.vcard_contact import Dropped, PostalAddress, ReadCard, ReadContact, TypedValue
from webapp.formats.vcard_reader import MAX_BYTES, MAX_LINES, read_vcards

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))


def _card(*lines: str | bytes, version: str = "3.0") -> bytes:
    raw = [line.encode() if isinstance(line, str) else line for line in lines]
    head = [b"BEGIN:VCARD", b"VERSION:" + version.encode()] if version else [b"BEGIN:VCARD"]
    return b"\r\n".join([*head, *raw, b"END:VCARD", b""])


def _read(*lines: str | bytes, version: str = "3.0") -> ReadCard:
    [card] = read_vcards(_card(*lines, version=version))
    return card


def _contact(*lines: str | bytes, version: str = "3.0") -> ReadContact:
    card = _read(*lines, version=version)
    assert card.dropped == ()
    assert card.error is None
    return card.contact


def test_a_whole_card_is_read() -> None:
    contact = _contact(
        "FN:Dr. Asha Maria Rao MD",
        "N:Rao;Asha;Maria;Dr.;MD",
        "ORG:Mercy Hospital;Internal Medicine;Ward 3",
        "TITLE:Chief resident",
        "TEL;TYPE=CELL:+1 555 0100",
        "TEL;TYPE=WORK,FAX:+1 555 0101",
        "EMAIL;TYPE=INTERNET,WORK:asha@example.org",
        "URL:https://example.org/asha",
        "NOTE:Runs marathons\\, twins\\; from Pune.\\nPoster 214",
        "CATEGORIES:Spring meeting,mentor",
        "BDAY:19900214",
        "ADR;TYPE=HOME:;;1 Main St\\, Flat 2;Springfield;IL;62701;USA",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{b64encode(JPEG).decode()}",
        "UID:urn:uuid:0190a000-0000-7000-8000-000000000001",
        "PRODID:-//Example//EN",
        "REV:20260101T000000Z",
    )
    assert contact == ReadContact(
        name="Dr. Asha Maria Rao MD",
        first="Asha",
        middle="Maria",
        last="Rao",
        prefix="Dr.",
        suffix="MD",
        organisation="Mercy Hospital",
        department="Internal Medicine, Ward 3",
        title="Chief resident",
        phones=(TypedValue("+1 555 0100", "mobile"), TypedValue("+1 555 0101", "work fax")),
        emails=(TypedValue("asha@example.org", "work"),),
        links=("https://example.org/asha",),
        note="Runs marathons, twins; from Pune.\nPoster 214",
        categories=("Spring meeting", "mentor"),
        birthday="1990-02-14",
        addresses=(
            PostalAddress(
                type="home",
                street="1 Main St, Flat 2",
                city="Springfield",
                region="IL",
                postal_code="62701",
                country="USA",
            ),
        ),
        photo=JPEG,
        uid="urn:uuid:0190a000-0000-7000-8000-000000000001",
    )


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0", ""])
def test_every_version_is_read_with_or_without_its_number(version: str) -> None:
    assert _contact("FN:Asha", "TEL:1", version=version).name == "Asha"


def test_text_stays_exactly_as_it_is() -> None:
    assert _contact("FN: Asha  Rao ", "TEL:+1 (555) 0100 ").name == " Asha  Rao "


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN: ", "N:Rao;Asha;;Dr.;"], "Dr. Asha Rao"),
        (["N:;;;;", "ORG:Mercy Hospital", "EMAIL:a@example.org"], "Mercy Hospital"),
        (["NICKNAME:Bo\\, the elder", "ORG:Mercy Hospital"], "Bo, the elder"),
        (["EMAIL:a@example.org", "TEL:1"], "a@example.org"),
        (["TEL:1"], "1"),
        (["NOTE:nobody"], ""),
    ],
)
def test_a_card_without_fn_is_named_by_the_next_best(lines: list[str], name: str) -> None:
    assert _contact(*lines).name == name


def test_commas_separate_names_only_since_version_3() -> None:
    assert _contact("N:Rao;Asha;Maria,Devi;;MD,,PhD").middle == "Maria Devi"
    assert _contact("N:Rao;Asha;Maria,Devi;;MD,,PhD").suffix == "MD, PhD"
    assert _contact("N:Rao;Asha;Maria,Devi;;", version="2.1").middle == "Maria,Devi"


def test_quoted_printable_is_split_before_it_is_decoded() -> None:
    contact = _contact(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Rao=3BSen;J=C3=B6rg;;;",
        "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=",
        "two",
        version="2.1",
    )
    assert (contact.last, contact.first) == ("Rao;Sen", "Jörg")
    assert contact.note == "one\r\ntwo"


@pytest.mark.parametrize(
    "line",
    [
        f"N;CHARSET=UTF-8;ENCODING=BASE64:{b64encode('Ráo;Asha'.encode()).decode()}",
        f"N;ENCODING=b;CHARSET=iso-8859-1:{b64encode('Ráo;Asha'.encode('latin-1')).decode()}",
    ],
)
def test_text_in_base64_is_read(line: str) -> None:
    contact = _contact(line, version="2.1")
    assert (contact.first, contact.last) == ("Asha", "Ráo")


@pytest.mark.parametrize("name", ["John", "Asha Rao", "abcd efg", "Rao"])
def test_text_that_only_says_it_is_base64_stays(name: str) -> None:
    assert _contact(f"FN;ENCODING=b:{name}").name == name


def test_a_long_note_is_read_whole() -> None:
    note = "Asked twice about the visa.\n" * 2_000
    assert _contact("FN:Asha", "NOTE:" + note.replace("\n", "\\n")).note == note


@pytest.mark.parametrize("folded", [True, False])
def test_a_note_without_end_is_named_by_its_line_and_costs_no_other(folded: bool) -> None:
    lines = ["x" * 70] * 15_000
    card = _read("FN:Asha", "NOTE:" + ("\r\n " if folded else "").join(lines), "TEL:1")
    assert (card.contact.name, card.contact.note) == ("Asha", "")
    assert card.contact.phones == (TypedValue("1"),)
    assert card.dropped == (Dropped(4, "The note is longer than 1,000,000 bytes."),)


def test_a_logo_is_given_back_whole() -> None:
    logo = "LOGO;ENCODING=b;TYPE=PNG:" + b64encode(JPEG * 60).decode()
    assert _contact("FN:Asha", logo).unmodelled == (logo,)


def test_shift_jis_is_read() -> None:
    name = "FN;CHARSET=SHIFT_JIS:表 ソラ".encode("shift_jis")
    parts = "N;CHARSET=SHIFT_JIS:表;ソラ;;;".encode("shift_jis")
    contact = _contact(name, parts, version="2.1")
    assert (contact.name, contact.last, contact.first) == ("表 ソラ", "表", "ソラ")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_whole_files_in_other_encodings_are_read(codec: str) -> None:
    [card] = read_vcards(_card("FN:Zoë").decode().encode(codec))
    assert card.contact.name == "Zoë"


def test_one_file_may_mix_encodings() -> None:
    files = _card("FN:Zoë") + _card(b"FN:Zo\xeb") + _card("FN;CHARSET=CP1251:Анна".encode("cp1251"))
    assert [card.contact.name for card in read_vcards(files)] == ["Zoë", "Zoë", "Анна"]


def test_lines_without_a_charset_have_the_cards() -> None:
    contact = _contact("FN;CHARSET=CP1251:Анна".encode("cp1251"), "NOTE:друг".encode("cp1251"))
    assert contact.note == "друг"


def test_apples_labels_are_the_type_of_their_line() -> None:
    contact = _contact(
        "item1.TEL;type=WORK:1",
        "item1.X-ABLabel:Front desk",
        "item2.EMAIL:a@example.org",
        "item2.X-ABLabel:_$!<Work>!$_",
        "item3.X-ABDATE:2001-02-03",
        "item3.X-ABLabel:_$!<Anniversary>!$_",
        "NICKNAME:Ash",
    )
    assert contact.phones == (TypedValue("1", "Front desk"),)
    assert contact.emails == (TypedValue("a@example.org", "work"),)
    assert contact.unmodelled == (
        "item3.X-ABDATE:2001-02-03",
        "item3.X-ABLABEL:_$!<Anniversary>!$_",
        "NICKNAME:Ash",
    )


def test_colons_that_apple_escapes_are_colons() -> None:
    assert _contact("URL:https\\://example.org/a").links == ("https://example.org/a",)


def test_linkedin_is_a_link_wherever_it_stands_and_only_once() -> None:
    contact = _contact(
        "X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/asha",
        "URL:https://www.linkedin.com/in/asha",
        "X-SOCIALPROFILE;type=linkedin;x-user=b:http://linkedin.com/in/b",
        "X-SOCIALPROFILE;type=twitter:https://twitter.example/asha",
    )
    assert contact.links == ("https://www.linkedin.com/in/asha", "http://linkedin.com/in/b")
    assert contact.unmodelled == ("X-SOCIALPROFILE;TYPE=twitter:https://twitter.example/asha",)


def test_of_what_one_has_once_the_preferred_is_taken_and_the_others_kept() -> None:
    contact = _contact(
        "TITLE:Resident", "TITLE;PREF=1:Chief resident", "TITLE:Runner", "ORG:A", "ORG:B;C"
    )
    assert (contact.title, contact.organisation) == ("Chief resident", "A")
    assert contact.unmodelled == ("TITLE:Resident", "TITLE:Runner", "ORG:B;C")


def test_two_notes_are_one() -> None:
    assert _contact("NOTE:one", "NOTE: ", "NOTE:two").note == "one\ntwo"


def test_telephone_addresses_of_version_4_stay_as_written() -> None:
    contact = _contact('TEL;VALUE=uri;TYPE="work,voice":tel:+1-555-0100;ext=2', version="4.0")
    assert contact.phones == (TypedValue("tel:+1-555-0100;ext=2", "work"),)


def test_unknown_lines_are_kept_in_the_cards_order() -> None:
    contact = _contact("NICKNAME:Ash", "X-GOOGLE TALK:a", "SOUND;X-IRMC-N:ｱｼｬ;;", "X-EMPTY:")
    assert contact.unmodelled == (
        "NICKNAME:Ash",
        "X-GOOGLE-TALK:a",
        "SOUND;TYPE=X-IRMC-N:ｱｼｬ;;",
    )


def test_a_photo_at_an_address_is_kept_as_a_line() -> None:
    contact = _contact("PHOTO;VALUE=uri:https://example.org/me.jpg")
    assert contact.photo is None
    assert contact.unmodelled == ("PHOTO;VALUE=uri:https://example.org/me.jpg",)


def test_a_second_photo_and_a_broken_one_are_named() -> None:
    photo = f"PHOTO;BASE64:{b64encode(JPEG).decode()}"
    card = _read(photo, photo, "PHOTO;BASE64:!", "PHOTO:")
    assert card.contact.photo == JPEG
    assert card.dropped == (
        Dropped(4, "A contact has one photo; this one was left out."),
        Dropped(5, "The photo could not be read."),
    )


def test_a_bad_line_costs_only_itself() -> None:
    card = _read("FN:Asha", "# nothing", "nothing", "TITLE:" + "x" * 9000, "TEL:1")
    assert (card.contact.name, card.contact.phones) == ("Asha", (TypedValue("1"),))
    assert card.dropped == (
        Dropped(4, "This is not a vCard line. (Lines 4 to 5.)"),
        Dropped(6, "The line is longer than 8 KB."),
    )


def test_a_line_that_vobject_cannot_read_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UnicodeError

    monkeypatch.setattr(vobject.vcard.VCardTextBehavior, "decode", fail)
    card = _read(r"TITLE:Resident\, PGY-2", "N:Rao;Asha;;;")
    assert card.contact.last == "Rao"
    assert card.dropped == (Dropped(3, "This line could not be read."),)


def test_parts_that_no_field_takes_are_named() -> None:
    card = _read("N:Rao;Asha;;;;Sen", "FN:Asha", "ADR:;;a;b;c;d;e;f", "ADR:;;a;b;c;d;e; ;")
    assert [entry.line for entry in card.dropped] == [3, 5]


def test_a_bad_card_costs_no_other() -> None:
    files = _card("FN:A") + b"BEGIN:VCARD\r\n\xff\x00:;\r\n" + _card("FN:B") + _card("FN:C")
    cards = list(read_vcards(files))
    assert [card.contact.name for card in cards] == ["A", "", "B", "C"]
    assert [card.index for card in cards] == [0, 1, 2, 3]
    assert [entry.line for entry in cards[1].dropped] == [6, 5]


def test_an_agent_is_a_card_inside_another() -> None:
    data = b"BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    boss, agent = read_vcards(data)
    assert (boss.contact.name, boss.contact.phones, boss.inside) == ("A", (TypedValue("1"),), None)
    assert (agent.contact.name, agent.first_line, agent.inside) == ("B", 4, 0)


def test_text_outside_the_cards_is_named_by_the_nearest() -> None:
    first, second = read_vcards(b"hi\n" + _card("FN:A") + b"\nho\nho\n" + _card("FN:B") + b"bye")
    why = "This stands outside any card."
    assert first.dropped == (Dropped(1, why),)
    assert second.dropped == (Dropped(6, f"{why} (Lines 6 to 8.)"), Dropped(13, why))


def test_a_file_without_a_card_gives_none() -> None:
    assert list(read_vcards(b"Name,E-mail\r\nAsha,a@example.org\r\n")) == []


def test_a_file_that_is_too_large_is_refused_in_a_sentence() -> None:
    [card] = read_vcards(_card("FN:A") + b"\n" * MAX_BYTES)
    assert card.error is not None
    assert card.contact == ReadContact()


def test_the_first_card_past_the_limit_says_so() -> None:
    *read, last = read_vcards(b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 5_010)
    assert len(read) == last.index == 5_000
    assert last.error is not None
    assert last.first_line == 15_001


def test_a_card_of_countless_lines_is_read_up_to_a_limit() -> None:
    card = _read(*["X-A:1"] * (MAX_LINES + 5))
    assert len(card.contact.unmodelled) == MAX_LINES - 1
    assert [entry.line for entry in card.dropped] == [MAX_LINES + 2]
