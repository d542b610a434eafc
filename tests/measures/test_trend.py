"""The trend of weekly participation, and the weeks themselves."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from rse_maturity.measures.metrics.participation_trend import relative_change

JANUARY = date(2024, 1, 1)


def monday(number):
    return JANUARY + timedelta(days=7 * number)


def weekly(counts):
    return [(monday(week), person, 1, 0) for week, count in enumerate(counts) for person in range(count)]


def network(tables_of, calendar, counts, **kwargs):
    days = calendar(ends=(monday(len(counts)) - timedelta(days=1),))
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


def test_weeks_wholly_inside_an_outage_are_left_out(tables_of, calendar, headline):
    counts = [50] * 15 + [0] * 11
    tables = network(tables_of, calendar, counts)
    outage = {"name": "migration", "start": monday(15), "end": monday(26)}
    cut = {**outage, "start": monday(15) + timedelta(days=1)}
    assert headline(tables, "participation_trend", outage=[outage]).denominator == 15
    assert headline(tables, "participation_trend", outage=[outage]).value == 0
    assert headline(tables, "participation_trend", outage=[cut]).denominator == 16


def test_the_interval_covers_a_flat_line_about_as_often_as_it_says():
    random = np.random.default_rng(6)
    weeks = np.arange(26)
    found = [relative_change(weeks, 100 + random.normal(0, 10, 26)) for _ in range(400)]
    covered = np.mean([low <= 0 <= high for _, low, high in found])
    assert 0.92 <= covered <= 0.98


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
