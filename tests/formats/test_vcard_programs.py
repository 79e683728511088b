"""Cards as the address books of twenty years write them, each by what its standard says."""

from tests.formats.vcard_people import person_of
from webapp.formats.vcard4_writer import write_vcard4
from webapp.formats.vcard_contact import PostalAddress, ReadContact, TypedValue
from webapp.formats.vcard_reader import read_vcards
from webapp.formats.vcard_writer import write_vcard


def _read(text: str, codec: str = "utf-8") -> ReadContact:
    [card] = read_vcards(text.strip().replace("\n", "\r\n").encode(codec))
    assert card.dropped == ()
    assert card.error is None
    return card.contact


def test_outlook_of_2007() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:2.1
N;LANGUAGE=en-us;CHARSET=windows-1252:Núñez;Inés;;Dr.
FN;CHARSET=windows-1252:Inés Núñez
ORG;CHARSET=windows-1252:Mercy Hôpital;Cardiology
TITLE:Program Director
NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1252:Caf=E9 at noon=0D=0A=
second line; third=3B
TEL;WORK;VOICE:(973) 555-0100
TEL;WORK;FAX:(973) 555-0101
TEL;CELL;VOICE:(973) 555-0102
ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;1 Main St=0D=0AFloor 8;Newark;NJ;07101;United States
LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:1 Main St=0D=0A=
Floor 8=0D=0A=
Newark, NJ 07101
URL;WORK:http://mercy.example.org/a?b=c
BDAY:19800322
EMAIL;PREF;INTERNET:ines@mercy.example.org
X-MS-OL-DEFAULT-POSTAL-ADDRESS:2
X-MS-MANAGER:Ngozi Okafor
REV:20120305T133242Z
END:VCARD
""",
        "cp1252",
    )
    assert (contact.name, contact.prefix) == ("Inés Núñez", "Dr.")
    assert (contact.first, contact.last) == ("Inés", "Núñez")
    assert (contact.organisation, contact.department) == ("Mercy Hôpital", "Cardiology")
    assert contact.note == "Café at noon\r\nsecond line; third;"
    assert [phone.type for phone in contact.phones] == ["work", "work fax", "mobile"]
    assert contact.addresses[0].street == "1 Main St\r\nFloor 8"
    assert contact.links == ("http://mercy.example.org/a?b=c",)
    assert contact.birthday == "1980-03-22"
    assert "X-MS-MANAGER:Ngozi Okafor" in contact.unmodelled


def test_nokia_in_quoted_printable() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:2.1
N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=96zil;J=C3=BCrgen;;;
TEL;CELL;PREF:+4917012345
X-CLASS:private
END:VCARD
"""
    )
    assert (contact.name, contact.last) == ("Jürgen Özil", "Özil")
    assert contact.phones == (TypedValue("+4917012345", "mobile"),)


def test_samsung_with_a_label_of_ones_own() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:2.1
N:Rao;Asha;;;
TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E7=88=B8):+8210
EMAIL;X-CUSTOM(Study group):asha@example.org
END:VCARD
"""
    )
    assert contact.phones == (TypedValue("+8210", "爸"),)
    assert contact.emails == (TypedValue("asha@example.org", "Study group"),)


def test_an_old_phone_that_breaks_an_address_with_backslashes() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:2.1
N:Rao;Asha
ADR;HOME:;;c/o Brevern\\
Packstation 9\\
Box 3;Hamburg;;20144;Germany
TEL:1
END:VCARD
"""
    )
    street = "c/o Brevern\nPackstation 9\nBox 3"
    assert contact.addresses == (
        PostalAddress("home", "", "", street, "Hamburg", "", "20144", "Germany"),
    )
    assert contact.phones == (TypedValue("1"),)


