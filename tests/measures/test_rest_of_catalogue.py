"""Health index, welcome of newcomers, posts only acknowledged, E-I index, share of the first ten: by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure

END = date(2024, 3, 31)
DAY = date(2024, 3, 10)


def root(author, *, day=DAY, hours=None, comments=0, echo=False, period=0, repeated=False, unit="A", opening=True):
    return {
        "day": day,
        "period": period,
        "repeated": repeated,
        "author": author,
        "unit": unit,
        "team": False,
        "first_answer_hours": hours,
        "comments": comments,
        "echo": echo,
        "answerers": int(hours is not None),
        "followed_hours": 500.0,
        "opening": opening,
    }


def newcomers(count, *, began=DAY):
    return [{"unit": "A", "first_contribution": began} for _ in range(count)]


def test_the_alive_are_those_of_the_year_who_still_take_part(tables_of, headline):
    year = [(0, person, 1, 0, 0, 0) for person in range(10)]
    tables = tables_of(people=[{}] * 10, years=year, windows=year[:4])
    found = headline(tables, "health_index")
    assert (found.numerator, found.denominator, found.value) == (4, 10, 0.4)


def test_only_first_posts_answered_in_time_are_welcomed(tables_of, headline):
    roots = [root(person, hours=hours, echo=hours is not None) for person, hours in enumerate((1, 24, 168, 169, None))]
    found = headline(tables_of(people=newcomers(5), roots=roots), "newcomer_welcome")
    assert (found.numerator, found.denominator) == (3, 5)


def test_later_posts_and_people_who_were_there_before_are_no_newcomers(tables_of, headline):
    later = [root(person, day=DAY + timedelta(days=1), hours=1, opening=False) for person in range(5)]
    firsts = [root(person) for person in range(5)]
    found = headline(tables_of(people=newcomers(5), roots=[*firsts, *later]), "newcomer_welcome")
    assert (found.numerator, found.denominator) == (0, 5)
    early = [root(person, day=date(2024, 1, 20)) for person in range(5)]
    assert headline(tables_of(people=newcomers(5), roots=early), "newcomer_welcome").reason == "few_newcomers"


def test_a_post_in_two_answer_windows_counts_in_both(tables_of, calendar):
    ends = (date(2024, 3, 24), END)
    roots = []
    for person in range(5):
        roots += [root(person, hours=2, period=0), root(person, hours=2, period=1, repeated=True)]
    tables = tables_of(days=calendar(ends=ends), people=newcomers(5), roots=roots)
    found = [one.metrics["newcomer_welcome"] for one in measure(tables, settings=Settings()).periods]
    assert [(one.numerator, one.denominator) for one in found] == [(5, 5), (5, 5)]


def test_posts_are_only_acknowledged_where_somebody_reacts_and_nobody_answers(tables_of, headline):
    roots = [
        *(root(0, echo=True) for _ in range(3)),
        root(1, echo=True, hours=3, comments=1),
        root(2, comments=1),  # its own author's comment
        root(3),
    ]
    found = headline(tables_of(people=[{}] * 4, roots=roots), "reaction_only_share")
    assert (found.numerator, found.denominator, found.value) == (3, 6, 0.5)


def test_without_reactions_nothing_is_acknowledged(tables_of, headline):
    assert headline(tables_of(people=[{}], lacking=("reaction",)), "reaction_only_share").reason == "no_reaction"


@pytest.mark.parametrize(
    ("inside", "outside", "index"), [(30, 10, -0.5), (10, 30, 0.5), (20, 20, 0.0), (20, 0, -1.0), (0, 20, 1.0)]
)
def test_the_index_runs_from_all_inside_to_all_outside(tables_of, headline, inside, outside, index):
    ties = [(0, "A", "A", inside), (0, "A", "B", outside)]
    found = headline(tables_of(people=[{"unit": "A"}, {"unit": "B"}], unit_ties=ties), "ei_index")
    assert (found.value, found.low, found.high) == (index, None, None)


def test_too_few_comments_give_no_index(tables_of, headline):
    tables = tables_of(people=[{"unit": "A"}], unit_ties=[(0, "A", "A", 4)])
    assert headline(tables, "ei_index").reason == "few_ties"


def test_ten_of_more_than_a_hundred_hold_their_share(tables_of, headline):
    year = [(0, person, 10 if person < 10 else 1, 0, 0, 0) for person in range(110)]
    found = headline(tables_of(people=[{}] * 110, years=year), "top_ten_share")
    assert found.value == pytest.approx(100 / 200)
    assert found.low <= found.value <= found.high
    assert headline(tables_of(people=[{}] * 100, years=year[:100]), "top_ten_share").reason == "few_people"
