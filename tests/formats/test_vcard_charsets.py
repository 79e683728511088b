"""Reading the letters of every character set that address books have sent."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.vcard_charsets import codecs_for, decode, to_ascii_superset


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_utf_16_becomes_utf_8(mark: bytes, codec: str) -> None:
    text = "BEGIN:VCARD\r\nFN:渡辺 Ødegård"
    assert to_ascii_superset(mark + text.encode(codec)).decode().lstrip("\ufeff") == text


def test_a_broken_end_of_utf_16_is_no_error() -> None:
    assert to_ascii_superset("BEGIN:VCARD".encode("utf-16") + b"\x00").startswith(
        b"\xef\xbb\xbfBEGIN"
    )


@pytest.mark.parametrize(
    "data", [b"BEGIN:VCARD", b"\xff\xfeBEGIN:VCARD", b"", b"\x00" * 8, b"a\x00b"]
)
def test_other_files_stay_as_they_are(data: bytes) -> None:
    assert to_ascii_superset(data) == data


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("Shift_JIS", "表示 ソ連"),  # Each has the backslash's byte in it.
        ("shift-jis", "髙橋"),  # Only in Microsoft's extension.
        ("ISO-2022-JP", "渡辺"),
        ("EUC-JP", "渡辺"),
        ("windows-1251", "Анна"),
        ("CP1250", "Žofie Dvořáková"),
        ("iso-8859-15", "10 €"),
        ("GB2312", "王小明"),
        ("Big5", "王小明"),
        ("ks_c_5601-1987", "김지수"),
        ("koi8-r", "Анна"),
    ],
)
def test_a_declared_charset_is_read(charset: str, text: str) -> None:
    codec = codecs_for(charset)[-1]
    assert decode(text.encode(codec), codecs_for(charset), encoded=False) == (text, True)


def test_latin_1_is_read_as_windows_1252_is() -> None:
    assert decode(b"\x93caf\xe9\x94", codecs_for("ISO-8859-1"), encoded=True) == ("“café”", True)


@pytest.mark.parametrize(
    "label", ["", "rot13", "punycode", "idna", "utf-7", "../x", "base64", "💥"]
)
def test_an_unknown_charset_is_as_good_as_none(label: str) -> None:
    assert codecs_for(label) == ()


def test_converted_files_keep_their_old_label_and_are_utf_8_all_the_same() -> None:
    assert decode("Jörg".encode(), codecs_for("ISO-8859-1"), encoded=False) == ("Jörg", True)


def test_quoted_printable_bytes_are_what_the_label_says() -> None:
    assert decode("Ã¼".encode("latin-1"), codecs_for("ISO-8859-1"), encoded=True) == ("Ã¼", True)


def test_without_a_label_what_is_not_utf_8_is_windows_1252() -> None:
    assert decode(b"Ren\xe9 \x96 Paris", (), encoded=False) == ("René – Paris", True)


def test_a_letter_cut_in_two_damages_only_itself() -> None:
    cut = "Ødegård på Sørø".encode()[:-1]
    assert decode(cut, codecs_for("UTF-8"), encoded=True) == ("Ødegård på Sør\ufffd", False)


@given(raw=st.binary(max_size=60), charset=st.sampled_from(["", "UTF-8", "Shift_JIS", "Big5"]))
def test_any_bytes_give_a_text_that_can_be_stored(raw: bytes, charset: str) -> None:
    text, _ = decode(raw, codecs_for(charset), encoded=True)
    assert text.encode().decode() == text
