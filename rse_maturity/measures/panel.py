"""The tables, cut into the rows that a figure is computed for: the periods, of the whole network or of each unit.

A metric is written once, on the `key` of a panel; the series of the whole network, its headline (the last period) and
the series of the units come from the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from rse_maturity.measures.spans import span
from rse_maturity.measures.spread import Spread, spread_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from rse_maturity.config import Settings
    from rse_maturity.measures.metric_spec import WindowKind
    from rse_maturity.model.metric import Window
    from rse_maturity.tables.tables import Tables

SIX_DAYS = timedelta(days=6)
CONTRIBUTIONS = pl.col("posts") + pl.col("comments") + pl.col("shares")


@dataclass(frozen=True)
class Panel:
    """Tables and settings, and how the figures are keyed.

    Attributes
    ----------
    by
        period: key is the index of the period. unit: key is the place of the unit in `units` x the number of periods +
        the index of the period.
    among
        The units that are looked at, for a panel by unit; None takes all.
    """

    tables: Tables
    settings: Settings
    by: Literal["period", "unit"]
    among: frozenset[str] | None = None

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
        names = self.tables.people.get_column("unit").drop_nulls().unique().sort()
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

    @cached_property
    def people(self) -> pl.DataFrame:
        """Return the people of the tables, with eligible bool: may be a member on some day.

        The export's own list of users says who has an account; a directory alone stands for it; with join dates, both
        do.
        """
        listed = pl.col("listed")
        either = listed | pl.col("in_directory")
        dated = self.has("joined_at")
        return self.tables.people.with_columns(
            eligible=either if dated else pl.when(listed.any()).then(listed).otherwise(either)
        )

    def has(self, capability: str) -> bool:
        """Tell whether the export holds a kind or a field, its own or inherited."""
        return self.tables.capabilities.get(capability, "no") != "no"

    def span(self, kind: WindowKind, period: int) -> Window:
        """Return the days of a window that ends with a period."""
        calendar = self.tables.calendar
        return span(kind, calendar.ends[period], calendar=calendar, time=self.settings.time)

    def starts(self, kind: WindowKind) -> pl.DataFrame:
        """Return key, first day and last day of the window of each key."""
        spans = [self.span(kind, period) for period in self.periods.get_column("period")]
        period = self.keys.get_column("period")
        return self.keys.select("key").with_columns(
            pl.Series("first", [found.start for found in spans], dtype=pl.Date).gather(period),
            pl.Series("last", [found.end for found in spans], dtype=pl.Date).gather(period),
        )

    def in_periods(self, periods: Collection[int]) -> pl.Expr:
        """Return the condition that a `key` belongs to one of some periods."""
        return (pl.col("key") % self.periods.height).is_in(list(periods))

    def keyed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give a frame with `period` (and `unit`, for a panel by unit) its `key`; rows of no key are dropped."""
        if self.by == "period":
            return frame.rename({"period": "key"}).filter(pl.col("key").is_not_null())
        places = self.groups(frame.get_column("unit"))
        key = places * self.periods.height + frame.get_column("period").cast(pl.UInt32)
        return frame.drop("period", "unit").with_columns(key.alias("key")).filter(pl.col("key").is_not_null())

    def placed(self, acts: pl.DataFrame) -> pl.DataFrame:
        """Give acts (period, person, ...) their key."""
        if self.by == "period":
            return self.keyed(acts)
        return self.keyed(acts.join(self.people.select("person", "unit"), on="person", how="left"))

    def described(self, acts: pl.DataFrame) -> pl.DataFrame:
        """Give acts (period, person, ...) their key, and what is known about the person.

        Returns
        -------
        DataFrame
            The columns of acts, key for period, unit (where it is not the key), team, manager, and member bool: counts
            in the population of that period.
        """
        known = self.people.select("person", "unit", "team", "manager", "joined", "left", "eligible")
        rows = acts.join(known, on="person", how="left").join(self.periods, on="period", how="left")
        member = pl.col("eligible") & member_on(pl.col("end")) if self.tables.has_directory else pl.lit(value=True)
        return self.keyed(rows.with_columns(member=member)).drop("joined", "left", "eligible", "end")

    @cached_property
    def window(self) -> pl.DataFrame:
        """Return the acts of each window, `described`, with their contributions."""
        return self.described(self.tables.windows).with_columns(contributions=CONTRIBUTIONS)

    @cached_property
    def year(self) -> pl.DataFrame:
        """Return the acts in the 12 months of each period, `placed`, with their contributions."""
        return self.placed(self.tables.years).with_columns(contributions=CONTRIBUTIONS)

    @cached_property
    def spread(self) -> Spread:
        """Return how the contributions of these 12 months spread over people."""
        return spread_of(self.year)

    @cached_property
    def members(self) -> pl.DataFrame:
        """Return key and people: the population at the end of each period."""
        return self.population()

    def population(self, among: pl.DataFrame | None = None, *, within: Collection[str] = ()) -> pl.DataFrame:
        """Count the population at the end of each period.

        With a directory: the members on that day. Without one: the people who participated in the 12 months.

        Parameters
        ----------
        among
            Rows of `people`; by default all of them.
        within
            Columns of people to count within, besides the key.

        Returns
        -------
        DataFrame
            key, *within, people u32; keys with nobody are not in it.
        """
        people = self.people if among is None else among
        groups = ["key", *within]
        if not self.tables.has_directory:
            return self.year.join(people.select("person", *within), on="person").group_by(groups).agg(people=pl.len())
        # people who come and go between the same two ends are counted before they are spread over the periods
        fields = sorted({*within, *(["unit"] if self.by == "unit" else [])})
        spells = self._spells(people).group_by("first", "stop", *fields).agg(n=pl.len())
        present = spells.with_columns(period=pl.int_ranges("first", "stop", dtype=pl.UInt16)).explode("period")
        return self.keyed(present.drop("first", "stop")).group_by(groups).agg(people=pl.col("n").sum())

    def _spells(self, people: pl.DataFrame) -> pl.DataFrame:
        """Say of everybody who is a member at the end of some period: from which (first) and until before which (stop).

        A member at an end: joined <= end < left, as `member_on` has it.
        """
        ends = self.periods.get_column("end")
        eligible = people.filter("eligible")
        joined = eligible.get_column("joined").fill_null(date.min)
        left = eligible.get_column("left").fill_null(date.max)
        return eligible.with_columns(
            ends.search_sorted(joined, side="left").alias("first"), ends.search_sorted(left, side="left").alias("stop")
        ).filter(pl.col("first") < pl.col("stop"))

    @cached_property
    def roots(self) -> pl.DataFrame:
        """Return the root posts of the answer window of each period, with their key."""
        return self.keyed(self.tables.roots)

    @cached_property
    def active_by_week(self) -> NDArray[np.int64]:
        """Return how many people took part in each complete week: an array of shape (groups, weeks).

        With a directory, those count who are members in that week (on its Sunday).
        """
        weeks = pl.Series(self.tables.calendar.weeks, dtype=pl.Date)
        people = self.people.select("person", "unit", "joined", "left", "eligible")
        acts = self.tables.weeks.select("week", "person").join(people, on="person", how="left")
        if self.tables.has_directory:
            acts = acts.filter(pl.col("eligible") & member_on(pl.col("week") + SIX_DAYS))
        group = self.groups(acts.get_column("unit")).cast(pl.Int64)
        place = (group * weeks.len() + weeks.search_sorted(acts.get_column("week"))).drop_nulls()
        counts = np.bincount(place.to_numpy(), minlength=self.group_count * weeks.len())
        return counts.reshape(self.group_count, weeks.len())

    @cached_property
    def weekly(self) -> pl.DataFrame:
        """Return week Date, active u32 and members u32? for every complete week of the network, rising.

        Without a directory, members is null; see `active_by_week`.
        """
        active = pl.Series("active", self.active_by_week.sum(axis=0), dtype=pl.UInt32)
        weeks = pl.DataFrame({"week": self.tables.calendar.weeks}, schema={"week": pl.Date}).with_columns(active)
        if not self.tables.has_directory:
            return weeks.with_columns(members=pl.lit(None, dtype=pl.UInt32))
        spells = self.people.filter("eligible").group_by("joined", "left").agg(n=pl.len())
        present = pl.col("n").filter(member_on(pl.col("week") + SIX_DAYS)).sum().cast(pl.UInt32)
        members = weeks.join(spells, how="cross").group_by("week").agg(members=present)
        return weeks.join(members, on="week", how="left").sort("week")


def member_on(day: pl.Expr) -> pl.Expr:
    """Return the condition joined <= day < left; without a join date, a member from the start."""
    joined = pl.col("joined").is_null() | (pl.col("joined") <= day)
    return joined & (pl.col("left").is_null() | (day < pl.col("left")))
