"""Who comes, comes back and is lost; presence from week to week; the series by week: by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from tests.measures.conftest import calendar, tables_of

FIRST = date(2024, 1, 1)  # a Monday
WEEKS = 20
LAST = FIRST + timedelta(days=7 * WEEKS - 1)
MONTH = range(16, 20)  # the last four weeks
QUIET = range(3, 16)  # the thirteen before


def monday(number):
    return FIRST + timedelta(days=7 * number)


def network(*written, began=None, days=None, **given):
    """Make tables of people who contributed once in each of the weeks listed for them."""
    began = began or [monday(min(weeks)) if weeks else None for weeks in written]
    acts = [(monday(week), code, 1, 0) for code, weeks in enumerate(written) for week in weeks]
    people = [{"first_contribution": day, "unit": "A"} for day in began]
    return replace(
        tables_of(people=people, weeks=acts, directory=False, days=days or calendar(first=FIRST, ends=(LAST,))), **given
    )


def flows(tables):
    figures = measure(tables, settings=Settings()).periods[-1].metrics
    names = ("new_contributors", "resurrected_contributors", "lost_regulars", "net_flow")
    return [figures[name] for name in names]


STAYS, NEW, BACK = [0, 5, 9, 12, 15, 17], [18], [0, 19]
LOST, PASSED = [3, 7, 11, 15], [3, 7, 11]  # four times in the quiet weeks, and three times


def test_people_are_new_back_or_lost():
    new, back, lost, net = flows(network(STAYS, NEW, NEW, NEW, BACK, BACK, *[LOST] * 5, PASSED))
    assert (new.value, new.denominator) == (3, 6)
    assert (back.value, back.denominator) == (2, 6)
    assert (lost.value, lost.denominator) == (5, 6)  # who stays was a regular too
    assert (net.value, net.denominator) == (0, 11)
    assert [one.low for one in (new, back, lost, net)] == [None] * 4


def test_who_wrote_in_the_quiet_weeks_does_not_come_back():
    back = flows(network(*[[2, 16]] * 5, *[[3, 16]] * 5))[1]
    assert (back.value, back.denominator) == (5, 10)


def test_a_first_contribution_before_the_first_complete_week_makes_nobody_new():
    told = [FIRST - timedelta(days=2)] * 5
    new, back, *_ = flows(network(*[[17]] * 5, began=told))
    assert (new.value, back.value) == (0, 5)


def test_an_export_that_begins_midway_does_not_know_who_is_new_at_first():
    short = calendar(first=FIRST, ends=(monday(16) - timedelta(days=1), LAST))
    tables = network(*[[1, 14, 18]] * 6, *[[15]] * 6, *[[18]] * 6, days=short)
    figures = [period.metrics["new_contributors"] for period in measure(tables, settings=Settings()).periods]
    assert [(one.value, one.reason) for one in figures] == [(6, None), (6, None)]
    midway = replace(tables, begins_midway=True)
    figures = [period.metrics["new_contributors"] for period in measure(midway, settings=Settings()).periods]
    assert [(one.value, one.reason) for one in figures] == [(None, "begins_midway"), (6, None)]


def test_what_comes_back_takes_more_weeks_than_what_is_new():
    young = calendar(first=FIRST, ends=(monday(8) - timedelta(days=1),))
    new, back, lost, net = flows(network(*[[4]] * 6, days=young))
    assert new.value == 6
    assert [one.reason for one in (back, lost, net)] == ["few_weeks"] * 3


def test_weeks_that_the_export_lost_say_nothing():
    days = calendar(first=FIRST, ends=(LAST,))
    holed = replace(days, weeks=(days.weeks[0], *days.weeks[2:8], *days.weeks[9:]))  # 18 weeks, the ninth is lost
    new, back, *_ = flows(network(*[[17]] * 6, days=holed))
    assert new.value == 6
    assert back.reason == "lost_window"


def test_few_people_are_not_counted():
    assert [one.reason for one in flows(network([17], [18]))] == ["few_people"] * 4


def test_presence_is_the_mean_week_over_the_month(headline):
    every, once = list(MONTH), [17]
    tables = network(*[every] * 60, *[once] * 40, *[[3]] * 10)
    found = headline(tables, "stickiness")
    assert (found.numerator, found.denominator) == (70, 100)  # (4 x 60 + 40) / 4
    assert found.value == pytest.approx(0.7)
    assert found.low < 0.7 < found.high
    assert (found.window.start, found.window.end) == (monday(16), LAST)


def test_presence_of_few_says_nothing(headline):
    assert headline(network(*[list(MONTH)] * 99), "stickiness").reason == "few_people"


def test_every_week_has_its_people_acts_and_posts():
    days = calendar(first=FIRST, ends=(monday(3) - timedelta(days=1),))
    people = [
        {"first_contribution": FIRST, "team": True, "joined": FIRST},
        {"first_contribution": monday(1) + timedelta(days=6), "joined": FIRST},
        {"joined": FIRST, "left": monday(1)},
    ]
    root = {"repeated": False, "author": 0, "period": 0, "comments": 1, "echo": True, "answerers": 1}
    tables = tables_of(
        people=people,
        days=days,
        weeks=[(FIRST, 0, 2, 1), (FIRST, 2, 0, 4), (monday(1), 0, 1, 0), (monday(1), 1, 3, 0), (monday(1), 2, 5, 0)],
        roots=[
            {**root, "day": FIRST, "first_answer_hours": 168.0},
            {**root, "day": FIRST + timedelta(days=6), "first_answer_hours": 169.0},
            {**root, "day": FIRST, "repeated": True, "first_answer_hours": 1.0},
            {**root, "day": monday(2), "first_answer_hours": 1.0},
        ],
    )
    told = [
        (
            one.active,
            one.members,
            one.contributing,
            one.new_contributors,
            one.contributions,
            one.team_contributions,
            one.reactions,
            one.posts,
            one.answered,
        )
        for one in measure(tables, settings=Settings()).weekly
    ]
    assert told == [
        (2, 3, 1, 1, 2, 2, 5, 2, 1),
        (2, 2, 2, 1, 9, 1, 0, 0, 0),  # who left is not counted, what they did is
        (0, 2, 0, 0, 0, 0, 0, 1, None),
    ]
    untold = replace(tables, capabilities={**tables.capabilities, "team": "no", "comment": "inherited"})
    assert {(one.team_contributions, one.posts) for one in measure(untold, settings=Settings()).weekly} == {
        (None, None)
    }
