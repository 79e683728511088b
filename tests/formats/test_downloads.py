"""The names of downloads, in a header that nothing can break out of."""

import re
from email.message import EmailMessage
from urllib.parse import unquote

import pytest
from hypothesis import example, given

from tests.formats.vcard_people import texts
from webapp.formats.downloads import content_disposition, filename


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
