from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rse_maturity.i18n import catalogue
from rse_maturity.model.verdict import Flag
from rse_maturity.views.charts import save
from rse_maturity.views.charts.page import house_style
from rse_maturity.views.charts.trajectory import draw_trajectory
from rse_maturity.views.charts.trajectory_frame import Frame, scale
from rse_maturity.views.charts.trajectory_story import Mark, bands, readings, story
from tests.views.charts import made
from tests.views.charts.drawn import assert_texts_are_clear, written

CASES = {
    "rise": made.rise,
    "decline": made.decline,
    "long": lambda: made.rise(count=60, population="seen", settings={}),
    "short": lambda: made.rise(count=5, settings={}),
    "weeks": lambda: made.analysis(
        label="insufficient_data", since=None, weekly=made.weeks(6), missing={"weeks": (6, 8), "contributors": (14, 30)}
    ),
    "many_weeks": lambda: made.analysis(label="insufficient_data", since=None, weekly=made.weeks(90, active=1900)),
    "one_week": lambda: made.analysis(label="insufficient_data", since=None, weekly=made.weeks(1, active=1)),
}
both = pytest.mark.parametrize("lang", ["en", "fr"])


@cache
def drawn(name, lang):
    figure = draw_trajectory(CASES[name](), catalogue(lang))
    with house_style():
        FigureCanvasAgg(figure).draw()
    return figure


@both
@pytest.mark.parametrize("name", CASES)
def test_texts_are_inside_the_page_and_apart(name, lang):
    assert_texts_are_clear(drawn(name, lang))


@pytest.mark.parametrize(
    ("name", "lang", "finding"),
    [
        ("rise", "en", "In cruise since October 2023: seven people in ten take part each month"),
        ("rise", "fr", "En croisière depuis octobre 2023\u00a0: sept personnes sur dix participent chaque mois"),
        ("decline", "en", "Back in creation since May 2025: participation has fallen from 67% to 6.5%"),
        ("weeks", "en", "Too little to tell a phase: 42 people took part in the last complete week"),
        (
            "one_week",
            "fr",
            "Trop peu de données pour dire une phase\u00a0: 1 personne a participé la dernière semaine complète",
        ),
    ],
)
def test_the_title_tells_phase_since_when_and_participation(name, lang, finding):
    big = [text.get_text() for text in drawn(name, lang).axes[0].texts if text.get_size() == 19]
    assert " ".join(big[: len(big) - (name not in {"weeks", "one_week"})]) == finding


def test_the_last_value_is_written_with_its_margin():
    words = written(drawn("rise", "fr"))
    assert {"69\u202f%", "Participation", "± 3 points", "tendance\u00a0: stable"} <= set(words)


def test_the_population_is_said():
    assert any("directory of people" in text for text in written(drawn("rise", "en")))
    assert any("no directory" in text for text in written(drawn("long", "en")))


def test_a_phase_entered_from_above_has_an_arrow():
    words = written(drawn("decline", "en"))
    assert {"growth ↘", "creation ↘", "growth", "cruise"} <= set(words)
    assert not any("↘" in text for text in written(drawn("rise", "en")))


def test_years_alone_over_three_years():
    words = written(drawn("long", "en"))
    assert {"2023", "2024", "2027"} <= set(words)
    assert "Apr" not in words


def test_weeks_are_shown_without_phases_and_say_what_is_missing():
    words = written(drawn("weeks", "en"))
    assert {"40", "47", "43", "50", "46", "42"} <= set(words)
    assert not {"creation", "growth", "cruise"} & set(words)
    assert "8" in " ".join(words)


def test_months_join_into_bands_and_know_the_way_down():
    ends = made.months(date(2024, 1, 1), 4)
    points = [
        made.point(end, label, 0.2) for end, label in zip(ends, ["growth", "growth", "creation", "cruise"], strict=True)
    ]
    found = [(band.phase, band.start, band.end, band.back) for band in bands(points)]
    assert found == [
        ("growth", date(2024, 1, 1), date(2024, 2, 29), False),
        ("creation", date(2024, 3, 1), date(2024, 3, 31), True),
        ("cruise", date(2024, 4, 1), date(2024, 4, 30), False),
    ]


