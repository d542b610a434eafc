from __future__ import annotations

from functools import cache
from itertools import cycle

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from rse_maturity.i18n import catalogue
from rse_maturity.model.analysis import UnitSummary
from rse_maturity.views.charts import save
from rse_maturity.views.charts.bubbles import draw_bubbles
from rse_maturity.views.charts.bubbles_claim import claim
from rse_maturity.views.charts.bubbles_layout import arrange, cap, ordered, packed
from rse_maturity.views.charts.bubbles_panels import _hundredths
from rse_maturity.views.charts.page import house_style
from rse_maturity.views.charts.palette import PHASE
from tests.views.charts import made
from tests.views.charts.drawn import assert_texts_are_clear, circles, text_boxes, written


def judged(analysis, *phases):
    """Give the units phases of their own, in turn."""
    panels = analysis.pictures.bubbles.panels
    turns = cycle(phases or ("growth", "cruise", "creation", "insufficient_data"))
    counts = {"expected": None, "active": None, "silent": None, "metrics": {}}
    units = tuple(
        UnitSummary(unit=panel.unit, people=panel.people, phase=phase, **counts)
        for panel, phase in zip(panels, turns, strict=False)
    )
    return analysis.model_copy(update={"units": units})


CASES = {
    "twelve": lambda: made.analysis(drawn=made.twelve(), label="cruise"),
    "units": lambda: made.analysis(drawn=made.three_hundred()),
    "judged": lambda: judged(made.analysis(drawn=made.three_hundred())),
    "no_directory": lambda: made.analysis(drawn=made.three_hundred(directory=False), population="seen"),
    "outlier": lambda: made.analysis(drawn=made.outlier(), label="creation"),
    "one_unit": lambda: made.analysis(drawn=made.bubbles(made.panel(made.LONG, 200, 0.4, managers=20, reacts=30))),
    "two_units": lambda: made.analysis(
        drawn=made.bubbles(made.panel(made.LONG, 60, 0.3), made.panel(made.LONG + " bis", 30, 0.4))
    ),
}


@cache
def drawn(name, lang):
    figure = draw_bubbles(CASES[name](), catalogue(lang))
    with house_style():
        FigureCanvasAgg(figure).draw()
    return figure


both = pytest.mark.parametrize("lang", ["en", "fr"])
each = pytest.mark.parametrize("name", CASES)


@both
@each
def test_texts_are_inside_the_page_and_apart(name, lang):
    assert_texts_are_clear(drawn(name, lang))


@each
def test_one_disc_a_person_and_none_over_another(name):
    figure = drawn(name, "en")
    centres, radii = circles(figure, "person")
    assert len(radii) == CASES[name]().pictures.bubbles.people
    apart = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1)) - radii[:, None] - radii[None]
    assert apart[np.triu_indices(len(radii), k=1)].min() >= -1e-6
    wide, high = figure.axes[0].get_xlim()[1], figure.axes[0].get_ylim()[1]
    assert (centres[:, 0] - radii).min() >= 0
    assert (centres[:, 0] + radii).max() <= wide
    assert (centres[:, 1] + radii).max() <= high


@each
def test_no_text_lies_over_a_disc_unless_it_is_written_inside(name):
    figure = drawn(name, "fr")
    floor = figure.axes[0].get_ylim()[0]
    centres, radii = circles(figure, "person")
    for text, box in text_boxes(figure):
        left, right, low, high = box.x0 / 180, box.x1 / 180, box.y0 / 180 + floor, box.y1 / 180 + floor
        aside = centres[:, 0] - np.clip(centres[:, 0], left, right)
        above = centres[:, 1] - np.clip(centres[:, 1], low, high)
        hit = np.hypot(aside, above) < radii - 0.01
        inside = (np.abs(centres[:, 0] - (left + right) / 2) < 0.02) & (radii > (right - left) / 2)
        assert not (hit & ~inside).any(), text


def test_area_follows_contributions():
    panel = made.twelve().panels[0]
    one = packed(panel, most=cap([panel]))
    assert one.radii[0] ** 2 == pytest.approx(113)
    assert one.radii[-1] ** 2 == pytest.approx(3)
    assert [disc.contributions for disc in one.discs[:8]] == [113, 94, 57, 31, 25, 21, 14, 2]


