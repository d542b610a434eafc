"""Draws of people: each figure is counted as its metric counts it, and moves with the people who make it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.drawing.added import Added, likeness
from rse_maturity.measures.drawing.between_units import linked, openness
from rse_maturity.measures.drawing.counts import contributions_of_year, ratios
from rse_maturity.measures.drawing.groups import DRAWS, GROUPS, Groups, deal
from rse_maturity.measures.drawing.leading import leading_voices
from rse_maturity.measures.drawing.people_drawn import figures_of_people_drawn
from rse_maturity.measures.facts import Facts
from rse_maturity.measures.measure import measure
from rse_maturity.measures.open_units import drawn_ratios, written_by_person
from rse_maturity.measures.panel import Panel

RATIOS = (
    "participation_rate",
    "enrolment_rate",
    "comments_per_post",
    "habit_share_of_contributors",
    "returning_share",
    "response_rate",
)


def panel(tables, **settings):
    return Panel(Facts(tables, Settings(**settings)), by="period")


def everybody_once(people, *, draws=1):
    return Groups(of=np.arange(people), place=np.arange(people), times=np.ones((draws, people)))


@pytest.mark.parametrize("directory", [True, False])
@pytest.mark.parametrize("seed", [1, 2])
def test_everybody_drawn_once_gives_the_figures_themselves(made_up, directory, seed):
    tables = replace(made_up(seed), has_directory=directory)
    if directory:  # a few are expected and have not joined, or have left
        people = tables.people.with_columns(
            joined=pl.when(pl.col("person") % 9 == 0).then(pl.date(2024, 8, 20)).otherwise("joined"),
            left=pl.when(pl.col("person") % 7 == 0).then(pl.date(2024, 8, 15)),
            expected=pl.col("person") % 5 > 0,
        )
        tables = replace(tables, people=people)
    known, whole = measure(tables, settings=Settings()).periods, panel(tables)
    once = everybody_once(tables.people.height)
    found = ratios(whole)
    assert set(found) == set(RATIOS) - (set() if directory else {"enrolment_rate"})
    compared = 0
    for name, ratio in found.items():
        above, below = (once.drawn(part.by_group(once.of, groups=tables.people.height))[0] for part in ratio)
        for period, figures in enumerate(known):
            value = figures.metrics[name].value
            if value is not None:
                assert above[period] / below[period] == pytest.approx(value), (name, period)
                compared += 1
    assert compared >= 2 * len(found)
    leading = leading_voices(contributions_of_year(whole), once)[0]
    assert [one.metrics["absence_factor"].value for one in known] == leading.tolist()


def test_everybody_drawn_once_is_as_open_as_the_network(tables_of):
    people = [{"unit": "A"}, {"unit": "A"}, {"unit": "B"}, {"unit": None}]
    ties = [(0, 1, 3, 0), (0, 2, 2, 0), (2, 1, 1, 0), (3, 0, 9, 0), (1, 2, 0, 4)]
    whole = panel(tables_of(people=people, ties=ties))
    # three people, two of them in A: chance lets 2 of 3 pairs cross, and 3 of 6 comments do; once each is (n - 1) / n
    assert openness(linked(whole), everybody_once(4))[0] == pytest.approx((3 / 6) / (2 / 3) * (2 / 3))


def test_draws_lie_around_the_value_as_far_as_its_interval_says(made_up):
    tables = made_up(size=300)
    drawn = figures_of_people_drawn(panel(tables))
    for name in ("response_rate", "returning_share", "comments_per_post"):
        figure = measure(tables, settings=Settings()).periods[-1].metrics[name]
        last = drawn[name][:, -1]
        assert last.mean() == pytest.approx(figure.value, rel=0.03)
        assert np.percentile(last, 97.5) - np.percentile(last, 2.5) == pytest.approx(figure.high - figure.low, rel=0.3)
    alone = drawn_ratios(written_by_person(tables.ties, tables.people), seed=5)
    assert drawn["cross_unit_ratio"][:, -1].mean() == pytest.approx(alone.mean(), rel=0.01)
    assert drawn["cross_unit_ratio"][:, -1].std() == pytest.approx(alone.std(), rel=0.15)


def test_the_same_people_are_drawn_for_every_figure_and_month(tables_of, calendar):
    days = calendar(ends=(calendar().ends[0].replace(day=30), *calendar().ends))
    acts = [(period, person, 1, 1, 0, 0) for period in range(2) for person in range(40)]
    tables = tables_of(days=days, people=[{"first_participation": days.first_day}] * 100, windows=acts, years=acts)
    drawn = figures_of_people_drawn(panel(tables))["participation_rate"]
    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert drawn[:, 0].std() == pytest.approx((0.4 * 0.6 / 100) ** 0.5, rel=0.15)


def test_neither_ids_nor_the_order_of_rows_change_a_draw(made_up, renumbered):
    tables = made_up(size=700)  # more people than groups
    before, after = (figures_of_people_drawn(panel(one)) for one in (tables, renumbered(tables)))
    for name, values in before.items():
        assert np.array_equal(values, after[name], equal_nan=True), name


def test_another_seed_draws_others(made_up):
    first, second = (figures_of_people_drawn(panel(made_up(), seed=seed))["response_rate"] for seed in (0, 1))
    assert (first != second).any()


def test_groups_show_the_spread_of_people():
    people = 20_000
    takes_part = np.arange(people) % 4 == 0
    groups = deal(np.random.default_rng(1).random(people), seed=1)
    assert groups.times.shape == (DRAWS, GROUPS)
    added = Added(np.flatnonzero(takes_part), np.zeros(takes_part.sum(), dtype=np.int64), 1)
    rate = groups.drawn(added.by_group(groups.of, groups=GROUPS))[:, 0] / people
    assert rate.mean() == pytest.approx(0.25, abs=0.001)
    assert rate.std() == pytest.approx((0.25 * 0.75 / people) ** 0.5, rel=0.15)


def test_two_people_are_alike_where_they_add_the_same_to_everything():
    acts = Added(np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 1, 0, 0, 2]), 3, np.array([5, 7, 7, 5, 5, 7]))
    number = likeness([acts], people=4, seed=0)
    assert number[0] == number[1]
    assert len(set(number)) == 3


def test_where_many_make_half_of_it_nothing_is_said_of_the_leading_voices():
    people = 1000
    year = Added(np.arange(people), np.zeros(people, dtype=np.int64), 1, np.full(people, 3))
    assert np.isnan(leading_voices(year, everybody_once(people, draws=2))).all()


def test_without_anybody_nothing_is_drawn(tables_of):
    assert figures_of_people_drawn(panel(tables_of())) == {}
