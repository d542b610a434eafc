from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rse_maturity.config import TimeSettings
from rse_maturity.phases.momentum import momentum_of
from rse_maturity.phases.readings import read
from rse_maturity.phases.trajectory import confirmed_on, is_whole_month, settled_levels
from tests.phases.made_months import FIRST_DAY, context, figure, last_day, story

TIME = TimeSettings()


def by_hand(raw):
    """Tell the levels in force by the sentence of the rule: three months at least as high, two at least as low."""
    level, judged, told = raw[0], [], []
    for now in raw:
        judged.append(now)
        up = [rung for rung in range(level + 1, 3) if len(judged) >= 3 and min(judged[-3:]) >= rung]
        down = [rung for rung in range(level) if len(judged) >= 2 and max(judged[-2:]) <= rung]
        level = max(up) if up else min(down) if down else level
        told.append(level)
    return told


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 2), min_size=12, max_size=12), min_size=1, max_size=4))
def test_levels_settle_as_the_sentence_says_each_draw_by_itself(raw):
    readings = read(story((12, {}), age=24), context=context())
    settled = settled_levels(np.array(raw, dtype=np.int8), readings=readings, time=TIME)
    assert settled.tolist() == [by_hand(draw) for draw in raw]


def test_a_phase_is_confirmed_when_it_was_last_entered():
    ends = [last_day(month) for month in range(6)]
    assert confirmed_on([0, 0, 1, 1, 0, 0], ends, first_day=FIRST_DAY) == last_day(4)
    assert confirmed_on([-1, -1, 1, 1, 1, 1], ends, first_day=FIRST_DAY) == last_day(2)
    assert confirmed_on([1] * 6, ends, first_day=FIRST_DAY) == FIRST_DAY
    assert confirmed_on([-1], ends[:1], first_day=FIRST_DAY) is None


def test_whole_months():
    assert is_whole_month(date(2024, 2, 29))
    assert not is_whole_month(date(2024, 2, 28))


def test_the_best_of_twelve_months_forgets_what_is_older():
    levels = [0.6, *[0.3] * 12]
    chapters = [(1, {"participation_rate": value}) for value in levels]
    best = read(story(*chapters, age=24), context=context()).best_participation()[0]
    assert best.tolist() == [*[0.6] * 12, 0.3]


def test_the_best_is_not_known_in_a_month_that_compares_with_nothing():
    values = (0.6, 0.5, None, 0.2)
    chapters = [(1, {"participation_rate": value}) for value in values]
    best = read(story(*chapters, age=3), context=context()).best_participation()[0]
    assert np.isnan(best[[0, 1, 2]]).tolist() == [True, True, True]
    assert best[3] == 0.2


@pytest.mark.parametrize(
    ("value", "low", "high", "momentum"),
    [
        (0.3, 0.1, 0.5, "rising"),
        (0.3, -0.1, 0.7, "stable"),
        (0.2, 0.1, 0.3, "stable"),
        (-0.3, -0.5, -0.1, "declining"),
        (-0.3, -0.7, 0.1, "stable"),
        (0.1, None, None, "stable"),
        (0.3, None, None, "unknown"),
        (None, None, None, "unknown"),
    ],
)
def test_momentum_is_beyond_the_change_that_counts_and_off_zero(value, low, high, momentum):
    trend = figure("participation_trend", value, last_day(0)).model_copy(update={"low": low, "high": high})
    assert momentum_of(trend, time=TIME) == momentum


def test_the_change_that_counts_is_a_setting():
    trend = figure("participation_trend", 0.15, last_day(0))
    assert momentum_of(trend, time=TimeSettings(momentum_change=0.1)) == "rising"
    assert momentum_of(None, time=TIME) == "unknown"
