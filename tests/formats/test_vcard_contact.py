"""How the reader names what it left out."""

from webapp.formats.vcard_contact import DropLog, Dropped


def test_lines_in_a_row_with_one_reason_are_one_entry() -> None:
    log = DropLog()
    for line in (3, 4, 5, 7):
        log.add(line, "Why not.")
    assert log.entries() == (Dropped(3, "Why not. (Lines 3 to 5.)"), Dropped(7, "Why not."))


def test_another_reason_is_another_entry() -> None:
    log = DropLog()
    log.add(3, "This.")
    log.add(4, "That.")
    assert [entry.line for entry in log.entries()] == [3, 4]


def test_the_log_of_a_hopeless_card_stays_short_and_counts_on() -> None:
    log = DropLog()
    for line in range(1, 2 * DropLog.LONGEST + 1, 2):
        log.add(line, "Why not.")
    log.add(500, "Why not.", last_line=503)
    log.add(600, "That.")
    *named, rest = log.entries()
    assert len(named) == DropLog.LONGEST
    assert rest == Dropped(500, "5 more lines of this card were left out.")
