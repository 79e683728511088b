"""Cutting a file into cards and a card into its lines."""

import pytest

from webapp.formats.vcard_lines import (
    MAX_CARDS,
    MAX_LINE_BYTES,
    MAX_NOTE_BYTES,
    content_lines,
    cut_into_cards,
)


def _lines_of_cards(data: bytes) -> list[list[tuple[int, bytes | None]]]:
    cut = cut_into_cards(data)
    return [
        [(line.number, line.text) for span in block.spans for line in content_lines(cut.text, span)]
        for block in cut.blocks
    ]


def _lines(*physical: bytes) -> list[bytes | None]:
    [lines] = _lines_of_cards(b"\n".join([b"BEGIN:VCARD", *physical, b"END:VCARD"]))
    return [text for _, text in lines]


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_every_line_end_counts_as_one_line(line_end: bytes) -> None:
    data = line_end.join([b"", b"BEGIN:VCARD", b"FN:Asha", b"TEL:1", b"END:VCARD", b""])
    assert _lines_of_cards(data) == [[(3, b"FN:Asha"), (4, b"TEL:1")]]


@pytest.mark.parametrize(
    "begin", [b"BEGIN:VCARD", b"begin:vcard", b"BEGIN: vCard ", b"Begin :VCARD"]
)
def test_a_card_begins_in_any_spelling(begin: bytes) -> None:
    assert _lines_of_cards(begin + b"\nFN:A\nEND:VCARD") == [[(2, b"FN:A")]]


def test_each_card_may_have_its_own_byte_order_mark() -> None:
    card = b"\xef\xbb\xbfBEGIN:VCARD\nFN:A\nEND:VCARD\n"
    assert _lines_of_cards(card * 2) == [[(2, b"FN:A")], [(5, b"FN:A")]]


def test_files_joined_without_a_line_end_stay_two_cards() -> None:
    data = b"BEGIN:VCARD\nFN:A\nEND:VCARDBEGIN:VCARD\nFN:B\nEND:VCARD"
    assert _lines_of_cards(data) == [[(2, b"FN:A")], [(4, b"FN:B")]]


@pytest.mark.parametrize(
    "agent", [b"AGENT:\nBEGIN:VCARD", b"AGENT:BEGIN:VCARD", b"AGENT;X=1: \n\nBEGIN:VCARD"]
)
def test_an_agent_stands_inside_its_card(agent: bytes) -> None:
    data = b"BEGIN:VCARD\nFN:A\n" + agent + b"\nFN:B\nEND:VCARD\nTEL:1\nEND:VCARD"
    assert [[text for _, text in lines] for lines in _lines_of_cards(data)] == [
        [b"FN:A", b"TEL:1"],
        [b"FN:B"],
    ]
    assert [block.inside for block in cut_into_cards(data).blocks] == [None, 0]


def test_a_card_without_an_end_takes_no_other_card_with_it() -> None:
    data = b"BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\nEND:VCARD"
    blocks = cut_into_cards(data).blocks
    assert _lines_of_cards(data) == [[(2, b"FN:A")], [(4, b"FN:B")], [(7, b"FN:C")]]
    assert [(block.closed, block.inside) for block in blocks] == [
        (False, None),
        (True, None),
        (True, None),
    ]


def test_a_begin_in_the_middle_of_a_folded_note_begins_nothing() -> None:
    assert _lines(b"NOTE:see", b" BEGIN:VCARD", b" END:VCARD") == [b"NOTE:seeBEGIN:VCARDEND:VCARD"]


def test_text_between_cards_is_found() -> None:
    cut = cut_into_cards(b"hello\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\nbye")
    assert [cut.text[span.start : span.end].split() for span in cut.outside] == [
        [b"hello"],
        [b"END:VCARD", b"bye"],
    ]


def test_cards_past_the_limit_are_not_cut_out() -> None:
    cut = cut_into_cards(b"BEGIN:VCARD\nEND:VCARD\n" * (MAX_CARDS + 2))
    assert len(cut.blocks) == MAX_CARDS
    assert cut.beyond == 2 * MAX_CARDS + 1