def test_one_account_of_thousands_does_not_crush_the_others():
    panels = made.outlier().panels
    counts = [disc.contributions for panel in panels for disc in panel.discs if disc.state == "contributes"]
    most = cap(panels)
    assert most == pytest.approx(max(100, 8 * np.percentile(counts, 95)))
    bot = packed(panels[1], most=most)
    assert bot.radii.max() ** 2 == pytest.approx(most)
    assert "4,000" in written(drawn("outlier", "en"))


def test_panels_stand_by_participation():
    shares = [panel.contributing / panel.people for panel in ordered(made.three_hundred().panels)]
    assert shares == sorted(shares, reverse=True)
    headers = [text for text in written(drawn("units", "en")) if text.endswith("contribute") and " of " in text]
    assert headers[0] == "20 of 48 contribute"


def colours(figure):
    """Colours of the discs of people, without the empty ones."""
    faces = [to_hex(one.get_facecolor()[0]) for one in figure.axes[0].collections if one.get_gid() == "person"]
    return {face.upper() for face in faces} & set(PHASE.values())


def test_panels_have_the_colour_of_their_unit_s_phase_and_the_legend_names_each():
    figure = drawn("judged", "en")
    assert colours(figure) == set(PHASE.values())
    assert {"Colour = phase", "creation", "growth", "cruise", "too little to judge"} <= set(written(figure))


@pytest.mark.parametrize("phases", [(), ("insufficient_data",), ("growth",)])
def test_where_panels_do_not_differ_one_colour_says_the_phase(phases):
    analysis = made.analysis(drawn=made.three_hundred(), label="growth")
    figure = draw_bubbles(judged(analysis, *phases) if phases else analysis, catalogue("en"))
    FigureCanvasAgg(figure).draw()
    assert colours(figure) == {PHASE["growth"]}
    assert "contributes (colour: growth)" in written(figure)


def test_without_a_directory_nobody_is_drawn_silent_and_it_is_said():
    words = " ".join(written(drawn("no_directory", "en")))
    assert "who has stayed silent is not known" in words
    assert "expected" not in words
    assert not any("%" in text for text in written(drawn("no_directory", "en")))


def test_hidden_units_are_counted():
    assert "2 units are not drawn: fewer than 5 people" in " ".join(written(drawn("units", "en")))
    words = " ".join(written(drawn("units", "fr")))
    assert "2 entités ne sont pas dessinées\u00a0: moins de 5 personnes" in words


@pytest.mark.parametrize(
    ("name", "lang", "finding"),
    [
        ("twelve", "en", "Eight of twelve people contribute; two people make 58% of the contributions"),
        ("twelve", "fr", "Huit personnes sur douze contribuent\u202f; deux personnes font 58\u202f% des contributions"),
        ("units", "en", "One person in three contributes; the community team makes"),
        ("outlier", "en", "45% of the people contribute; a single person makes"),
        ("one_unit", "fr", "Deux personnes sur cinq contribuent\u202f; 17 personnes font la moitié des contributions"),
    ],
)
def test_the_title_states_what_stands_out(name, lang, finding):
    big = [text.get_text() for text in drawn(name, lang).axes[0].texts if text.get_size() == 19]
    assert " ".join(big).startswith(finding)


def test_a_silent_majority_is_the_title_where_some_only_react():
    panels = [made.panel(None, 100, 0.4, reacts=8)]
    told = claim(made.bubbles(*panels), panels, catalogue("fr"), drawn_at=[0])
    assert told.title == "Deux personnes sur cinq contribuent\u202f; [[52\u202f% restent silencieuses]]"
    assert told.silent


def test_what_is_not_drawn_is_not_coloured():
    panels = [made.panel("A", 30, 0.5), made.panel("B", 30, 0.5)]
    told = claim(made.bubbles(*panels), panels, catalogue("en"), drawn_at=[])
    assert told.title == "Every second person contributes; [[half stay silent]]"
    assert told.makers == frozenset()


def test_names_and_numbers_stand_by_the_discs_of_a_few_people():
    words = written(drawn("twelve", "en"))
    assert {"P-7QK2XW4D", "113", "57", "P-$A_C^A{CIA · 2"} <= set(words)


