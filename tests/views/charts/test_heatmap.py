from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rse_maturity.i18n import catalogue
from rse_maturity.model.analysis import UnitSummary
from rse_maturity.model.verdict import UnitPoint
from rse_maturity.views.charts.heatmap import draw_heatmap
from rse_maturity.views.charts.heatmap_rows import heat_map
from rse_maturity.views.charts.page import house_style
from tests.phases.made_months import last_day
from tests.views.charts import made
from tests.views.charts.drawn import assert_texts_are_clear, written

LETTERS = {"-": "insufficient_data", "c": "creation", "g": "growth", "C": "cruise"}


def unit(name, phases, *, people=40, rate=0.2):
    points = [
        UnitPoint(end=last_day(month), phase=LETTERS[one], participation_rate=rate + month / 100, people=people)
        for month, one in enumerate(phases)
    ]
    return UnitSummary(
        unit=name,
        people=people,
        expected=people,
        active=people,
        silent=0,
        phase=points[-1].phase,
        metrics={},
        trajectory=tuple(points),
    )


def analysis(*units, field="department"):
    settings = {"people": {"unit": field, "minimum_unit_people": 10}}
    return made.analysis(settings=settings).model_copy(update={"units": units})


def drawn(units, lang, *, field="department"):
    figure = draw_heatmap(analysis(*units, field=field), catalogue(lang))
    with house_style():
        FigureCanvasAgg(figure).draw()
    return figure


COMPANY = (
    unit("Finance", "--ccccggg"),
    unit("Ventes", "ccgggCCgg"),
    unit("Systèmes d’information", "cggCCCCCC"),
    unit("Audit", "---------"),
    unit("Production", "-cccggCCC"),
)


def test_rows_are_ordered_by_the_month_they_reached_cruise_then_growth():
    seen = heat_map(analysis(*COMPANY))
    assert [row.name for row in seen.rows] == ["Systèmes d’information", "Ventes", "Production", "Finance"]
    assert [row.reached for row in seen.rows] == [3, 5, 6, None]
    assert seen.unjudged == 1


def test_only_a_step_back_that_still_holds_is_marked():
    seen = heat_map(analysis(unit("Back", "ggCCggCC"), unit("Down", "ggCC--gg"), unit("Lost", "gggCCC--")))
    assert {row.name: row.slipped for row in seen.rows} == {"Back": None, "Down": 6, "Lost": None}


@pytest.mark.parametrize("units", [(), (unit("A", "cgC"),), (unit("A", "cgC"), unit("B", "---"))])
def test_fewer_than_two_judged_units_give_no_picture(units):
    assert draw_heatmap(analysis(*units), catalogue("en")) is None


def test_long_histories_are_told_by_quarter_with_the_exact_month_of_the_step():
    seen = heat_map(analysis(unit("A", "c" * 10 + "g" * 20), unit("B", "g" * 30)))
    assert seen.step == "quarter"
    assert seen.ends == tuple(last_day(month) for month in range(2, 30, 3))
    assert {row.name: row.since for row in seen.rows} == {"A": date(2021, 11, 30), "B": None}


@pytest.mark.parametrize(
    ("units", "english", "french"),
    [
        (
            COMPANY,
            "Two of the four departments judged are in cruise; Ventes has slipped back",
            "Deux départements jugés sur quatre sont en croisière; recul pour Ventes",
        ),
        (
            (unit("A", "cc"), unit("B", "cg")),
            "One of two departments is in growth, none in cruise yet; A is still in creation",
            "Un département sur deux est en croissance, la croisière n’est atteinte nulle part; encore en création: A",
        ),
        (
            (unit("A", "cc"), unit("B", "cc")),
            "Both departments are still in creation",
            "Les deux départements sont encore en création",
        ),
    ],
)
def test_the_title_says_how_many_are_where_and_who_stands_out(units, english, french):
    for lang, expected in (("en", english), ("fr", french)):
        said = written(drawn(units, lang))
        assert "".join(expected.split()) in "".join("".join(said).split())


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("months", [3, 9, 24, 40])
@pytest.mark.parametrize("count", [2, 12, 60])
def test_every_text_is_clear_of_every_other(lang, months, count):
    names = [*made.UNITS, *(f"Direction régionale {place}" for place in range(60))][:count]
    units = [unit(name, ("c" * place + "g" * 40)[:months], people=12000 + place) for place, name in enumerate(names)]
    assert_texts_are_clear(drawn(units, lang, field="site"))


def test_cells_carry_the_colour_of_their_phase():
    figure = draw_heatmap(analysis(*COMPANY), catalogue("en"))
    cells = Counter()
    for one in figure.axes[0].collections:
        cells[one.get_gid()] += len(one.get_paths())
    assert cells == {"creation": 10, "growth": 12, "cruise": 11, "insufficient_data": 3}
