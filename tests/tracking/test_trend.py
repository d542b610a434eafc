"""What changed at the last snapshot: against what, beyond what, and from where on figures mean something else."""

from __future__ import annotations

from datetime import date

import pytest

from rse_maturity.tracking.trend import trend_of
from tests.tracking.made_snapshots import DEFINITIONS, month_ends, months, snapshot


def only(changes):
    (change,) = changes
    return change


def test_a_first_snapshot_has_nothing_to_compare():
    trend = trend_of(months([0.3]))
    assert (trend.since_last, trend.last_reason) == (None, "nothing_to_compare")
    assert (trend.since_year, trend.year_reason) == (None, "nothing_to_compare")
    assert trend.breaks == ()


@pytest.mark.parametrize(("now", "beyond"), [(0.33, "no"), (0.35, "yes"), (0.25, "yes")])
def test_a_change_is_more_than_noise_where_the_intervals_do_not_touch(now, beyond):
    change = only(trend_of(months([0.3, now])).since_last)
    assert change.difference == pytest.approx(now - 0.3)
    assert change.beyond == beyond


def test_the_year_is_that_of_the_same_month():
    trend = trend_of(months([0.2, *[0.3] * 11, 0.4]))
    assert trend.year_against == date(2024, 6, 30)
    assert only(trend.since_year).first == 0.2


def test_september_is_compared_with_july_and_august_with_august_alone():
    history = months([0.3] * 13, last=date(2025, 9, 30))
    trend = trend_of(history)
    assert trend.last_against == date(2025, 7, 31)
    trend = trend_of(history[:-1])
    assert (trend.since_last, trend.last_reason) == (None, "exceptional")
    assert trend_of(months([0.3] * 13, last=date(2025, 8, 31))).year_against == date(2024, 8, 31)


def test_an_ordinary_month_is_not_compared_with_a_campaign_a_year_ago():
    first, *others = months([0.3] * 13)
    trend = trend_of([first.model_copy(update={"exceptional": True}), *others])
    assert (trend.since_year, trend.year_reason) == (None, "exceptional")


def test_weeks_look_back_52_weeks():
    ends = (date(2024, 6, 30), date(2025, 6, 22), date(2025, 6, 29))
    trend = trend_of([snapshot(end, 0.3, period="week") for end in ends])
    assert (trend.last_against, trend.year_against) == (date(2025, 6, 22), date(2024, 6, 30))


def test_where_figures_begin_to_mean_something_else_is_told():
    first, second, third = months([0.3] * 3)
    wider = {**DEFINITIONS, "time": {**DEFINITIONS["time"], "window_days": 14}}
    trend = trend_of([first, second, third.model_copy(update={"definitions": wider})])
    assert [(one.end, [caveat.id for caveat in one.caveats]) for one in trend.breaks] == [
        (month_ends(3)[-1], ["definitions"])
    ]
    assert not only(trend.since_last).comparable


def test_another_population_changes_rates_and_not_the_others():
    def with_answers(end, **changes):
        one = snapshot(end, 0.3, **changes)
        return one.model_copy(update={"metrics": {**one.metrics, "response_rate": one.metrics["participation_rate"]}})

    before, after = month_ends(2)
    changes = {
        one.metric: one.comparable
        for one in trend_of([with_answers(before), with_answers(after, population="seen")]).since_last
    }
    assert changes == {"participation_rate": False, "response_rate": True}