def test_no_name_is_written_where_persons_are_not_shown():
    hidden = CASES["twelve"]()
    hidden = hidden.model_copy(update={"processing": hidden.processing.model_copy(update={"persons": "none"})})
    assert not any(text.startswith("P-") for text in written_anew(hidden))


def written_anew(analysis):
    return [text.get_text() for text in draw_bubbles(analysis, catalogue("en")).axes[0].texts]


def test_above_thirty_units_both_ends_are_drawn_and_the_rest_counted():
    whole = made.analysis(drawn=made.many(34, 14))
    words = written_anew(whole)
    assert "The 8 with most participation" in words
    assert "(18 departments in between are not drawn)" in words
    assert sum(text.startswith("Department") and "leads" not in text for text in words) == 16


def test_a_unit_of_thousands_is_told_in_shares():
    figure = draw_bubbles(
        made.analysis(drawn=made.bubbles(made.panel(None, 5000, 0.3, reacts=400), contributions=9)), catalogue("en")
    )
    centres, _ = circles(figure, "hundredth")
    assert len(centres) == 100
    assert len(circles(figure, "person")[0]) == 0
    words = [text.get_text() for text in figure.axes[0].texts]
    assert "1 circle = 1% of the people" in words


def test_hundredths_always_make_a_hundred():
    assert _hundredths([1, 1, 1]) == [34, 33, 33]
    assert _hundredths([1500, 400, 3100]) == [30, 8, 62]
    assert _hundredths([7, 0, 0]) == [100, 0, 0]


def test_managers_are_ringed_only_where_the_panel_says_so():
    five, four = made.panel("A", 40, 0.5, managers=6), made.panel("B", 40, 0.5)
    figure = draw_bubbles(made.analysis(drawn=made.bubbles(five, four)), catalogue("en"))
    words = [text.get_text() for text in figure.axes[0].texts]
    assert "manager (3 of 6 contribute)" in words
    figure = draw_bubbles(made.analysis(drawn=made.bubbles(four, four)), catalogue("en"))
    assert not any("manager" in text.get_text() for text in figure.axes[0].texts)


def test_nobody_who_contributes_is_said():
    silent = made.analysis(drawn=made.bubbles(made.panel("A", 40, 0.0)), label="insufficient_data")
    words = written_anew(silent)
    assert "Nobody has contributed in these twelve months" in words
    assert "Area = contributions" not in words


def test_nothing_to_draw_is_none():
    assert draw_bubbles(made.analysis(), catalogue("en")) is None
    assert draw_bubbles(made.analysis(drawn=made.bubbles(contributions=1)), catalogue("en")) is None


def test_same_input_same_bytes(tmp_path):
    for name in ("a.png", "b.png"):
        save(draw_bubbles(CASES["units"](), catalogue("fr")), tmp_path / name)
    first = (tmp_path / "a.png").read_bytes()
    assert first == (tmp_path / "b.png").read_bytes()
    assert b"Software" not in first
    assert b"tIME" not in first


def test_the_picture_does_not_depend_on_pseudonyms(tmp_path):
    units = made.three_hundred()
    renamed = units.model_copy(
        update={
            "panels": tuple(
                panel.model_copy(
                    update={
                        "discs": tuple(
                            disc.model_copy(update={"person": f"P-{99 - i}" if disc.person else None})
                            for i, disc in enumerate(panel.discs)
                        )
                    }
                )
                for panel in units.panels
            )
        }
    )
    save(draw_bubbles(made.analysis(drawn=units), catalogue("en")), tmp_path / "a.png")
    save(draw_bubbles(made.analysis(drawn=renamed), catalogue("en")), tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_columns_give_the_largest_discs():
    grid = arrange([10.0] * 10, width=10.0, height=6.0, gap=0.2, header=0.5, legend=(4.0, 1.5))
    scales = {
        columns: arrange(
            [10.0] * 10, width=10.0, height=6.0, gap=0.2, header=0.5, legend=(4.0, 1.5), columns=columns
        ).scale
        for columns in range(1, 7)
    }
    assert grid.scale == max(scales.values())
