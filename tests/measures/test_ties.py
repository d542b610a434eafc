"""Relations: two-way ties, the core, openness between units."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from rse_maturity.measures.open_units import expected_external_share


def active(people):
    return [(0, person, 1, 0, 0, 0) for person in people]


def test_two_way_ties_are_counted_by_pairs(tables_of, headline):
    found = headline(tables_of(tie_periods=[(0, 9, 15, 12, 3)]), "two_way_share")
    assert (found.value, found.numerator, found.denominator) == (0.25, 3, 12)
    assert headline(tables_of(tie_periods=[(0, 3, 4, 4, 0)]), "two_way_share").reason == "few_ties"


def test_every_pair_is_a_connection_of_both(tables_of, headline):
    tables = tables_of(people=[{}] * 10, years=active(range(10)), tie_periods=[(0, 9, 15, 12, 3)])
    assert headline(tables, "connections_per_active").value == 2.4
    alone = tables_of(people=[{}] * 10, years=active(range(10)))
    assert headline(alone, "connections_per_active").value == 0


def test_the_core_is_made_of_comments_between_active_people(tables_of, headline):
    ties = [(0, 1, 1, 0), (2, 1, 3, 0), (3, 4, 1, 0), (4, 5, 0, 7), (2, 9, 1, 0), (9, 3, 1, 0)]
    tables = tables_of(people=[{}] * 10, years=active(range(9)), ties=ties)  # person 9 has left no trace this year
    found = headline(tables, "core_share")
    assert (found.numerator, found.denominator) == (3, 9)
    reacting = tables_of(people=[{}] * 10, years=active(range(9)), ties=[(0, 1, 0, 2)])
    assert headline(reacting, "core_share").reason == "few_ties"


def test_the_core_has_no_series(made_up):
    cores = [period.metrics["core_share"] for period in measure(made_up(), settings=Settings()).periods]
    assert [core.reason for core in cores] == ["headline_only", "headline_only", None]


def test_openness_is_observed_over_expected(tables_of, headline):
    # expected external share: 1 - (4*3 + 6*5) / (10*9) = 48/90; observed: 16/50
    people = [{"unit": "A"}] * 4 + [{"unit": "B"}] * 6
    ties = [(0, 4, 8, 0), (4, 0, 8, 0), (1, 2, 14, 0), (5, 6, 20, 0), (3, 7, 0, 1)]
    tables = tables_of(
        people=people,
        ties=ties,
        unit_ties=[(0, "A", "B", 8), (0, "B", "A", 8), (0, "A", "A", 14), (0, "B", "B", 20)],
        unit_people=[(0, "A", 4), (0, "B", 6)],
    )
    found = headline(tables, "cross_unit_ratio")
    assert found.value == pytest.approx((16 / 50) / (48 / 90))
    assert found.numerator == 16
    assert found.denominator == pytest.approx(50 * 48 / 90)


def test_openness_needs_two_units_and_enough_people(tables_of, headline):
    one = tables_of(unit_ties=[(0, "A", "A", 9)], unit_people=[(0, "A", 9)])
    assert headline(one, "cross_unit_ratio").reason == "few_units"
    few = tables_of(unit_ties=[(0, "A", "B", 9)], unit_people=[(0, "A", 2), (0, "B", 2)])
    assert headline(few, "cross_unit_ratio").reason == "few_people"
    assert headline(tables_of(lacking=("unit",)), "cross_unit_ratio").reason == "no_unit"


def test_the_expectation_is_the_mean_of_real_shuffles():
    random = np.random.default_rng(5)
    units = np.repeat([0, 1, 2, 3], [30, 15, 10, 5])
    source, target = random.integers(0, 60, (2, 400))
    source, target = source[source != target], target[source != target]
    comments = random.integers(1, 9, source.size)
    shares = np.empty(2000)
    for shuffle in range(2000):
        dealt = random.permutation(units)
        shares[shuffle] = comments[dealt[source] != dealt[target]].sum() / comments.sum()
    sizes = pl.DataFrame({"key": [0] * 4, "unit": list("ABCD"), "people": [30, 15, 10, 5]})
    expected = expected_external_share(sizes).get_column("expected")[0]
    assert expected == pytest.approx(shares.mean(), abs=4 * shares.std() / np.sqrt(2000))


def test_the_interval_of_openness_holds_the_truth_of_a_network_without_borders(tables_of, headline):
    random = np.random.default_rng(8)
    unit = random.integers(0, 3, 200)
    pairs = sorted({(int(a), int(b)) for a, b in random.integers(0, 200, (1500, 2)) if a != b})
    names = "ABC"
    counts = {(a, b): sum(names[unit[s]] == a and names[unit[t]] == b for s, t in pairs) for a in names for b in names}
    tables = tables_of(
        people=[{"unit": names[code]} for code in unit],
        ties=[(source, target, 1, 0) for source, target in pairs],
        unit_ties=[(0, a, b, n) for (a, b), n in counts.items()],
        unit_people=[(0, name, int((unit == place).sum())) for place, name in enumerate(names)],
    )
    found = headline(tables, "cross_unit_ratio")
    assert found.low < found.value < found.high
    assert found.low < 1 < found.high
    assert found.high - found.low < 0.2