def test_gmail_and_iphone_with_their_labels() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:3.0
N:Rao;Asha;;;
FN:Asha Rao
item1.EMAIL;type=INTERNET;type=pref:asha@example.org
item1.X-ABLabel:Residency office
TEL;type=IPHONE;type=CELL;type=VOICE:+1 (973) 555-0100
item2.ADR;type=HOME:;;1 Main St\\nApt 2;Newark;NJ;07101;USA
item2.X-ABADR:us
item3.URL:http\\://example.org
item3.X-ABLabel:_$!<HomePage>!$_
item4.X-ABDATE:2012-03-01
item4.X-ABLabel:_$!<Anniversary>!$_
BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-18
IMPP;X-SERVICE-TYPE=Jabber;type=HOME:xmpp:asha@example.org
X-ABShowAs:COMPANY
NOTE:one\\, two\\; three\\nfour \\\\ five
END:VCARD
"""
    )
    assert contact.emails == (TypedValue("asha@example.org", "Residency office"),)
    assert contact.phones == (TypedValue("+1 (973) 555-0100", "mobile"),)
    assert contact.addresses[0].street == "1 Main St\nApt 2"
    assert contact.links == ("http://example.org",)
    assert contact.birthday == "--02-18"
    assert contact.note == "one, two; three\nfour \\ five"
    assert contact.unmodelled == (
        "item2.X-ABADR:us",
        "item3.X-ABLABEL:_$!<HomePage>!$_",
        "item4.X-ABDATE:2012-03-01",
        "item4.X-ABLABEL:_$!<Anniversary>!$_",
        "IMPP;X-SERVICE-TYPE=Jabber;TYPE=HOME:xmpp:asha@example.org",
        "X-ABSHOWAS:COMPANY",
    )


def test_blackberry_and_lotus_with_several_middle_names_and_suffixes() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:3.0
N:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.,A.C.P.
FN:Dr. John Philip Paul Stevenson
ORG:Mercy\\, Inc.;North;Intensive care
CATEGORIES:Work,Friends\\, old
PHOTO;TYPE=JPEG;ENCODING=B:
 /9j/ 4AAQ
 SkZJRg==
END:VCARD
"""
    )
    assert contact.middle == "Philip Paul"
    assert contact.suffix == "Jr., M.D., A.C.P."
    assert (contact.organisation, contact.department) == ("Mercy, Inc.", "North, Intensive care")
    assert contact.categories == ("Work", "Friends, old")
    assert contact.photo == b"\xff\xd8\xff\xe0\x00\x10JFIF"


def test_version_4_by_its_own_standard() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:4.0
KIND:individual
FN;PREF=1:Simon Perreault
FN:Simon
N:Perreault;Simon;;;ing. jr,M.Sc.
BDAY:--0203
GENDER:M
LANG;PREF=1:fr
ORG;TYPE=work;SORT-AS="Viagenie":Viagenie
ADR;TYPE=work;LABEL="Suite D2-630^n2875 Laurier, ^'Quebec^'":
 ;Suite D2-630;2875 Laurier;Quebec;QC;G1V 2M2;Canada
TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+1-418-656-9254;ext=102
TEL;VALUE=uri;TYPE="work,cell,voice,video,text":tel:+1-418-262-6501
EMAIL;TYPE=work:simon@example.org
RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6
PHOTO:data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///w==
CLIENTPIDMAP:1;urn:uuid:53e374d9-337e-4727-8803-a1e9c14e0556
END:VCARD
"""
    )
    assert (contact.name, contact.suffix) == ("Simon Perreault", "ing. jr, M.Sc.")
    assert contact.birthday == "--02-03"
    assert contact.phones == (
        TypedValue("tel:+1-418-656-9254;ext=102", "work"),
        TypedValue("tel:+1-418-262-6501", "mobile"),
    )
    assert contact.addresses == (
        PostalAddress(
            "work", "", "Suite D2-630", "2875 Laurier", "Quebec", "QC", "G1V 2M2", "Canada"
        ),
    )
    assert contact.photo == b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    assert 'LABEL;TYPE=work:Suite D2-630\\n2875 Laurier\\, "Quebec"' in contact.unmodelled
    assert "BDAY:--0203" in write_vcard4(person_of(contact))


def test_a_group_with_its_members_is_given_back() -> None:
    contact = _read(
        """
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:The Rao family
MEMBER:urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af
END:VCARD
"""
    )
    assert contact.name == "The Rao family"
    written = write_vcard4(person_of(contact))
    assert "KIND:group\r\n" in written
    assert "MEMBER:urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af\r\n" in written


def test_an_agent_on_one_line_is_given_back() -> None:
    agent = "AGENT:BEGIN:VCARD\\nFN:Susan Thomas\\nEMAIL\\;INTERNET:sue@host.example\\nEND:VCARD\\n"
    contact = _read(f"BEGIN:VCARD\nVERSION:3.0\nFN:Boss\n{agent}\nTEL:5\nEND:VCARD")
    assert contact.phones == (TypedValue("5"),)
    assert agent in write_vcard(person_of(contact)).replace("\r\n ", "")
    related = agent.replace("AGENT:", "RELATED;TYPE=agent;VALUE=text:")
    assert related in write_vcard4(person_of(contact)).replace("\r\n ", "")


def test_files_of_the_classic_mac_and_of_programs_that_mix_line_ends() -> None:
    data = (
        b"BEGIN:VCARD\rFN:A\rNOTE:x\r y\rEND:VCARD\n\nBEGIN:VCARD\r\nFN:B\r\r\nTEL:1\n\rEND:VCARD"
    )
    first, second = read_vcards(data)
    assert (first.contact.name, first.contact.note) == ("A", "xy")
    assert (second.contact.name, second.contact.phones) == ("B", (TypedValue("1"),))
