"""How contributions spread over people."""

from __future__ import annotations

import numpy as np
import pytest

from rse_maturity.measures.metrics.absence_factor import fewest_people
from rse_maturity.measures.metrics.top_decile_share import top_share
from rse_maturity.measures.spread import Spread


def spread(values):
    amounts, people = np.unique(values, return_counts=True)
    return Spread(keys=[0], amounts=amounts, people=people[None, :])


@pytest.mark.parametrize(
    ("values", "expected"),
    [([4] * 7, 0.0), ([1, 1, 1, 1, 96], 0.95), (list(range(1, 41)), 1 / 3), ([9], 0.0)],
)
def test_gini_of_known_cases(values, expected):
    assert spread(values).gini()[0] == pytest.approx(expected, abs=1e-12)


def test_gini_is_the_mean_difference_between_two_people_over_twice_the_mean():
    values = np.random.default_rng(4).pareto(1.3, 80).astype(int) + 1
    differences = np.abs(values[:, None] - values).sum() / (80 * 79)
    assert spread(values).gini()[0] == pytest.approx(differences / (2 * values.mean()))


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1] * 19 + [81], (81 + 1) / 100), ([5] * 10, 0.1), ([1] * 10 + [40, 10, 10, 10, 20], (40 + 0.5 * 20) / 100)],
)
def test_the_top_tenth_takes_a_fraction_of_the_next_person(values, expected):
    assert top_share(spread(values))[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "people"),
    [([1] * 10, 5), ([1] * 11, 6), ([10, 5, 5], 1), ([4, 3, 3, 3, 3], 3), ([7], 1), ([2, 2, 3], 2)],
)
def test_the_absence_factor_is_the_smallest_half(values, people):
    assert fewest_people(spread(values))[0] == people


@pytest.mark.parametrize("metric", ["gini", "top_decile_share", "absence_factor"])
def test_the_headline_has_an_interval_around_it_and_contributors_below_it(tables_of, headline, metric):
    years = [(0, person, person % 7, person % 3, 0, 5) for person in range(60)]
    found = headline(tables_of(people=[{}] * 60, years=years), metric)
    assert found.denominator == sum(person % 7 + person % 3 > 0 for person in range(60))
    assert found.low <= found.value <= found.high
    assert found.low < found.high


@pytest.mark.parametrize("metric", ["gini", "top_decile_share", "absence_factor"])
def test_few_or_no_contributors_give_nothing(tables_of, headline, metric):
    few = tables_of(people=[{}] * 9, years=[(0, person, 1, 0, 0, 0) for person in range(4)])
    assert headline(few, metric).reason == "few_people"
    assert headline(tables_of(), metric).reason == "few_people"


def test_another_seed_moves_the_interval_and_the_same_one_does_not(tables_of, headline):
    tables = tables_of(people=[{}] * 60, years=[(0, person, 1 + person % 9, 0, 0, 0) for person in range(60)])
    first, again, other = (headline(tables, "gini", seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.value == other.value
    assert (first.low, first.high) != (other.low, other.high)


def test_an_interval_holds_its_value_even_where_one_person_does_nearly_everything(tables_of, headline):
    years = [(0, 0, 10_000, 0, 0, 0), *((0, person, 1, 0, 0, 0) for person in range(1, 6))]
    found = headline(tables_of(people=[{}] * 6, years=years), "gini")
    assert found.low <= found.value <= found.high
