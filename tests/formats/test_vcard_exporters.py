"""What programs and phones of twenty years make of a card, each as one of them writes it."""

from base64 import b64encode
from typing import Any

import pytest

from webapp.formats.vcard_contact import PostalAddress, ReadCard, TypedValue
from webapp.formats.vcard_reader import read_vcards

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 2
BASE64 = b64encode(JPEG).decode()


def _read(text: str, version: str, codec: str = "utf-8") -> ReadCard:
    head, tail = f"BEGIN:VCARD\r\nVERSION:{version}\r\n", "\r\nEND:VCARD\r\n"
    body = "\r\n".join(text.split("\n"))
    card, *_ = read_vcards((head + body + tail).encode(codec))
    return card


def phones(*numbers: str) -> tuple[TypedValue, ...]:
    """Phones written as `type number`."""
    pairs = (number.rsplit(" ", 1) for number in numbers)
    return tuple(TypedValue(value, kind) for kind, value in pairs)


def _pieces(indent: str, size: int = 60) -> str:
    return "\n".join(indent + BASE64[at : at + size] for at in range(0, len(BASE64), size))


QP = "ENCODING=QUOTED-PRINTABLE"
CASES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "Nokia, a note over several soft breaks",
        "2.1",
        f"N:Korhonen;Aino;;;\nTEL;CELL;PREF:040\nTEL;VIDEO:123\n"
        f"NOTE;{QP};CHARSET=UTF-8:=4C=C3=A4=C3=A4k=C3=A4ri=0D=0A=\n=0D=0AToinen",
        {"note": "Lääkäri\r\n\r\nToinen", "phones": phones("mobile 040", "video 123")},
    ),
    (
        "Sony Ericsson",
        "2.1",
        f"N;CHARSET=UTF-8;{QP}:=C3=85berg;=C3=85sa\nX-IRMC-LUID:0001D5\nTEL;CELL;X-PREF:1",
        {"last": "Åberg", "first": "Åsa", "unmodelled": ("X-IRMC-LUID:0001D5",)},
    ),
    ("Motorola", "2.1", "N:Doe;Jane\nBDAY:19800203", {"birthday": "1980-02-03"}),
    (
        "BlackBerry",
        "3.0",
        f"N:O'Brien;Pat;;;\nPHOTO;ENCODING=BASE64;TYPE=JPEG:{BASE64[:40]}\n {BASE64[40:]}\n"
        "TEL;TYPE=WORK;TYPE=VOICE:1",
        {"photo": JPEG, "phones": phones("work 1"), "name": "Pat O'Brien"},
    ),
    (
        "Palm",
        "2.1",
        f"N:Palm;Pat\nX-PALM-CUSTOM;1:foo\nNOTE;{QP}:one=0Atwo =3D 2",
        {"note": "one\ntwo = 2", "unmodelled": ("X-PALM-CUSTOM;TYPE=1:foo",)},
    ),
    (
        "quoted-printable whose continuation is indented",
        "2.1",
        f"FN:A\nNOTE;{QP};CHARSET=UTF-8:Eins=\n Zwei =C3=A4=\n Drei\nTITLE:x",
        {"note": "Eins Zwei ä Drei", "title": "x"},
    ),
    (
        "quoted-printable with a soft break too many",
        "2.1",
        f"FN:A\nNOTE;{QP}:abc=\nTEL;CELL:123\nEMAIL:a@example.org",
        {"note": "abc", "phones": phones("mobile 123")},
    ),
    (
        "quoted-printable that goes on with a colon",
        "2.1",
        f"FN:A\nNOTE;{QP}:see =\nhttp://example.org/a=3Db",
        {"note": "see http://example.org/a=b"},
    ),
    (
        "Lotus Notes",
        "3.0",
        'FN:John\nORG:IBM;Lotus;Dev\nTEL;TYPE="WORK,VOICE":1\n'
        "ADR;TYPE=WORK:;;1 Main St\\nSuite 5;Boston;MA;02110;USA",
        {
            "department": "Lotus, Dev",
            "phones": phones("work 1"),
            "addresses": (
                PostalAddress("work", "", "", "1 Main St\nSuite 5", "Boston", "MA", "02110", "USA"),
            ),
        },
    ),
    (
        "KAddressBook",
        "3.0",
        "FN:A\nX-messaging/xmpp-All:a@x\nGEO:1.0\\;2.0",
        {"unmodelled": ("X-MESSAGING-XMPP-ALL:a@x", "GEO:1.0\\;2.0")},
    ),
    (
        "Evolution",
        "3.0",
        "FN:A\nTEL;X-EVOLUTION-UI-SLOT=1;TYPE=WORK,VOICE:1\nX-EVOLUTION-SPOUSE:",
        {"phones": phones("work 1"), "unmodelled": ()},
    ),
    (
        "Google",
        "3.0",
        "FN:G\nitem1.EMAIL;TYPE=INTERNET:g@x\nitem1.X-ABLabel:\nitem2.TEL:1\n"
        "item2.X-ABLabel:Grand\\, Central\nitem3.URL:https\\://example.org/",
        {
            "emails": (TypedValue("g@x", "other"),),
            "phones": phones("Grand, Central 1"),
            "links": ("https://example.org/",),
        },
    ),
    (
        "iCloud",
        "3.0",
        "FN:A\nITEM1.TEL:1\nitem1.X-ABLabel:_$!<HomeFAX>!$_\nIMPP;X-SERVICE-TYPE=Skype:skype:a\n"
        "X-SOCIALPROFILE;type=linkedin;x-user=a:http\\://www.linkedin.com/in/a",
        {
            "phones": phones("home fax 1"),
            "links": ("http://www.linkedin.com/in/a",),
            "unmodelled": ("IMPP;X-SERVICE-TYPE=Skype:skype:a",),
        },
    ),
    (
        "Android 2.1",
        "2.1",
        f"N:;Bob;;;\nTEL;X-CUSTOM(CHARSET=UTF-8,{QP},=C3=A4):1\nTEL;X-Skype:2\n"
        f"PHOTO;ENCODING=BASE64;JPEG:{BASE64[:60]}\n{_pieces(' ')[61:]}\n\nEMAIL;X-Other:b@x",
        {"phones": phones("ä 1", "skype 2"), "emails": (TypedValue("b@x", "other"),)},
    ),
    (
        "Samsung",
        "2.1",
        f"N;CHARSET=UTF-8;{QP}:=EA=B9=80;=EC=A7=80=EC=88=98;;;\nTEL;CELL;X-SAMSUNG:010",
        {"last": "김", "first": "지수", "phones": phones("mobile 010")},
    ),
    (
        "Huawei",
        "2.1",
        f"N:;李雷;;;\nORG;CHARSET=UTF-8;{QP}:=E5=8C=97=E4=BA=AC=\n=E5=8C=BB=E9=99=A2",
        {"first": "李雷", "organisation": "北京医院"},
    ),
    (
        "base64 that nobody indented",
        "3.0",
        f"PHOTO;ENCODING=B;TYPE=JPEG:{_pieces('')}\nTEL:1",
        {"photo": JPEG, "phones": phones("other 1")},
    ),
    (
        "base64 between blank lines and blanks",
        "2.1",
        f"PHOTO;BASE64;TYPE=JPEG:\n\n{_pieces('  ')}  \n\nTEL:1",
        {"photo": JPEG, "phones": phones("other 1")},
    ),
    (
        "a photo as a data: address",
        "4.0",
        f"FN:A\nPHOTO:data:image/jpeg;base64,{BASE64}",
        {"photo": JPEG},
    ),
    (
        "photos at addresses",
        "3.0",
        "FN:A\nPHOTO;VALUE=uri:http://x.org/a.jpg\nPHOTO;VALUE=URL;TYPE=GIF:http\\://x.org/b",
        {
            "photo": None,
            "unmodelled": (
                "PHOTO;VALUE=uri:http://x.org/a.jpg",
                "PHOTO;VALUE=URL;TYPE=GIF:http\\://x.org/b",
            ),
        },
    ),
    (
        "names in lower case",
        "3.0",
        f"photo;encoding=b;type=jpeg:{BASE64}\nfn:low er\nn:er;low;;;\ntel;type=cell:1\nnote:hi",
        {"photo": JPEG, "last": "er", "phones": phones("mobile 1"), "note": "hi"},
    ),
    (
        "types in every spelling",
        "3.0",
        'TEL;TYPE=home,voice,pref:1\nTEL;TYPE="work,fax":2\nTEL;HOME;FAX:3\n'
        'TEL;TYPE=WORK;TYPE=CELL:4\nTEL;TYPE=iPhone,CELL:5\nTEL;TYPE="home","fax":6\nTEL;MAIN:7',
        {
            "phones": phones(
                *("home 1", "work fax 2", "home fax 3", "mobile 4", "mobile 5"),
                *("home fax 6", "main 7"),
            )
        },
    ),
    (
        "the begin of a card within a note",
        "3.0",
        "NOTE:text\\nBEGIN:VCARD\\nFN:no\n BEGIN:VCARD\n END:VCARD\nFN:A",
        {"name": "A", "note": "text\nBEGIN:VCARD\nFN:noBEGIN:VCARDEND:VCARD"},
    ),
    ("a name of one part", "3.0", "N:Only", {"last": "Only", "name": "Only"}),
    (
        "names in lists",
        "3.0",
        "N:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.",
        {"middle": "Philip Paul", "suffix": "Jr., M.D."},
    ),
    (
        "every escape",
        "3.0",
        r"NOTE:a\nb\Nc\,d\;e\:f\\g"
        "\n"
        r"ORG:A\;B\, C;D"
        "\n"
        r"URL:https\://x.org/a\,b\;c",
        {
            "note": "a\nb\nc,d;e:f\\g",
            "organisation": "A;B, C",
            "department": "D",
            "links": ("https://x.org/a,b;c",),
        },
    ),
    (
        "2.1, where a comma is a comma",
        "2.1",
        r"N:O\;x;A,B" "\nTITLE:a,b;c\n" r"ADR:;;1\;2;C",
        {
            "last": "O;x",
            "first": "A,B",
            "title": "a,b;c",
            "addresses": (PostalAddress("other", "", "", "1;2", "C"),),
        },
    ),
    (
        "4.0 by its standard",
        "4.0",
        'FN:A\nTEL;VALUE=uri;TYPE="voice,cell";PREF=1:tel:+1-555-0100;ext=5\n'
        "EMAIL;PREF=1:a@b.c\nKIND:individual\nRELATED;TYPE=friend:urn:uuid:f81d\n"
        'N;SORT-AS="Doe,A":van Doe;A;;;\nTITLE;ALTID=1;LANGUAGE=fr:Patron\n'
        "TITLE;ALTID=1;LANGUAGE=en:Boss\nBDAY;VALUE=text:circa 1800\nUID:urn:uuid:4fbe",
        {
            "phones": phones("mobile tel:+1-555-0100;ext=5"),
            "last": "van Doe",
            "title": "Patron",
            "birthday": "circa 1800",
            "uid": "urn:uuid:4fbe",
            "unmodelled": (
                "KIND:individual",
                "RELATED;TYPE=friend:urn:uuid:f81d",
                "TITLE;ALTID=1;LANGUAGE=en:Boss",
            ),
        },
    ),
    *(
        (f"the birthday {written}", "4.0", f"FN:A\nBDAY:{written}", {"birthday": read})
        for written, read in {
            "--0203": "--02-03",
            "---03": "---03",
            "1985": "1985",
            "1985-02": "1985-02",
            "19850203": "1985-02-03",
            "19850203T000000Z": "1985-02-03",
            "1985-02-03T00:00:00+01:00": "1985-02-03",
            "1985-02-31": "1985-02-31",
            "3 February": "3 February",
        }.items()
    ),
    (
        "categories on several lines",
        "3.0",
        "FN:A\nCATEGORIES:a,b\\,c\nCATEGORIES:d",
        {"categories": ("a", "b,c", "d")},
    ),
    (
        "quotes round what needs them and what does not",
        "3.0",
        'FN:A\nTEL;X-A="a:b;c";TYPE=home:1\nTEL;TYPE=HOME;X="unclosed:2\nNOTE;LANGUAGE="en":x',
        {"phones": phones("home 1", "home 2"), "note": "x"},
    ),
    ("labels of charsets in quotes", "2.1", 'N;CHARSET="UTF-8":é;x', {"last": "é"}),
    (
        "a department without an organisation",
        "3.0",
        "FN:A\nORG:;Surgery",
        {"organisation": "", "department": "Surgery"},
    ),
]


@pytest.mark.parametrize(
    ("version", "text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_it_is_read_as_it_was_meant(version: str, text: str, expected: dict[str, Any]) -> None:
    card = _read(text, version)
    assert card.dropped == ()
    assert {name: getattr(card.contact, name) for name in expected} == expected


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_every_line_end_and_encoding_of_a_file(codec: str, end: str) -> None:
    lines = ["BEGIN:VCARD", "VERSION:3.0", "FN:渡辺 表示", "TEL:1", "END:VCARD", ""]
    [card] = read_vcards(end.join(lines).encode(codec))
    assert (card.contact.name, card.contact.phones) == ("渡辺 表示", phones("other 1"))


def test_a_folded_letter_is_whole() -> None:
    data = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\xc3\r\n \xa9B\r\nEND:VCARD\r\n"
    assert next(read_vcards(data)).contact.name == "AéB"


def test_a_card_pasted_with_blanks_in_front_is_read() -> None:
    assert next(read_vcards(b"  BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n")).contact.name == "A"
