"""Reading the lists that people bring."""

from collections.abc import Mapping
from datetime import date

import pytest

from webapp.formats.csv_contacts import COLUMNS, CsvRow, write_csv
from webapp.formats.csv_people import OwnExtras
from webapp.formats.csv_reader import MAX_BYTES, MAX_PEOPLE, CsvCard, CsvReading, read_csv
from webapp.formats.vcard_contact import Dropped, PostalAddress, ReadContact, TypedValue

SHORT = "The row is shorter than the header; it was read as far as it goes."


def reading(text: str, columns: Mapping[int, str | None] | None = None) -> CsvReading:
    return read_csv(text.encode(), columns)


def only_card(text: str) -> CsvCard:
    [card] = reading(text).cards
    return card


def test_linkedins_connections_are_read_below_their_notes() -> None:
    found = reading(
        'Notes:\n"When exporting your connections, \nsome addresses are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        'Asha,Rao,https://www.linkedin.com/in/asharao,,"Mercy, Inc",Chief resident,03 Apr 2026\n'
        ",,,,,,02 Feb 2026\n"
    )
    asha, restricted = found.cards
    assert found.header == "linkedin"
    assert found.columns[6] == "other"
    assert (asha.index, asha.first_line, asha.dropped, asha.error) == (0, 6, (), None)
    assert asha.contact == ReadContact(
        name="Asha Rao",
        first="Asha",
        last="Rao",
        organisation="Mercy, Inc",
        title="Chief resident",
        links=("https://www.linkedin.com/in/asharao",),
        note="Connected On: 03 Apr 2026",
    )
    assert (restricted.index, restricted.first_line, restricted.contact) == (1, 7, ReadContact())
    assert restricted.error == "The row has no name, organisation, e-mail address or phone number."


def test_googles_list_is_read() -> None:
    card = only_card(
        "First Name,Middle Name,Last Name,File As,Organization Name,Organization Title,Birthday,"
        "Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
        "Address 1 - Label,Address 1 - Street,Address 1 - City,Website 1 - Value,"
        "Custom Field 1 - Label,Custom Field 1 - Value\n"
        "Asha,Devi,Rao,Rao A,Mercy,Chief resident,1990-01-02,Twins,,* myContacts ::: Friends,"
        "* Work,asha@example.org ::: rao@example.org,Mobile,+1 555 0100,Home,1 Main St,Cork,"
        "https://example.org,Shoe size,38\n"
    )
    assert (card.error, card.dropped) == (None, ())
    assert card.contact == ReadContact(
        name="Asha Devi Rao",
        first="Asha",
        middle="Devi",
        last="Rao",
        organisation="Mercy",
        title="Chief resident",
        phones=(TypedValue("+1 555 0100", "mobile"),),
        emails=(TypedValue("asha@example.org", "work"), TypedValue("rao@example.org", "work")),
        links=("https://example.org",),
        note="Twins\nShoe size: 38",
        categories=("Friends",),
        birthday="1990-01-02",
        addresses=(PostalAddress("home", street="1 Main St", city="Cork"),),
    )


def test_googles_older_list_is_read() -> None:
    card = only_card(
        "Name,Given Name,Family Name,Name Prefix,Group Membership,E-mail 1 - Type,"
        "E-mail 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n"
        "Dr. Asha Rao,Asha,Rao,Dr.,* myContacts,* Home,asha@example.org,,Mercy,Chief resident\n"
    )
    assert card.contact == ReadContact(
        name="Dr. Asha Rao",
        first="Asha",
        last="Rao",
        prefix="Dr.",
        organisation="Mercy",
        title="Chief resident",
        emails=(TypedValue("asha@example.org", "home"),),
    )


def test_outlooks_list_is_read_in_windows_1252() -> None:
    text = (
        '"Title","First Name","Last Name","Suffix","Company","Department","Job Title",'
        '"Business Street","Business City","Business Phone","Business Phone 2","Home Phone",'
        '"Mobile Phone","Birthday","Categories","E-mail Address","E-mail Type",'
        '"E-mail Display Name","E-mail 2 Address","Gender","Notes","Web Page"\r\n'
        '"Dr.","Käthe","Weiß","","Mercy","Cardiology","Chief resident","1 Main St","Cork",'
        '"1","2","3","4","0/0/00","Boston;Mentor","kw@example.org","SMTP","Weiß","k@example.org",'
        '"Unspecified","Line one\r\nLine two","https://example.org"\r\n'
    )
    found = read_csv(text.encode("cp1252"))
    [card] = found.cards
    assert (found.header, found.charset, card.dropped) == ("outlook", "cp1252", ())
    assert card.contact == ReadContact(
        name="Dr. Käthe Weiß",
        first="Käthe",
        last="Weiß",
        prefix="Dr.",
        organisation="Mercy",
        department="Cardiology",
        title="Chief resident",
        phones=(
            TypedValue("1", "work"),
            TypedValue("2", "work"),
            TypedValue("3", "home"),
            TypedValue("4", "mobile"),
        ),
        emails=(TypedValue("kw@example.org"), TypedValue("k@example.org")),
        links=("https://example.org",),
        note="Line one\nLine two",
        categories=("Boston", "Mentor"),
        addresses=(PostalAddress("work", street="1 Main St", city="Cork"),),
    )


