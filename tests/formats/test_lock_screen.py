"""The picture for a lock screen: the code is read from it, and every name is on it."""

import pytest

from tests.formats.test_qr import ADDRESS, decoded, opened
from webapp.formats.lock_screen import lock_screen
from webapp.formats.qr import address_matrix

MATRIX = address_matrix(ADDRESS)


def test_it_carries_code_and_words_below_the_clock() -> None:
    picture = lock_screen(MATRIX, "Asha Rao", ["Chief resident", "Mercy Hospital"])
    screen = opened(picture.png)
    assert picture.left_out == ()
    assert screen.size == (1170, 2532)
    assert decoded(screen) == ADDRESS
    light = screen.convert("L").point(lambda value: 255 * (value > 128))
    left, top, right, bottom = light.getbbox() or (0, 0, 0, 0)
    assert top > 2532 * 0.35
    assert bottom < 2532 * 0.88
    assert left > 0
    assert right < 1170


@pytest.mark.parametrize("size", [(640, 960), (640, 4096), (2160, 960), (2160, 4096)])
def test_one_of_any_size_can_be_read(size: tuple[int, int]) -> None:
    picture = lock_screen(MATRIX, "Asha Rao", ["Chief resident", "Mercy Hospital"], *size)
    screen = opened(picture.png)
    assert screen.size == size
    assert decoded(screen) == ADDRESS
    bottom = screen.convert("L").crop((0, size[1] * 9 // 10, *size))
    assert max(bottom.tobytes()) < 128


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Adébáyò", "Müller", "Иван Петров", "ليلى حداد", "Ngô Thị Ánh"])
def test_a_name_in_its_own_letters_is_written_on_it(name: str) -> None:
    picture = lock_screen(MATRIX, name, [], 640, 960)
    assert picture.left_out == ()
    # The name makes the screen lighter than it is without one.
    bare = lock_screen(MATRIX, "", [], 640, 960)
    assert sum(opened(picture.png).convert("L").tobytes()) > sum(
        opened(bare.png).convert("L").tobytes()
    )


def test_a_line_that_no_font_can_write_is_left_out_and_named() -> None:
    picture = lock_screen(MATRIX, "Ali \ue000", ["Müller \ud800", "Boston", "third", "x\ny"])
    assert picture.left_out == ("Ali \ue000", "Müller \ud800", "third", "x\ny")
    assert decoded(opened(picture.png)) == ADDRESS


def test_a_line_that_is_too_long_to_be_read_is_left_out_and_named() -> None:
    line = "Department of everything " * 6
    assert lock_screen(MATRIX, "Asha", [line]).left_out == (line,)


@pytest.mark.parametrize("size", [(0, 2532), (1170, 0), (10**6, 10**6), (-1, -1)])
def test_one_of_another_size_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="pixels"):
        lock_screen(MATRIX, "Asha Rao", [], *size)
