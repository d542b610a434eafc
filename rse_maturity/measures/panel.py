"""The tables, cut into the rows that a figure is computed for: the periods, of the whole network or of each unit.

A metric is written once, on the `key` of a panel; the series of the whole network, its headline (the last period) and
the series of the units come from the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from rse_maturity.measures.attendance import Attendance, attendance
from rse_maturity.measures.flows import Flows, flows_of
from rse_maturity.measures.membership import spell
from rse_maturity.measures.spans import span
from rse_maturity.measures.spread import Spread, spread_of, with_silent

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

    def groups_of(self, persons: pl.Series) -> pl.Series:
        """Return the group of each person, null where they are in none of them."""
        if self.by == "period":
            return pl.repeat(0, persons.len(), dtype=pl.UInt32, eager=True)
        return self.known(persons, "group").get_column("group")

    @cached_property
    def group_count(self) -> int:
        """Return how many groups there are: one for the whole network."""
        return 1 if self.by == "period" else self.units.len()

    @cached_property
    def people(self) -> pl.DataFrame:
        """Return the people of the tables, with eligible bool: may be a member on some day; and group, see `groups`.

        The export's own list of users says who has an account; a directory alone stands for it; with join dates, both
        do.
        """
        listed = pl.col("listed")
        either = listed | pl.col("in_directory")
        dated = self.has("joined_at")
        return self.tables.people.with_columns(
            eligible=either if dated else pl.when(listed.any()).then(listed).otherwise(either),
            group=self.groups(self.tables.people.get_column("unit")),
        )

    @cached_property
    def _rows(self) -> pl.Series:
        """Return, by code of person, the row in `people`: null where there is nobody of that code."""
        codes = self.people.get_column("person").to_numpy()
        rows = np.full(1 + int(codes.max(initial=0)), -1)
        rows[codes] = np.arange(len(codes))
        found = pl.Series(rows)
        return found.set(found < 0, None)

    def rows_of(self, persons: pl.Series) -> pl.Series:
        """Return the row of each person in `people`."""
        return self._rows.gather(persons, null_on_oob=True)

    def known(self, persons: pl.Series, *columns: str) -> pl.DataFrame:
        """Return columns of `people`, one row for each of `persons`: what a join gives, for a tenth of its time."""
        return self.people.select(pl.col(columns).gather(self.rows_of(persons)))

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
        return self._at(frame.drop("unit"), self.groups(frame.get_column("unit")))

    def _at(self, frame: pl.DataFrame, groups: pl.Series) -> pl.DataFrame:
        """Replace `period` by the key, for a panel by unit; rows of no group or no period are dropped."""
        keys = (groups * self.periods.height + frame.get_column("period").cast(pl.UInt32)).alias("key")
        rows = frame.drop("period").with_columns(keys)
        return rows.filter(pl.col("key").is_not_null()) if keys.null_count() else rows

    def placed(self, acts: pl.DataFrame) -> pl.DataFrame:
        """Give acts (period, person, ...) their key."""
        if self.by == "period":
            return self.keyed(acts)
        return self._at(acts, self.groups_of(acts.get_column("person")))

    def members_among(self, acts: pl.DataFrame) -> pl.Series:
        """Tell whose acts (period, person, ...) count in the population of that period."""
        if not self.tables.has_directory:
            return pl.repeat(value=True, n=acts.height, eager=True)
        return self._belonging(acts.get_column("person"), acts.get_column("period"), self.periods.get_column("end"))

    def _belonging(self, persons: pl.Series, places: pl.Series, days: pl.Series) -> pl.Series:
        """Tell whether each person is a member on the day of that place among rising days."""
        (first, stop), rows = spell(self.people, days), self.rows_of(persons)
        return (first.gather(rows) <= places) & (places < stop.gather(rows))

    @cached_property
    def window(self) -> pl.DataFrame:
        """Return the acts of each window, with their contributions, and what is known about the person.

        Returns
        -------
        DataFrame
            The columns of `windows`, key for period, unit (where it is not the key), team, manager, and member bool:
            counts in the population of that period.
        """
        acts = self.tables.windows
        fields = ("team", "manager") if self.by == "unit" else ("team", "manager", "unit")
        known = self.known(acts.get_column("person"), *fields)
        told = acts.with_columns(*known, member=self.members_among(acts), contributions=CONTRIBUTIONS)
        return self.placed(told)

    @cached_property
    def year(self) -> pl.DataFrame:
        """Return the acts in the 12 months of each period, `placed`, with their contributions."""
        return self.placed(self.tables.years).with_columns(contributions=CONTRIBUTIONS)

    @cached_property
    def spread(self) -> Spread:
        """Return how the contributions of these 12 months spread over people."""
        return spread_of(self.year, seed=self.settings.seed)

    @cached_property
    def member_spread(self) -> Spread:
        """Return the same over the members of each period, those without a contribution included; by period only."""
        wrote = self.year.select("key", "contributions").filter(self.members_among(self.tables.years))
        return with_silent(spread_of(wrote, seed=self.settings.seed), self.members)

    @cached_property
    def members(self) -> pl.DataFrame:
        """Return key and people: the population at the end of each period."""
        return self.population()

    @cached_property
    def accounts(self) -> pl.DataFrame:
        """Return key and people: whoever has an account, by a directory or by the export's own list, else `members`."""
        return self.population(listed=self.has_list)

    @cached_property
    def has_list(self) -> bool:
        """Tell whether a directory, or the export itself, lists people who may never have acted."""
        return self.tables.has_directory or bool(self.tables.people.get_column("listed").any())

    def population(
        self, among: pl.DataFrame | None = None, *, within: Collection[str] = (), listed: bool | None = None
    ) -> pl.DataFrame:
        """Count the population at the end of each period.

        With a directory: the members on that day. Without one: the people who participated in the 12 months, since an
        export's own list says who has an account and not who is expected; `listed` asks for that list.

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
        if not (self.tables.has_directory if listed is None else listed):
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
        first, stop = spell(people, self.periods.get_column("end"))
        return people.with_columns(first.alias("first"), stop.alias("stop")).filter(pl.col("first") < pl.col("stop"))

    @cached_property
    def roots(self) -> pl.DataFrame:
        """Return the root posts of the answer window of each period, with their key."""
        told = self.tables.roots.select("period", "unit", "first_answer_hours", "echo", "comments", "answerers")
        return self.keyed(told)

    @property
    def weeks(self) -> pl.Series:
        """Return the Mondays of the complete weeks."""
        return pl.Series("week", self.tables.calendar.weeks, dtype=pl.Date)

    @cached_property
    def week_places(self) -> pl.Series:
        """Return the place of the week of each row of `weeks` among the complete weeks."""
        return self.weeks.search_sorted(self.tables.weeks.get_column("week"))

    @cached_property
    def flows(self) -> Flows:
        """Return how many contributors came, came back and were lost in the weeks of each period; by period only."""
        return flows_of(self)

    @cached_property
    def attendance(self) -> Attendance:
        """Return who was there in which week, and how much each wrote."""
        return attendance(self)

    @cached_property
    def member_weeks(self) -> pl.Series:
        """Tell of each row of `weeks` whether its person is a member on the Sunday of that week."""
        return self._belonging(self.tables.weeks.get_column("person"), self.week_places, self.weeks + SIX_DAYS)

    @cached_property
    def active_by_week(self) -> NDArray[np.int64]:
        """Return how many people, members where there is a directory, took part in each week: (groups, weeks)."""
        persons, shape = self.tables.weeks.get_column("person"), (self.group_count, self.weeks.len())
        place = self.groups_of(persons).cast(pl.Int64) * self.weeks.len() + self.week_places
        if self.tables.has_directory:
            place = place.filter(self.member_weeks)
        return np.bincount(place.drop_nulls().to_numpy(), minlength=shape[0] * shape[1]).reshape(shape)
