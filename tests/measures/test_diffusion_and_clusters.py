"""Bass's curve, clusters against chance, structural holes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import networkx as nx
import numpy as np
import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.bass import fitted
from rse_maturity.measures.graph.shuffled import constraints, modularity_beyond_chance
from rse_maturity.measures.measure import measure
from tests.measures.conftest import FIRST_DAY, calendar, tables_of

ASKED = Settings.model_validate({"measures": {"thorough": True}})
WEEKS_A_YEAR = 365.25 / 7
NAMES = ("bass_innovation", "bass_imitation", "bass_potential")


def curve(p, q, m, *, weeks):
    """Count how many begin in each week, by the curve itself."""
    time = np.arange(weeks + 1) / WEEKS_A_YEAR
    left = np.exp(-(p + q) * time)
    return np.diff(m * (1 - left) / (1 + q / p * left))


@pytest.mark.parametrize(("p", "q", "m"), [(0.03, 3.0, 4000), (0.2, 1.5, 900), (0.05, 6.0, 20_000)])
def test_the_parameters_of_a_curve_are_found_again(p, q, m):
    weeks = int(np.log(q / p) / (p + q) * WEEKS_A_YEAR) + 30
    found = fitted(np.arange(weeks, dtype=float), curve(p, q, m, weeks=weeks))
    assert found.innovation[0] == pytest.approx(p, rel=0.01)
    assert found.imitation[0] == pytest.approx(q, rel=0.01)
    assert found.potential[0] == pytest.approx(m, rel=0.01)


def test_chance_is_in_the_interval():
    counts = np.random.default_rng(2).poisson(curve(0.05, 3.0, 2000, weeks=130)).astype(float)
    found = fitted(np.arange(130.0), counts)
    for (value, low, high), true in zip(
        (found.innovation, found.imitation, found.potential), (0.05, 3.0, 2000), strict=True
    ):
        assert low < value < high
        assert low < true < high


@pytest.mark.parametrize("after", [-20, 0, 6])
def test_before_the_turning_point_nothing_is_said(after):
    weeks = int(np.log(3.0 / 0.03) / 3.03 * WEEKS_A_YEAR) + after
    assert fitted(np.arange(weeks, dtype=float), curve(0.03, 3.0, 4000, weeks=weeks)) is None


def test_numbers_that_only_fall_have_no_turning_point():
    assert fitted(np.arange(60.0), 100 * np.exp(-np.arange(60.0) / 8)) is None


def beginning(weekly):
    people = [
        {"first_contribution": FIRST_DAY + timedelta(days=7 * week)}
        for week, count in enumerate(weekly)
        for _ in range(count)
    ]
    days = calendar(ends=(FIRST_DAY + timedelta(days=7 * len(weekly) - 1),))
    return tables_of(people=people, days=days, lacking=("channel",))


def test_first_contributions_of_weeks_are_fitted():
    weekly = np.rint(curve(0.1, 4.0, 600, weeks=80)).astype(int)
    tables = beginning(weekly)
    figures = measure(tables, settings=ASKED).periods[-1].metrics
    values = [figures[name].value for name in NAMES]
    assert values == pytest.approx([0.1, 4.0, 600], rel=0.1)
    assert {figures[name].denominator for name in NAMES} == {weekly.sum()}
    midway = measure(replace(tables, begins_midway=True), settings=ASKED).periods[-1].metrics
    assert {midway[name].reason for name in NAMES} == {"begins_midway"}


def test_few_people_make_no_curve():
    figures = measure(beginning([5] * 5), settings=ASKED).periods[-1].metrics
    assert {figures[name].reason for name in NAMES} == {"no_inflexion"}


def ties_of(pairs):
    rows = [(source, target, 2) for source, target in pairs]
    return pl.DataFrame(rows, {"source": pl.UInt32, "target": pl.UInt32, "comments": pl.UInt32}, orient="row")


def test_groups_that_talk_among_themselves_are_beyond_chance():
    groups = [range(start, start + 8) for start in (0, 8, 16, 24)]
    pairs = [pair for group in groups for pair in combinations(group, 2)] + [(0, 8), (8, 16), (16, 24)]
    value, people = modularity_beyond_chance(ties_of(pairs), seed=1)
    assert people == 32
    assert value > 0.4


def test_clusters_of_chance_are_not_beyond_it():
    graph = nx.gnm_random_graph(60, 240, seed=3)
    value, _ = modularity_beyond_chance(ties_of(sorted(graph.edges)), seed=1)
    assert abs(value) < 0.05


@pytest.mark.parametrize("pairs", [[], [(0, 1)], [(0, leaf) for leaf in range(1, 9)]])
def test_what_cannot_be_shuffled_says_nothing(pairs):
    assert modularity_beyond_chance(ties_of(pairs), seed=1)[0] is None


def test_a_bridge_is_less_enclosed_than_the_others():
    pairs = [*combinations(range(4), 2), *combinations(range(4, 8), 2), (3, 8), (8, 4)]
    found = sorted(constraints(ties_of(pairs)))
    graph = nx.Graph(pairs)
    assert found == pytest.approx(sorted(nx.constraint(graph, nodes=list(graph)).values()))
    assert found[0] == pytest.approx(0.5)  # the bridge: two people who do not know each other, 1/4 + 1/4


def test_both_are_measured_where_asked():
    pairs = [pair for start in (0, 8) for pair in combinations(range(start, start + 8), 2)] + [(0, 8)]
    tables = tables_of(people=[{}] * 16, ties=[(*pair, 2, 0) for pair in pairs], lacking=("channel",))
    figures = measure(tables, settings=ASKED).periods[-1].metrics
    assert figures["cluster_modularity"].value > 0.2
    middle = figures["median_constraint"]
    assert middle.low <= middle.value <= middle.high
    assert middle.denominator == 16