def test_a_launch_wave_that_ebbs_is_no_fall():
    falling = made.decline()
    assert story(falling, catalogue("en")).peak.value == pytest.approx(0.67)
    points = tuple(
        made.point(end, "creation", value)
        for end, value in zip(made.months(date(2024, 1, 1), 5), [0.56, 0.3, 0.4, 0.27, 0.18], strict=True)
    )
    ebbing = made.analysis(label="creation", momentum="stable", trajectory=points, weekly=made.weeks(20))
    assert story(ebbing, catalogue("en")).peak is None
    relapsed = ebbing.model_copy(
        update={"phase": ebbing.phase.model_copy(update={"flags": (Flag(id="relapsed", evidence={}),)})}
    )
    assert story(relapsed, catalogue("en")).peak.value == pytest.approx(0.56)


def test_a_month_that_lost_a_week_to_an_outage_is_left_out():
    points = [made.point(end, "growth", 0.2) for end in made.months(date(2024, 1, 1), 4)]
    six = [Mark("x", date(2024, 3, 26), date(2024, 3, 31))]
    seven = [Mark("x", date(2024, 3, 25), date(2024, 3, 31))]
    assert len(readings(points, "participation_rate", six, 28)) == 4
    left = readings(points, "participation_rate", seven, 28)
    assert [reading.day.month for reading in left] == [1, 2, 4]
    assert [reading.joined for reading in left] == [True, True, False]


def test_an_unknown_figure_is_a_gap_and_never_zero():
    points = [
        made.point(end, "growth", value)
        for end, value in zip(made.months(date(2024, 1, 1), 3), [0.2, None, 0.3], strict=True)
    ]
    found = readings(points, "participation_rate", [], 28)
    assert [(reading.value, reading.joined) for reading in found] == [(0.2, True), (0.3, False)]


def test_the_measures_that_answered_a_rule_stand_in_the_second_panel():
    told = story(made.decline(), catalogue("en"))
    assert list(told.measures) == ["self_sustained_share", "habit_share", "response_rate"]


@pytest.mark.parametrize(
    ("highest", "whole", "expected"),
    [
        (0.7, False, (0.8, 0.2)),
        (0.047, False, (0.05, 0.01)),
        (0.5, False, (0.5, 0.1)),
        (43, True, (50, 10)),
        (0, True, (1, 1)),
    ],
)
def test_levels_are_round(highest, whole, expected):
    assert scale(highest, whole=whole) == pytest.approx(expected)


def test_days_have_their_place():
    frame = Frame(1.0, 11.0, 0.0, 2.0, date(2024, 1, 1), date(2024, 1, 10), 0.8)
    assert frame.begin(date(2024, 1, 1)) == 1.0
    assert frame.x(date(2024, 1, 10)) == 11.0
    assert frame.y(0.4) == 1.0
    assert frame.clipped(Mark("x", date(2023, 12, 1), date(2024, 1, 5))) == (1.0, 6.0)


def test_without_a_week_there_is_no_picture():
    assert draw_trajectory(made.analysis(label="insufficient_data"), catalogue("en")) is None


@both
def test_any_name_of_an_event_or_an_outage_is_written_clear(lang):
    names = ["日本支社 $x$", "Séminaire annuel des directions régionales et de leurs équipes", "a\nb", "A", "B"]
    days = ["2023-03-01", "2023-03-20", "2023-04-10", "2024-02-01", "2024-02-02"]
    marks = [{"name": name, "start": day, "end": day} for name, day in zip(names, days, strict=True)]
    figure = draw_trajectory(made.rise(settings={"campaign": marks, "outage": marks[:3]}), catalogue(lang))
    with house_style():
        FigureCanvasAgg(figure).draw()
    assert_texts_are_clear(figure)


def test_same_input_same_bytes(tmp_path):
    for name in ("a.png", "b.png"):
        save(draw_trajectory(CASES["rise"](), catalogue("fr")), tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
