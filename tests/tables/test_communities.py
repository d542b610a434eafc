"""What happens in each community, and which communities are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure_units
from rse_maturity.model.schema import CHANNELS
from rse_maturity.tables import communities as module
from rse_maturity.tables.communities import communities
from rse_maturity.tables.distil import distil
from rse_maturity.tables.sites import by_site

START = date(2024, 1, 1)


def in_channels(dataset, rows, *, names=("Ideas", "Help"), **more):
    """Rows with a `channel`, the place of its name."""
    made = dataset(rows, **more)
    channels = pl.Series("channel", [row.get("channel") for row in rows], dtype=pl.UInt32)
    listed = pl.DataFrame({"channel": range(len(names)), "name": names}, schema=CHANNELS)
    return replace(made, events=made.events.with_columns(channels), channels=listed)


def busy(people, *, channel, first=0, days=90, kind="post"):
    return [
        {"at": f"{START + timedelta(days=day)}T10:00", "actor": first + day % people, "kind": kind, "channel": channel}
        for day in range(days)
    ]


def inside(made):
    return communities(distil(made, settings=Settings()))


def test_without_channels_there_are_no_communities(dataset):
    assert inside(dataset(busy(3, channel=None))) is None


def test_people_are_counted_where_they_take_part(dataset):
    rows = [*busy(6, channel=0), *busy(7, channel=1, first=4, kind="comment"), *busy(9, channel=None)]
    found = inside(in_channels(dataset, rows))
    assert found.people == {"Ideas": 6, "Help": 7}
    people = found.tables.people.group_by("unit").len().sort("unit")
    assert people.rows() == [("Help", 7), ("Ideas", 6)]
    last = len(found.tables.calendar.ends) - 1
    year = found.tables.years.filter(pl.col("period") == last).join(found.tables.people, on="person")
    sums = year.group_by("unit").agg(pl.col("posts", "comments").sum()).sort("unit")
    assert sums.rows() == [("Help", 0, 89), ("Ideas", 89, 0)]  # the last day is not complete


def test_a_community_that_everybody_is_in_has_the_figures_of_the_network(dataset):
    rows = [*busy(8, channel=0, days=200), *busy(8, channel=0, days=200, kind="comment")]
    made = in_channels(dataset, rows)
    tables = distil(made, settings=Settings())
    found = measure_units(inside(made).tables, settings=Settings())["Ideas"]
    everybody = tables.people.with_columns(unit=pl.lit("All"))
    roots = tables.roots.with_columns(unit=pl.lit("All"))
    outside = measure_units(replace(tables, people=everybody, roots=roots), settings=Settings())["All"]
    assert found == outside


def test_a_community_opened_by_people_who_were_there_is_as_old_as_they_are(dataset):
    rows = [*busy(8, channel=0, days=200), *busy(8, channel=1, days=40, kind="comment")]
    late = [{**row, "at": f"{START + timedelta(days=160 + day % 40)}T11:00"} for day, row in enumerate(rows[200:])]
    tables = inside(in_channels(dataset, rows[:200] + late)).tables
    ages = {
        name: periods[-1].metrics["age_months"].value
        for name, periods in measure_units(tables, settings=Settings()).items()
    }
    assert ages == {"Ideas": 6, "Help": 6}


def test_small_communities_are_counted_and_not_looked_at(dataset):
    rows = [*busy(6, channel=0), *busy(4, channel=1)]
    found = inside(in_channels(dataset, rows))
    assert found.people == {"Ideas": 6, "Help": 4}
    assert set(found.tables.people.get_column("unit")) == {"Ideas"}


def test_the_largest_are_looked_at_as_long_as_their_people_do_not_sum_up_to_too_many(dataset, monkeypatch):
    monkeypatch.setattr(module, "MEMBERSHIPS", 16)
    rows = [*busy(6, channel=0), *busy(9, channel=1), *busy(7, channel=2)]
    found = inside(in_channels(dataset, rows, names=("A", "B", "C")))
    assert set(found.tables.people.get_column("unit")) == {"B", "C"}


@pytest.mark.parametrize("days", [40, 800])
def test_communities_are_followed_over_a_year(dataset, days):
    made = in_channels(dataset, busy(6, channel=0, days=days))
    tables = inside(made).tables
    ends = tables.calendar.ends
    assert ends == distil(made, settings=Settings()).calendar.ends[-module.ENDS :]
    assert tables.years.get_column("period").max() == len(ends) - 1


def test_the_order_of_events_does_not_matter(dataset):
    rows = [*busy(6, channel=0), *busy(7, channel=1, kind="comment")]
    made = in_channels(dataset, rows)
    mixed = replace(made, events=made.events.sample(fraction=1, shuffle=True, seed=3))
    for name in ("people", "windows", "years", "weeks", "active_weeks", "roots"):
        tables, others = (inside(one).tables for one in (made, mixed))
        assert_frame_equal(getattr(tables, name), getattr(others, name), check_row_order=name != "roots")


def test_sites_take_the_place_of_units(dataset, people_rows):
    people = people_rows(4, columns={"unit": ["A", "A", "B", None], "site": ["Lyon", "Metz", "Metz", "Metz"]})
    tables = distil(dataset(busy(4, channel=None), people=people), settings=Settings())
    placed = by_site(tables)
    assert placed.people.get_column("unit").to_list() == ["Lyon", "Metz", "Metz", "Metz"]
    assert set(placed.roots.select("author", "unit").unique().rows()) == {
        (0, "Lyon"),
        (1, "Metz"),
        (2, "Metz"),
        (3, "Metz"),
    }


@pytest.mark.parametrize("site", [[None, None], ["A", "B"]])
def test_no_sites_and_sites_that_are_the_units_are_not_told_twice(dataset, people_rows, site):
    people = people_rows(2, columns={"unit": ["A", "B"], "site": site})
    assert by_site(distil(dataset(busy(2, channel=None), people=people), settings=Settings())) is None
