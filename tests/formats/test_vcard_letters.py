"""Letters of every script, on cards that do not say what character set they are in."""

import quopri

import pytest

from webapp.formats.vcard_contact import ReadContact
from webapp.formats.vcard_reader import read_vcards

PEOPLE = {
    "windows-1252": ("Jörg", "Müller", "Universität Köln"),
    "latin-1": ("José", "Núñez", "Clínica São João"),
    "windows-1250": ("Žofie", "Dvořáková", "Nemocnice Příbram"),
    "iso-8859-2": ("Grażyna", "Łukasiewicz", "Szpital Świętej Anny"),
    "windows-1251": ("Анна", "Иванова", "Городская больница"),
    "koi8-r": ("Анна", "Иванова", "Городская больница"),
    "windows-1253": ("Γιώργος", "Παπαδόπουλος", "Νοσοκομείο"),
    "windows-1254": ("Şükrü", "Çağlar", "İstanbul Tıp"),
    "windows-1255": ("דוד", "כהן", "בית חולים"),
    "windows-1256": ("محمد", "الرحمن", "مستشفى المدينة"),
    "cp874": ("สมชาย", "ใจดี", "โรงพยาบาล"),
    "shift_jis": ("太郎", "渡辺", "東京病院"),
    "euc-jp": ("太郎", "渡辺", "東京病院"),
    "gb18030": ("小明", "王", "北京医院"),
    "gbk": ("国强", "李", "中华医院"),
    "big5": ("大文", "陳", "台北醫院"),
    "euc-kr": ("지수", "김", "서울병원"),
}


def _read(card: bytes) -> ReadContact:
    [read] = read_vcards(b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + card + b"END:VCARD\r\n")
    assert read.dropped == ()
    return read.contact


@pytest.mark.parametrize("codec", PEOPLE)
def test_a_card_without_a_charset_is_read_in_its_own(codec: str) -> None:
    first, last, organisation = PEOPLE[codec]
    contact = _read(f"N:{last};{first}\r\nORG:{organisation}\r\n".encode(codec))
    assert (contact.first, contact.last, contact.organisation) == (first, last, organisation)


@pytest.mark.parametrize("codec", PEOPLE)
def test_so_is_one_in_quoted_printable(codec: str) -> None:
    first, last, organisation = (quopri.encodestring(t.encode(codec)) for t in PEOPLE[codec])
    head = b";ENCODING=QUOTED-PRINTABLE:"
    contact = _read(b"N%s%s;%s\r\nORG%s%s\r\n" % (head, last, first, head, organisation))
    assert (contact.first, contact.last, contact.organisation) == PEOPLE[codec]


@pytest.mark.parametrize("name", ["René", "Hélène", "Œuvre", "Müller", "Søren", "Núñez", "Škoda"])
def test_a_single_word_of_the_west_is_windows_1252(name: str) -> None:
    assert _read(f"FN:{name}\r\n".encode("cp1252")).name == name


def test_a_line_that_is_utf_8_stays_so_beside_one_that_is_not() -> None:
    contact = _read("FN:Ødegård\r\n".encode() + "ORG:Городская больница\r\n".encode("cp1251"))
    assert (contact.name, contact.organisation) == ("Ødegård", "Городская больница")


def test_a_charset_on_one_line_serves_those_without() -> None:
    lines = "FN;CHARSET=KOI8-R:Анна\r\nORG:Больница\r\n".encode("koi8-r")
    assert _read(lines).organisation == "Больница"


def test_a_card_with_little_to_tell_by_is_read_as_the_others_of_its_file() -> None:
    names = ["渡辺 表示", "太郎", "東京", "さくら", "佐藤 花子", "表"]
    data = "".join(f"BEGIN:VCARD\r\nFN:{name}\r\nEND:VCARD\r\n" for name in names)
    assert [card.contact.name for card in read_vcards(data.encode("shift_jis"))] == names


def test_a_card_with_much_to_tell_by_is_read_as_itself() -> None:
    names = {"Городская больница Анна": "cp1251", "Γιώργος Παπαδόπουλος Νοσοκομείο": "cp1253"}
    cards = (f"BEGIN:VCARD\r\nFN:{n}\r\nEND:VCARD\r\n".encode(c) for n, c in names.items())
    assert [card.contact.name for card in read_vcards(b"".join(cards))] == list(names)
