"""The tables, cut into the rows that a figure is computed for: the periods, of the whole network or of each unit.

A metric is written once, on the `key` of a panel; the series of the whole network, its headline (the last period) and
the series of the units come from the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from rse_maturity.measures.flows import Flows, flows_of
from rse_maturity.measures.membership import spell
from rse_maturity.measures.spans import span
from rse_maturity.measures.spread import Spread, spread_of, with_silent

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from rse_maturity.config import Settings
    from rse_maturity.measures.facts import Facts
    from rse_maturity.measures.metric_spec import WindowKind
    from rse_maturity.model.metric import Window
    from rse_maturity.tables.tables import Tables


@dataclass(frozen=True)
class Panel:
    """What was found in the tables, and how the figures are keyed.

    Attributes
    ----------
    by
        period: key is the index of the period. unit: key is the place of the unit in `units` x the number of periods +
        the index of the period.
    among
        The units that are looked at, for a panel by unit; None takes all.
    """

    facts: Facts
    by: Literal["period", "unit"]
    among: frozenset[str] | None = None

    @property
    def tables(self) -> Tables:
        """Return the export, distilled."""
        return self.facts.tables

    @property
    def settings(self) -> Settings:
        """Return windows, minimum group, outages and the seed of the bootstraps."""
        return self.facts.settings

    @property
    def last(self) -> int:
        """Return the index of the headline period."""
        return len(self.tables.calendar.ends) - 1

    @property
    def minimum(self) -> int:
        """Return the number of people under which nothing is said."""
        return self.settings.privacy.minimum_group

    @cached_property
    def periods(self) -> pl.DataFrame:
        """Return period u16 and end Date, rising."""
        ends = self.tables.calendar.ends
        return pl.DataFrame({"period": range(len(ends)), "end": ends}, schema={"period": pl.UInt16, "end": pl.Date})

    @cached_property
    def units(self) -> pl.Series:
        """Return the names of the units that are looked at, sorted."""
        names = self.facts.units
        return names if self.among is None else names.filter(names.is_in(sorted(self.among)))

    @cached_property
    def keys(self) -> pl.DataFrame:
        """Return key, period and end (and unit) of every row that a figure is due for, sorted by key."""
        if self.by == "period":
            return self.periods.select(pl.col("period").alias("key"), "period", "end")
        rows = pl.DataFrame({"unit": self.units}).join(self.periods, how="cross", maintain_order="left_right")
        return rows.with_row_index("key")

    def groups(self, units: pl.Series) -> pl.Series:
        """Return the place of each unit among those that are looked at (u32), null where it is none of them."""
        if self.by == "period":
            return pl.repeat(0, units.len(), dtype=pl.UInt32, eager=True)
        return units.cast(pl.Enum(self.units), strict=False).to_physical().cast(pl.UInt32)

    @cached_property
    def group_count(self) -> int:
        """Return how many groups there are: one for the whole network."""
        return 1 if self.by == "period" else self.units.len()

    @property
    def people(self) -> pl.DataFrame:
        """Return the people of the tables, with eligible bool; see `Facts.people`."""
        return self.facts.people

    @cached_property
    def group_of_people(self) -> NDArray[np.uint32]:
        """Return the group of each row of `people`, `group_count` where it is none; see `groups`."""
        return self.groups(self.people.get_column("unit")).fill_null(self.group_count).to_numpy()

    def has(self, capability: str) -> bool:
        """Tell whether the export holds a kind or a field, its own or inherited."""
        return self.tables.capabilities.get(capability, "no") != "no"

    def span(self, kind: WindowKind, period: int) -> Window:
        """Return the days of a window that ends with a period."""
        calendar = self.tables.calendar
        return span(kind, calendar.ends[period], calendar=calendar, time=self.settings.time)

    def in_periods(self, periods: Collection[int]) -> pl.Expr:
        """Return the condition that a `key` belongs to one of some periods."""
        return (pl.col("key") % self.periods.height).is_in(list(periods))

    def keyed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give a frame with `period` (and `unit`, for a panel by unit) its `key`; rows of no key are dropped."""
        if self.by == "period":
            return frame.rename({"period": "key"}).filter(pl.col("key").is_not_null())
        groups = self.groups(frame.get_column("unit"))
        keys = (groups * self.periods.height + frame.get_column("period").cast(pl.UInt32)).alias("key")
        rows = frame.drop("unit", "period").with_columns(keys)
        return rows.filter(pl.col("key").is_not_null()) if keys.null_count() else rows

    @cached_property
    def windows(self) -> pl.DataFrame:
        """Return how many people did what in each window, see `Facts.windows`; with key for period."""
        return self.keyed(self.facts.windows)

    @cached_property
    def years(self) -> pl.DataFrame:
        """Return how many people wrote how much in 12 months, see `Facts.years`; with key for period."""
        return self.keyed(self.facts.years)

    @cached_property
    def seen(self) -> pl.DataFrame:
        """Return how many people took part in 12 months, see `Facts.seen`; with key for period."""
        return self.keyed(self.facts.seen)

    @cached_property
    def roots(self) -> pl.DataFrame:
        """Return how many root posts were answered in each answer window, see `Facts.roots`; with key for period."""
        return self.keyed(self.facts.roots)

    @cached_property
    def active_weeks(self) -> pl.DataFrame:
        """Return how many people have the habit, see `Facts.active_weeks`; with key for period."""
        return self.keyed(self.facts.active_weeks)

    @cached_property
    def spread(self) -> Spread:
        """Return how the contributions of these 12 months spread over people."""
        return spread_of(self.years, seed=self.settings.seed)

    @cached_property
    def member_spread(self) -> Spread:
        """Return the same over the members of each period, those without a contribution included; by period only."""
        return with_silent(spread_of(self.years.filter("member"), seed=self.settings.seed), self.members)

    @cached_property
    def members(self) -> pl.DataFrame:
        """Return key and people: the population at the end of each period."""
        return self.population()

    @cached_property
    def accounts(self) -> pl.DataFrame:
        """Return key and people: whoever has an account, by a directory or by the export's own list, else `members`."""
        return self.members if self.tables.has_directory or not self.has_list else self.present()

    @cached_property
    def has_list(self) -> bool:
        """Tell whether a directory, or the export itself, lists people who may never have acted."""
        return self.tables.has_directory or bool(self.tables.people.get_column("listed").any())

    def population(self, where: pl.Expr | None = None, *, within: Collection[str] = ()) -> pl.DataFrame:
        """Count the population at the end of each period.

        With a directory: the members on that day. Without one: the people who participated in the 12 months, since an
        export's own list says who has an account and not who is expected.

        Parameters
        ----------
        where
            Who is counted, by unit, team and manager; by default everybody.
        within
            Columns of people to count within, besides the key; without a directory the same three.

        Returns
        -------
        DataFrame
            key, *within, people; keys with nobody are not in it.
        """
        counted = pl.lit(value=True) if where is None else where
        if self.tables.has_directory:
            return self.present(self.people.filter(counted), within=within)
        return self.seen.filter(counted).group_by("key", *within).agg(people=pl.col("n").sum())

    def present(self, among: pl.DataFrame | None = None, *, within: Collection[str] = ()) -> pl.DataFrame:
        """Count the people, some rows of `people`, who are members at the end of each period; see `population`.

        A member at an end: joined <= end < left, as `member_on` has it.
        """
        people = self.people if among is None else among
        first, stop = spell(people, self.periods.get_column("end"))
        # people who come and go between the same two ends are counted before they are spread over the periods
        fields = sorted({*within, *(["unit"] if self.by == "unit" else [])})
        told = people.select(*fields, first.alias("first"), stop.alias("stop")).filter(pl.col("first") < pl.col("stop"))
        spells = told.group_by("first", "stop", *fields).agg(n=pl.len())
        present = spells.with_columns(period=pl.int_ranges("first", "stop", dtype=pl.UInt16)).explode("period")
        return self.keyed(present.drop("first", "stop")).group_by("key", *within).agg(people=pl.col("n").sum())

    @property
    def weeks(self) -> pl.Series:
        """Return the Mondays of the complete weeks."""
        return self.facts.weeks

    @cached_property
    def flows(self) -> Flows:
        """Return how many contributors came, came back and were lost in the weeks of each period; by period only."""
        return flows_of(self)

    @cached_property
    def active_by_week(self) -> NDArray[np.int64]:
        """Return how many people, members where there is a directory, took part in each week: (groups, weeks)."""
        weeks = self.facts.week.filter("member")
        active = weeks.select("n", place=self.groups(weeks.get_column("unit")) * self.weeks.len() + weeks["place"])
        place, n = (active.drop_nulls().get_column(name).to_numpy() for name in ("place", "n"))
        shape = (self.group_count, self.weeks.len())
        counts = np.bincount(place, weights=n, minlength=shape[0] * shape[1]).reshape(shape)
        return counts.astype(np.int64)
