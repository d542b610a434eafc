from __future__ import annotations

from itertools import pairwise

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from rse_maturity.views.charts.page import Page, house_style
from rse_maturity.views.charts.palette import ACCENT, INK, PHASE
from rse_maturity.views.charts.text import balance, runs, shorten, spread, unmarked, wrap, writable


def letters(text):
    return float(len(text))


def test_a_letter_that_no_typeface_has_is_shown_as_missing():
    assert writable("Zoé 日 β\n\x1b[31m \u202f!") == "Zoé \ufffd β [31m \u202f!"


def test_lines_are_filled_up_to_the_room():
    assert wrap("one two three four", 9, letters) == ["one two", "three", "four"]
    assert wrap("a verylongword b", 6, letters) == ["a", "verylongword", "b"]
    assert wrap("14\u202f% de tout", 7, letters) == ["14\u202f% de", "tout"]


def test_a_cut_is_shown():
    assert shorten("abcdefgh", 5, letters) == "abcd…"
    assert shorten("abc", 3, letters) == "abc"


def test_a_title_breaks_outside_its_coloured_phrase():
    assert balance("short [[title]]", 20, letters) == ["short [[title]]"]
    assert balance("three in ten; [[two people make half]]", 26, letters) == [
        "three in ten;",
        "[[two people make half]]",
    ]


def test_a_phrase_too_long_for_a_line_is_marked_on_both():
    first, second = balance("x [[aaaa bbbb cccc dddd eeee]]", 16, letters)
    assert (first[-2:], second[:2]) == ("]]", "[[")
    assert len(unmarked(first)) <= 16
    assert len(unmarked(second)) <= 16


def test_marks_are_cut_into_runs():
    assert runs("a [[b]] c [[d]]") == [("a ", None), ("b", 0), (" c ", None), ("d", 1)]


@given(st.lists(st.floats(0, 10), min_size=1, max_size=12))
def test_spread_keeps_order_and_gap_within_bounds(wanted):
    placed = spread(wanted, 0.5, 0.0, 10.0)
    assert min(placed) >= -1e-9
    assert max(placed) <= 10 + 1e-9
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    steps = [placed[b] - placed[a] for a, b in pairwise(order)]
    assert all(step >= 0.5 - 1e-9 for step in steps)


def test_spread_moves_nothing_that_has_room():
    assert spread([1.0, 9.0, 4.0], 0.5, 0.0, 10.0) == pytest.approx([1.0, 9.0, 4.0])
    assert spread([5.0, 5.0], 1.0, 0.0, 10.0) == pytest.approx([4.5, 5.5])
    assert spread([1.0, 2.0, 3.0], 10.0, 0.0, 2.0) == pytest.approx([0.0, 1.0, 2.0])


def test_title_in_two_lines_keeps_the_colour_of_a_broken_phrase():
    with house_style():
        page = Page(9.4, 6)
        page.title("Short; [[" + "a phrase that is by itself far too long for a single line of the page " * 2 + "]]")
    colours = [to_hex(text.get_color()).upper() for text in page.axes.texts]
    assert colours[0] == INK
    assert set(colours[1:]) == {ACCENT}


def test_signs_of_markup_mean_themselves():
    with house_style():
        page = Page(6, 4)
        text = page.text(1, 1, r"cost $x^2$ \frac{1}{2}")
        page.figure.canvas.draw()
    assert text.get_text() == r"cost $x^2$ \frac{1}{2}"
    assert not text.get_parse_math()


def test_the_settings_of_the_machine_do_not_change_a_picture():
    with mpl.rc_context({"font.size": 30, "hatch.linewidth": 9}):
        with house_style():
            assert mpl.rcParams["font.size"] == mpl.rcParamsDefault["font.size"]
        assert mpl.rcParams["font.size"] == 30


def test_phases_darken_with_maturity():
    def luminance(colour):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    steps = [luminance(PHASE[phase]) for phase in ("creation", "growth", "cruise")]
    assert steps[0] - steps[1] > 40
    assert steps[1] - steps[2] > 40