def test_indented_lines_are_joined_without_their_first_blank() -> None:
    assert _lines(b"NOTE:one", b"  two", b"\tthree", b" ", b" four") == [b"NOTE:one twothreefour"]


def test_a_blank_line_ends_a_line() -> None:
    assert _lines(b"NOTE:one", b"", b" TEL:1") == [b"NOTE:one", b"TEL:1"]


def test_soft_breaks_are_joined_and_keep_the_blank_after_them() -> None:
    assert _lines(b"NOTE;ENCODING=QUOTED-PRINTABLE:to =", b" come=  ", b"=C3=A9", b"TEL:1") == [
        b"NOTE;ENCODING=QUOTED-PRINTABLE:to  come=C3=A9",
        b"TEL:1",
    ]


def test_a_soft_break_before_a_blank_line_joins_nothing() -> None:
    assert _lines(b"NOTE;QUOTED-PRINTABLE:one=", b"", b" TEL:1") == [
        b"NOTE;QUOTED-PRINTABLE:one",
        b"TEL:1",
    ]


def test_a_soft_break_never_takes_the_end_of_the_card() -> None:
    data = b"BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:one=\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD"
    assert len(_lines_of_cards(data)) == 2


def test_an_equals_sign_at_the_end_of_a_plain_line_is_only_that() -> None:
    assert _lines(b"NOTE:1+1=", b"TEL:1") == [b"NOTE:1+1=", b"TEL:1"]


def test_a_backslash_at_the_end_takes_in_a_line_that_is_none() -> None:
    assert _lines(b"ADR:;;a\\", b"b\\", b"c;d", b"NOTE:e\\\\", b"f", b"X:g\\", b"TEL:1") == [
        b"ADR:;;a\\nb\\nc;d",
        b"NOTE:e\\\\",
        b"f",
        b"X:g\\",
        b"TEL:1",
    ]


def test_a_head_may_be_folded_before_its_encoding() -> None:
    assert _lines(b"NOTE;ENCODING=QUOTED-", b" PRINTABLE:a=", b"b") == [
        b"NOTE;ENCODING=QUOTED-PRINTABLE:ab"
    ]


@pytest.mark.parametrize("head", [b"PHOTO;BASE64", b"PHOTO;ENCODING=b", b"KEY;ENCODING=BASE64"])
def test_base64_need_not_be_indented(head: bytes) -> None:
    assert _lines(head + b":", b"", b"AAAA", b"  BB==", b"", b"TEL:1") == [
        head + b":AAAA BB==",
        b"TEL:1",
    ]


def test_a_line_that_is_no_base64_ends_the_photo() -> None:
    assert _lines(b"PHOTO;BASE64:AAAA", b"not base64!") == [b"PHOTO;BASE64:AAAA", b"not base64!"]


def test_a_line_of_eight_kilobytes_is_kept_and_a_longer_one_is_not() -> None:
    longest = b"TITLE:" + b"x" * (MAX_LINE_BYTES - 6)
    assert _lines(longest, b"TEL:1") == [longest, b"TEL:1"]
    assert _lines(longest, b" x", b" y", b"TEL:1") == [None, b"TEL:1"]


def test_a_note_may_have_a_megabyte() -> None:
    longest = b"item1.NOTE;CHARSET=UTF-8:" + b"x" * (MAX_NOTE_BYTES - 25)
    assert _lines(longest, b"TEL:1") == [longest, b"TEL:1"]
    assert _lines(longest, b" x", b" y", b"TEL:1") == [None, b"TEL:1"]


@pytest.mark.parametrize(
    "head", [b"item1.PHOTO;BASE64", b"LOGO;VALUE=uri", b"X-MS-CARDPICTURE;ENCODING=b"]
)
def test_what_holds_a_picture_may_be_longer(head: bytes) -> None:
    picture = head + b":" + b"A" * 10 * MAX_LINE_BYTES
    assert _lines(picture, b" BBBB") == [picture + b"BBBB"]
