"""All metrics together: completeness, units, what must not change anything."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from rse_maturity.measures.metrics import METRICS

NO_SHARE_OF_PEOPLE = {"core_share", "gini", "gini_of_members", "influence_drop_off", "top_ten_share"}  # ten stay ten
SHARES = [spec.id for spec in METRICS if spec.unit in {"share", "ratio"} and spec.id not in NO_SHARE_OF_PEOPLE]


def test_every_period_has_every_metric_in_the_same_order(made_up):
    measured = measure(made_up(), settings=Settings())
    assert [period.end.month for period in measured.periods] == [7, 8, 9]
    for period in measured.periods:
        assert list(period.metrics) == [spec.id for spec in METRICS]


def test_a_lively_network_with_everything_has_every_headline(made_up):
    headline = measure(made_up(), settings=Settings()).periods[-1].metrics
    lacking = {name: figure.reason for name, figure in headline.items() if figure.value is None}
    on_request = dict.fromkeys((spec.id for spec in METRICS if spec.on_request), "on_request")
    # nobody posts on the day of a first contribution there, and a hundredth of these members is no group
    assert lacking == {"newcomer_welcome": "few_newcomers", "top_percent_share": "few_people", **on_request}


def test_values_lie_within_their_intervals_and_only_measured_figures_have_one(made_up):
    measured = measure(made_up(), settings=Settings())
    figures = [one for period in measured.periods for one in period.metrics.values()]
    figures += [one for unit in measured.units.values() for period in unit for one in period.metrics.values()]
    for figure in figures:
        assert (figure.value is None) == (figure.status != "measured") == (figure.reason is not None)
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.value <= figure.high


def test_units_have_the_figures_that_make_sense_for_one(made_up):
    measured = measure(made_up(), settings=Settings())
    assert list(measured.units) == ["Unit 0", "Unit 1", "Unit 2", "Unit 3"]
    for periods in measured.units.values():
        assert [period.end for period in periods] == [period.end for period in measured.periods]
        assert list(periods[0].metrics) == list(periods[-1].metrics) == [spec.id for spec in METRICS if spec.by_unit]


COUNTED_APART = {
    "absence_factor",
    "age_months",
    "cross_unit_ratio",
    "participation_trend",
    "two_way_share",
}  # of a unit, no part of the network's


@pytest.mark.parametrize("period", [0, -1])
@pytest.mark.parametrize("metric", [spec.id for spec in METRICS if spec.by_unit and spec.id not in COUNTED_APART])
def test_the_units_add_up_to_the_network(made_up, metric, period):
    measured = measure(made_up(), settings=Settings())
    whole = measured.periods[period].metrics[metric]
    parts = [periods[period].metrics[metric] for periods in measured.units.values()]
    assert sum(part.denominator for part in parts) == whole.denominator
    if whole.numerator is not None:
        assert sum(part.numerator for part in parts) == whole.numerator


@pytest.mark.parametrize("directory", [True, False])
def test_a_unit_of_everybody_has_the_figures_of_the_network(made_up, directory):
    tables = made_up()
    everybody = {name: getattr(tables, name).with_columns(unit=pl.lit("All")) for name in ("people", "roots")}
    measured = measure(replace(tables, has_directory=directory, **everybody), settings=Settings())
    for whole, unit in zip(measured.periods, measured.units["All"], strict=True):
        for name, figure in unit.metrics.items():
            if name not in {"age_months", "cross_unit_ratio", "ei_index", "two_way_share"}:  # counted otherwise
                assert (figure.value, figure.denominator) == (
                    whole.metrics[name].value,
                    whole.metrics[name].denominator,
                ), name


def test_only_the_units_asked_for_are_measured(made_up):
    everything = measure(made_up(), settings=Settings()).units
    few = measure(made_up(), settings=Settings(), among=frozenset({"Unit 2", "Unit 0"})).units
    assert few == {name: everything[name] for name in ("Unit 0", "Unit 2")}


def test_people_without_a_unit_are_in_none(tables_of):
    tables = tables_of(people=[{"unit": "A"}] * 6 + [{"unit": None}] * 6)
    assert list(measure(tables, settings=Settings()).units) == ["A"]


@pytest.mark.parametrize("directory", [True, False])
def test_an_export_without_anything_is_measured_without_a_value(tables_of, directory):
    lacking = ("post", "comment", "reaction", "parent", "unit", "team", "manager", "joined_at")
    headline = measure(tables_of(directory=directory, lacking=lacking), settings=Settings()).periods[-1].metrics
    assert {name: figure.value for name, figure in headline.items() if figure.value is not None} == {
        "members": 0,
        "age_months": 2,
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_other_codes_and_another_order_change_nothing(made_up, renumbered, seed):
    tables = made_up(seed)
    assert measure(renumbered(tables), settings=Settings()) == measure(tables, settings=Settings())


@pytest.mark.parametrize("metric", SHARES)
def test_twice_the_people_who_do_the_same_keep_every_share(made_up, doubled, metric):
    once, twice = (
        [period.metrics[metric].value for period in measure(tables, settings=Settings()).periods]
        for tables in (made_up(2), doubled(made_up(2)))
    )
    if metric in {"cross_unit_ratio", "cross_level_ratio"}:  # the chance depends a little on the number
        assert twice[-1] == pytest.approx(once[-1], rel=0.01)
    else:
        assert twice == pytest.approx(once)
