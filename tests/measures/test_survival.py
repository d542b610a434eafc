"""How long something lasts, with censoring: by hand, and by a published table."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.errors import BadSetting
from rse_maturity.measures import thorough
from rse_maturity.measures.facts import Facts
from rse_maturity.measures.measure import _figures, measure
from rse_maturity.measures.metrics import METRICS
from rse_maturity.measures.panel import Panel
from rse_maturity.measures.survival import kaplan_meier
from rse_maturity.measures.thorough import survival_curves
from tests.measures.conftest import calendar, tables_of

ASKED = Settings.model_validate({"measures": {"thorough": True}})
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 29)  # a Monday, a Sunday
MONTH = 365.25 / 12

# Weeks in remission under 6-MP (Freireich et al. 1963), the example of the textbooks; + is censored.
REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PUBLISHED = {  # share, low and high on the scale of log(-log)
    6: (0.857, 0.620, 0.952),
    7: (0.807, 0.563, 0.923),
    10: (0.753, 0.503, 0.889),
    13: (0.690, 0.432, 0.849),
    16: (0.627, 0.368, 0.805),
    22: (0.538, 0.268, 0.747),
    23: (0.448, 0.188, 0.680),
}


def remission():
    weeks = REMISSION.split()
    return np.array([float(week.rstrip("+")) for week in weeks]), np.array([not week.endswith("+") for week in weeks])


def test_the_published_table_is_found_again():
    found = kaplan_meier(*remission())
    assert (found.total, found.ended) == (21, 9)
    for week, expected in PUBLISHED.items():
        (point,) = found.at([week])
        assert (point.share, point.low, point.high) == pytest.approx(expected, abs=6e-4)
    assert found.median() == (23, 13, None)  # the upper band never falls to one half


def test_by_hand():
    # 5 at risk: one ends at 1 (4/5), one is seen until 2, one of 3 ends at 3 (4/5 x 2/3), the last two are seen longer
    found = kaplan_meier(np.array([3.0, 1.0, 5.0, 2.0, 6.0]), np.array([True, True, False, False, False]))
    points = found.at([0.5, 1.0, 2.5, 3.0, 6.0, 6.5])
    assert [point.at_risk for point in points] == [5, 4, 3, 2, 0]
    assert [point.share for point in points] == pytest.approx([1, 4 / 5, 4 / 5, 8 / 15, 8 / 15])
    assert [point.at for point in points] == [0.5, 1.0, 2.5, 3.0, 6.0]  # nobody was seen for longer


def test_censoring_matters():
    lasted, ended = remission()
    right, counted_as_ended, left_out = (
        kaplan_meier(*given).median()[0]
        for given in ((lasted, ended), (lasted, np.ones_like(ended)), (lasted[ended], ended[ended]))
    )
    assert (right, counted_as_ended, left_out) == (23, 16, 10)


def test_without_censoring_it_is_the_share_that_lasts_longer():
    lasted = np.random.default_rng(5).exponential(10, 60)
    found = kaplan_meier(lasted, np.ones(60, dtype=bool))
    for point in found.at([2.0, 10.0, 20.0]):
        assert point.share == pytest.approx((lasted > point.at).mean())
    assert found.median()[0] == pytest.approx(np.sort(lasted)[29])


def test_where_nothing_ended_there_is_no_median_and_no_band():
    found = kaplan_meier(np.array([1.0, 2.0, 3.0]), np.zeros(3, dtype=bool))
    assert found.median() == (None, None, None)
    assert [(point.share, point.low) for point in found.at([1.0, 2.0])] == [(1, None), (1, None)]


def figures(tables, metric):
    """Return one figure by period, without the time of all the others."""
    panel = Panel(Facts(tables, ASKED), by="period")
    spec = next(spec for spec in METRICS if spec.id == metric)
    return [period.metrics[metric] for period in _figures(panel, (spec,))]


def curves(tables):
    return survival_curves(Panel(Facts(tables, ASKED), by="period"))


def with_posts(*posts):
    """Make tables of posts, each with its wait (None: no answer) and how long it could be seen."""
    days = calendar(first=FIRST, ends=(LAST,))
    root = {"repeated": False, "author": 0, "comments": 1, "day": LAST - timedelta(days=3)}
    rows = [{**root, "first_answer_hours": wait, "followed_hours": age} for wait, age in posts]
    return tables_of(people=[{}] * 9, days=days, roots=rows, lacking=("channel",))


def test_posts_that_still_wait_are_censored_at_their_age():
    # 6 posts: answered after 2 h (5/6) and 10 h (5/6 x 3/4: one is only 5 h old), 30 h (x 1/2: one is 20 h old)
    tables = with_posts((2.0, 80.0), (None, 5.0), (10.0, 80.0), (None, 20.0), (30.0, 80.0), (None, 80.0))
    found = figures(tables, "first_answer_survival_hours")[-1]
    assert (found.value, found.numerator, found.denominator) == (30, 3, 6)  # 0.83, 0.63, 0.31
    (curve,) = curves(tables)
    assert (curve.metric, curve.total, curve.ended) == ("first_answer_survival_hours", 6, 3)
    told = {point.at: (pytest.approx(point.share), point.at_risk) for point in curve.points}
    assert told == {
        1: (1, 6),
        2: (5 / 6, 5),
        4: (5 / 6, 5),
        8: (5 / 6, 4),
        24: (5 / 8, 2),
        48: (5 / 16, 1),
        72: (5 / 16, 1),
    }


def test_a_past_month_knows_nothing_of_answers_that_came_after_it():
    days = calendar(first=FIRST, ends=(LAST - timedelta(days=10), LAST))
    root = {"repeated": False, "author": 0, "comments": 1, "day": LAST - timedelta(days=11)}
    rows = [{**root, "first_answer_hours": 100.0, "followed_hours": 280.0} for _ in range(6)]
    before, last = figures(tables_of(people=[{}] * 9, days=days, roots=rows), "first_answer_survival_hours")
    assert (before.value, before.reason) == (None, "median_not_reached")
    assert (last.value, last.numerator) == (100, 6)


def spaces(*acts, midway=False, lost=()):
    """Make tables of spaces, each with the days of the year (from 1) on which something happened."""
    days = [(channel, FIRST + timedelta(days=day - 1)) for channel, found in enumerate(acts) for day in found]
    table = pl.DataFrame(days, schema={"channel": pl.UInt32, "day": pl.Date}, orient="row")
    laid = replace(calendar(first=FIRST, ends=(LAST,)), lost=lost)
    tables = tables_of(people=[{}] * 9, days=laid)
    return replace(tables, space_days=table, begins_midway=midway)


def life(*acts, **given):
    return figures(spaces(*acts, **given), "space_survival_months")[-1]


LIVELY = tuple(range(1, 365, 20))


def test_a_space_ends_with_its_last_act_before_eight_silent_weeks():
    # 100, 150 and 200 days; two live on, and are seen to live until 56 days before the end: 308 days
    short = [(1, 51, 100), (1, 50, 100, 150), (1, 50, 100, 150, 200)]
    found = life(*short, LIVELY, LIVELY)
    assert (found.numerator, found.denominator) == (3, 5)
    assert found.value == pytest.approx(200 / MONTH)
    assert life(*short, *[LIVELY] * 4).reason == "spaces_live_on"
    alone = curves(spaces(*short, LIVELY, LIVELY))[0]
    told = {point.at: pytest.approx(point.share) for point in alone.points}
    assert (told[3], told[5], told[7]) == (1 - 0, 3 / 5, 2 / 5)  # 91, 152 and 213 days
    assert max(told) == 9  # nobody knows beyond 308 days


@pytest.mark.parametrize(("silent", "ended"), [(55, 0), (56, 5)])
def test_the_silence_is_eight_weeks_long(silent, ended):
    wakes = (1, 2, 2 + silent + 1, *range(2 + silent + 1, 365, 30))
    assert life(*[wakes] * 5).numerator == (ended or None)


def test_a_space_that_wakes_again_has_ended_all_the_same():
    found = life(*[(10, 300)] * 5)
    assert (found.value, found.numerator) == (pytest.approx(1 / MONTH), 5)


def test_the_youngest_spaces_are_left_out_and_those_older_than_an_export_that_begins_midway():
    old, young = (1, *range(40, 365, 40)), (330, 350)
    assert life(*[(90, 100)] * 5, *[young] * 5).denominator == 5
    assert life(*[(90, 100)] * 5, *[old] * 5, midway=True).denominator == 5
    assert life(*[(90, 100)] * 5, *[old] * 5).denominator == 10


def test_a_hole_in_the_export_is_no_silence():
    hole = ((FIRST + timedelta(days=40), FIRST + timedelta(days=70)),)
    acts = (1, 30, 90, *range(90, 365, 30))
    assert life(*[acts] * 5).numerator == 5
    assert life(*[acts] * 5, lost=hole).reason == "spaces_live_on"


def test_few_spaces_and_an_export_without_any_say_nothing():
    assert life((1, 2), (1, 3), (1, 4), (1, 5)).reason == "few_spaces"
    tables = tables_of(people=[{}] * 9, lacking=("channel",))
    assert figures(tables, "space_survival_months")[-1].reason == "no_channel"


def test_nothing_of_it_is_measured_where_nobody_asks():
    measured = measure(spaces(*[LIVELY] * 5), settings=Settings())
    assert measured.survival == ()
    assert measured.periods[-1].metrics["space_survival_months"].reason == "on_request"


def test_scipy_is_not_loaded_where_nobody_asks():
    code = (
        "import sys; from rse_maturity.config import Settings; from rse_maturity.measures.measure import measure;"
        "from tests.measures.conftest import made_up; measure(made_up(), settings=Settings());"
        "sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


def test_without_scipy_asking_is_refused_and_names_the_extra(monkeypatch):
    monkeypatch.setattr(thorough.importlib.util, "find_spec", lambda _: None)
    thorough.check_thorough(Settings())
    with pytest.raises(BadSetting, match=r"rse-maturity\[statistics\]"):
        thorough.check_thorough(ASKED)
