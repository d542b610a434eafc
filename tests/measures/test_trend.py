"""The trend of weekly participation, and the weeks themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure

JANUARY = date(2024, 1, 1)


def monday(number):
    return JANUARY + timedelta(days=7 * number)


def weekly(counts):
    return [(monday(week), person, 1, 0) for week, count in enumerate(counts) for person in range(count)]


def network(tables_of, calendar, counts, *, opened=JANUARY - timedelta(days=7 * 20), **kwargs):
    """Return weeks long after the opening, unless it is said when that was."""
    laid_out = calendar(first=opened, ends=(monday(len(counts)) - timedelta(days=1),))
    days = replace(laid_out, weeks=tuple(week for week in laid_out.weeks if week >= JANUARY))
    return tables_of(days=days, directory=False, weeks=weekly(counts), **kwargs)


def test_a_straight_rise_is_its_own_slope(tables_of, calendar, headline):
    found = headline(network(tables_of, calendar, [100 + 2 * week for week in range(26)]), "participation_trend")
    assert found.value == pytest.approx(50 / 125)
    assert (found.low, found.high) == pytest.approx((0.4, 0.4))
    assert found.denominator == 26


def test_only_the_last_weeks_count(tables_of, calendar, headline):
    counts = [5] * 10 + [50] * 26
    assert headline(network(tables_of, calendar, counts), "participation_trend").value == 0


def test_one_wild_week_changes_little(tables_of, calendar, headline):
    counts = [50] * 12 + [300] + [50] * 13
    assert headline(network(tables_of, calendar, counts), "participation_trend").value == 0


def test_a_week_without_anybody_is_a_week_of_zero(tables_of, calendar, headline):
    found = headline(network(tables_of, calendar, [20] * 6 + [0] * 6), "participation_trend")
    assert found.denominator == 12
    assert found.value < -1


def test_fewer_weeks_than_the_minimum_give_no_trend(tables_of, calendar, headline):
    assert headline(network(tables_of, calendar, [9] * 11), "participation_trend").reason == "few_weeks"
    assert headline(network(tables_of, calendar, [9] * 12), "participation_trend").value == 0
    assert headline(network(tables_of, calendar, [0] * 12), "participation_trend").reason == "no_activity"


@pytest.mark.parametrize("kind", ["outage", "campaign"])
def test_weeks_that_lose_two_working_days_are_left_out(kind, tables_of, calendar, headline):
    tables = network(tables_of, calendar, [50] * 15 + [0] * 11)

    def weeks_left(start, end):
        span = {"name": "move", "start": start, "end": end}
        found = headline(tables, "participation_trend", **{kind: [span]})
        return found.denominator, found.value

    assert weeks_left(monday(15), monday(26)) == (15, 0)
    assert weeks_left(monday(15) + timedelta(days=3), monday(26)) == (15, 0)
    assert weeks_left(monday(15) + timedelta(days=4), monday(26))[0] == 16


def test_a_summer_is_no_decline(tables_of, calendar, headline):
    weeks = [monday(week) for week in range(35)]
    counts = [10 if week.month == 8 or week == date(2024, 7, 29) else 50 for week in weeks]
    tables = network(tables_of, calendar, counts)
    short = {"momentum_weeks": 12, "momentum_minimum_weeks": 6}
    assert headline(tables, "participation_trend", time=short).value == 0
    assert headline(tables, "participation_trend", time={**short, "quiet": []}).value < -0.2


def test_public_holidays_are_those_of_the_country(tables_of, calendar, headline):
    counts = [50] * 26
    tables = network(tables_of, calendar, counts)
    abroad = headline(tables, "participation_trend", time={"quiet": []})
    at_home = headline(tables, "participation_trend", time={"quiet": [], "country": "FR"})
    assert abroad.denominator == 26
    assert at_home.denominator == 25  # 8 and 9 May 2024; other weeks lose one day


def test_the_wave_of_a_launch_is_no_growth(tables_of, calendar, headline):
    counts = [20, 60, 90, 120, 140, 150, 140, 130, 120, 110, 100, 90, 80, 70, 60, 50, 50, 50] + [50] * 14
    tables = network(tables_of, calendar, counts, opened=JANUARY)
    found = headline(tables, "participation_trend")
    assert (found.value, found.denominator) == (0, 12)  # of 32 weeks, the launch takes 18 and August 2
    assert headline(replace(tables, begins_midway=True), "participation_trend").value < -0.5


def test_a_week_counts_the_members_of_its_sunday(tables_of, calendar):
    people = [
        {"joined": monday(0)},
        {"joined": monday(1) + timedelta(days=6)},
        {"joined": monday(0), "left": monday(1)},
    ]
    people.append({"in_directory": False})
    acts = [(monday(week), person, 0, 1) for week in (0, 1) for person in range(4)]
    days = calendar(ends=(monday(3) - timedelta(days=1),))
    points = measure(tables_of(days=days, people=people, weeks=acts), settings=Settings()).weekly
    assert [(point.week, point.active, point.members) for point in points] == [
        (monday(0), 2, 2),
        (monday(1), 2, 2),
        (monday(2), 0, 2),
    ]


def test_without_a_directory_nobody_knows_the_members_of_a_week(tables_of, calendar):
    points = measure(network(tables_of, calendar, [3, 0]), settings=Settings()).weekly
    assert [(point.active, point.members) for point in points] == [(3, None), (0, None)]