def test_our_own_list_comes_back_whole() -> None:
    asha = CsvRow(
        name="=Asha Rao",
        first_name="Asha",
        last_name="Rao",
        organisation="Mercy",
        title="Chief resident",
        school="Grant Medical College",
        email="asha@example.org",
        email_2="rao@example.org",
        phone="+1 555 0100",
        phone_2="555 0101",
        links=("https://example.org", "https://example.org/asha"),
        detail="twin daughters",
        event="Spring meeting",
        place="poster 214",
        met_on=date(2026, 4, 3),
        promise="send the protocol",
        stage="mentor",
        note="- one\n- two",
    )
    found = reading("\ufeff" + "".join(write_csv([asha])))
    [card] = found.cards
    assert (found.header, found.names) == ("own", COLUMNS)
    assert card.contact == ReadContact(
        name="=Asha Rao",
        first="Asha",
        last="Rao",
        organisation="Mercy",
        title="Chief resident",
        phones=(TypedValue("+1 555 0100"), TypedValue("555 0101")),
        emails=(TypedValue("asha@example.org"), TypedValue("rao@example.org")),
        links=("https://example.org", "https://example.org/asha"),
        note="- one\n- two",
    )
    assert card.extras == OwnExtras(
        school="Grant Medical College",
        detail="twin daughters",
        event="Spring meeting",
        place="poster 214",
        met_on="2026-04-03",
        promise="send the protocol",
        stage="mentor",
    )


def test_columns_can_be_corrected() -> None:
    text = "Nazwisko;Imię;Verein\nRao;Asha;Chess\nLee;Ben;Go\n"
    found = reading(text)
    assert found.columns == {0: "name", 1: "other", 2: "other"}
    assert found.names == ("Nazwisko", "Imię", "Verein")
    corrected = reading(text, {0: "last", 1: "first", 2: None})
    assert corrected.columns == {0: "last", 1: "first", 2: None}
    assert [(card.contact.name, card.contact.note) for card in corrected.cards] == [
        ("Asha Rao", ""),
        ("Ben Lee", ""),
    ]


def test_a_correction_to_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="FIELDS"):
        reading("Name\nAsha\n", {0: "shoe size"})


@pytest.mark.parametrize(
    ("codec", "separator"),
    [("utf-8-sig", ","), ("utf-16", "\t"), ("utf-16-le", ";"), ("cp1250", ";")],
)
def test_the_encoding_and_the_separator_are_sensed(codec: str, separator: str) -> None:
    rows = [["First Name", "Last Name", "Email"], ["Łucja", "Żak", "l@example.org"]]
    found = read_csv("\r\n".join(map(separator.join, rows)).encode(codec))
    assert (found.header, found.separator) == ("unknown", separator)
    assert [card.contact.name for card in found.cards] == ["Łucja Żak"]


def test_ragged_rows_are_read_and_named() -> None:
    cards = list(reading("Name,Email\nAsha\nBen,b@example.org,x,,y\nCy,,,\nDee,\n").cards)
    assert [card.contact.name for card in cards] == ["Asha", "Ben", "Cy", "Dee"]
    assert [card.dropped for card in cards] == [
        (Dropped(2, SHORT),),
        (Dropped(3, "The row is longer than the header; 2 cells were left out."),),
        (),
        (),
    ]


def test_a_quotation_mark_that_never_closes_is_named_and_costs_nobody_else() -> None:
    cards = list(reading('Name,Email\nAsha,"a@example.org\nBen,b@example.org\n').cards)
    assert [card.contact.emails[0].value for card in cards] == ["a@example.org", "b@example.org"]
    [dropped] = cards[0].dropped
    assert (dropped.line, "quotation mark" in dropped.why) == (2, True)


def test_a_row_that_is_too_long_is_an_entry_of_its_own() -> None:
    cards = list(reading("Name,Email\n" + "x" * 200_000 + "\nBen,b@example.org\n").cards)
    assert [(card.error, card.contact.name) for card in cards] == [
        ("The row is longer than 128 KB.", ""),
        (None, "Ben"),
    ]


def test_lines_above_the_header_are_named() -> None:
    [card] = reading("My friends,,\nName,Email,Phone\nAsha,,1\n").cards
    assert card.dropped == (Dropped(1, "This stands above the names of the columns."),)


def test_blank_rows_and_a_second_header_are_nobody() -> None:
    text = "Name,Email\nAsha,\n\n , \nName,Email\nBen,\n"
    assert [(card.index, card.first_line) for card in reading(text).cards] == [(0, 2), (1, 6)]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00" * 50, b"Name,Email\n"])
def test_a_list_of_nobody_is_no_error(data: bytes) -> None:
    assert list(read_csv(data).cards) == []


def test_larger_files_and_longer_lists_are_refused_with_the_limit() -> None:
    [card] = read_csv(b"x" * (MAX_BYTES + 1)).cards
    assert card.error == "The file is larger than 5 MB. Split it and import the parts."
    *people, last = reading("Name\n" + "Asha\n" * (MAX_PEOPLE + 2)).cards
    assert len(people) == MAX_PEOPLE
    assert last.error == "The list has more than 5,000 people. Those from here on were not read."


def test_people_are_read_as_they_are_asked_for() -> None:
    cards = reading("Name\nAsha\nBen\n").cards
    assert next(cards).contact.name == "Asha"
    assert next(cards).contact.name == "Ben"
