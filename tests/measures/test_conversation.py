"""Posts and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

DAY = date(2024, 3, 10)


def roots(*hours, echo=None):
    echoes = echo or [value is not None for value in hours]
    return [
        (DAY, 0, False, 0, "A", False, value, 1, heard, int(value is not None), 500.0, False)
        for value, heard in zip(hours, echoes, strict=True)
    ]


def test_an_answer_counts_up_to_the_seventh_day(tables_of, headline):
    tables = tables_of(roots=roots(1.0, 168.0, 168.1, None, None))
    found = headline(tables, "response_rate")
    assert (found.numerator, found.denominator) == (2, 5)
    assert (found.window.start, found.window.end) == (date(2024, 2, 26), date(2024, 3, 24))


def test_posts_outside_the_answer_windows_do_not_count(tables_of, headline):
    outside = [(DAY, None, False, 0, "A", False, 1.0, 1, True, 1, 500.0, False)]
    assert headline(tables_of(roots=roots(*[None] * 6) + outside), "response_rate").value == 0


def test_few_posts_give_no_share(tables_of, headline):
    found = headline(tables_of(roots=roots(1.0, 2.0)), "response_rate")
    assert (found.value, found.status, found.reason) == (None, "too_few", "few_posts")


@pytest.mark.parametrize(
    ("hours", "median"),
    [
        ((5.0, 1.0, 3.0, 2.0, 4.0), 3.0),
        ((1.0, 2.0, 3.0, None, None, None), 3.0),  # exactly half answered: the last of them closes the median
        ((1.0, 2.0, 3.0, 200.0, None), 3.0),
    ],
)
def test_unanswered_posts_wait_longest(tables_of, headline, hours, median):
    assert headline(tables_of(roots=roots(*hours)), "first_answer_hours").value == median


def test_the_median_is_not_reached_where_more_than_half_wait(tables_of, headline):
    found = headline(tables_of(roots=roots(1.0, 2.0, None, None, 169.0)), "first_answer_hours")
    assert (found.value, found.status, found.reason) == (None, "not_measurable", "median_not_reached")


def test_a_bound_of_the_median_beyond_the_answers_stays_open(tables_of, headline):
    hours = [float(hour) for hour in range(1, 21)]
    found = headline(tables_of(roots=roots(*hours)), "first_answer_hours")
    assert (found.value, found.low, found.high) == (10.0, 6.0, 15.0)
    half = headline(tables_of(roots=roots(*hours[:12], *[None] * 8)), "first_answer_hours")
    assert (half.value, half.low, half.high) == (10.0, 6.0, None)


def test_unanswered_means_neither_comment_nor_reaction(tables_of, headline):
    tables = tables_of(roots=roots(1.0, None, None, None, 2.0, echo=[True, True, False, False, True]))
    found = headline(tables, "unanswered_share")
    assert (found.numerator, found.denominator) == (2, 5)


def test_comments_per_post_is_over_all_people_of_the_window(tables_of, headline):
    windows = [(0, person, 2, 3, 0, 0) for person in range(10)] + [(0, 10, 0, 10, 0, 0)]
    found = headline(tables_of(people=[{}] * 11, windows=windows), "comments_per_post")
    assert (found.value, found.numerator, found.denominator) == (2.0, 40, 20)
    assert found.low < 2.0 < found.high


def test_the_team_sustains_what_is_left_of_the_others(tables_of, headline):
    people = [{"team": True}] + [{"team": False}] * 8 + [{"team": None}]
    windows = [(0, 0, 5, 5, 0, 9)] + [(0, person, 1, 2, 1, 0) for person in range(1, 11)]
    found = headline(tables_of(people=[*people, {}], windows=windows), "self_sustained_share")
    assert (found.value, found.numerator, found.denominator) == (0.8, 40, 50)
    assert (found.low, found.high) == (0.8, 0.8)  # the team is one person, and the others are all alike
    assert headline(tables_of(people=people, lacking=("team",)), "self_sustained_share").reason == "no_team"


@pytest.mark.parametrize("metric", ["response_rate", "first_answer_hours", "unanswered_share"])
@pytest.mark.parametrize(
    ("lacking", "reason"), [("post", "no_post"), ("comment", "no_comment"), ("parent", "no_links")]
)
def test_what_an_export_lacks_is_not_measured(tables_of, headline, metric, lacking, reason):
    found = headline(tables_of(roots=roots(*[1.0] * 9), lacking=(lacking,)), metric)
    assert (found.value, found.status, found.reason) == (None, "not_measurable", reason)


@pytest.mark.parametrize("metric", ["response_rate", "first_answer_hours"])
def test_comments_with_the_time_of_their_post_tell_nothing_of_waiting(tables_of, headline, metric):
    tables = tables_of(roots=roots(*[0.0] * 9))
    inherited = replace(tables, capabilities={**tables.capabilities, "comment": "inherited"})
    assert headline(inherited, metric).reason == "no_times"
    assert headline(inherited, "unanswered_share").value == 0


@pytest.mark.parametrize("metric", ["response_rate", "first_answer_hours", "unanswered_share"])
def test_comments_that_lead_to_no_post_do_not_make_the_posts_unanswered(tables_of, headline, metric):
    alone = [(*row[:7], 0, False, 0, 500.0, False) for row in roots(*[None] * 9)]
    tables = tables_of(people=[{}] * 9, roots=alone, years=[(0, 1, 0, 3, 0, 0)])
    assert headline(tables, metric).reason == "no_threads"


def test_posts_that_nobody_comments_on_are_unanswered(tables_of, headline):
    alone = [(*row[:7], 0, False, 0, 500.0, False) for row in roots(*[None] * 9)]
    assert headline(tables_of(people=[{}] * 9, roots=alone), "unanswered_share").value == 1
