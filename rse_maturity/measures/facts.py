"""What the panel of the network and that of its units both read: who was where and when, and acts counted together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.alike import alike, numbered
from rse_maturity.measures.attendance import Attendance, attendance, there_and_back
from rse_maturity.measures.membership import spell
from rse_maturity.measures.open_units import Written, written_by_person
from rse_maturity.tables.engine import places

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from rse_maturity.config import Settings
    from rse_maturity.tables.tables import Tables

SIX_DAYS = timedelta(days=6)
CONTRIBUTIONS = pl.col("posts") + pl.col("comments") + pl.col("shares")
WROTE = pl.col("contributions") > 0
KIND = ("unit", "team", "manager")
TOLD_APART = 2
"""Answerers of a post that are told apart: a third one makes it no livelier."""


@dataclass(frozen=True)
class Facts:
    """Tables and settings, and what is found in the tables once for all figures.

    People of one unit and rank are of one kind; what they did is counted by kind rather than by person.
    """

    tables: Tables
    settings: Settings

    @cached_property
    def people(self) -> pl.DataFrame:
        """Return the people of the tables, with eligible bool: may be a member on some day.

        The export's own list of users says who has an account; a directory alone stands for it; with join dates, both
        do.
        """
        listed = pl.col("listed")
        either = listed | pl.col("in_directory")
        dated = self.tables.capabilities.get("joined_at", "no") != "no"
        return self.tables.people.with_columns(
            eligible=either if dated else pl.when(listed.any()).then(listed).otherwise(either)
        )

    @cached_property
    def _rows(self) -> pl.Series | None:
        """Return, by code of person, the row in `people`: null where there is nobody; None where every code is one."""
        codes = self.people.get_column("person").to_numpy()
        if np.array_equal(codes, np.arange(len(codes))):
            return None
        rows = np.full(1 + int(codes.max(initial=0)), len(codes), dtype=np.uint32)
        rows[codes] = np.arange(len(codes))
        found = pl.Series(rows)
        return found.set(found == len(codes), None)

    def rows_of(self, persons: pl.Series) -> pl.Series:
        """Return the row of each person in `people` (u32)."""
        if self._rows is None:
            unknown = persons >= self.people.height
            return persons.set(unknown, None) if unknown.any() else persons
        return self._rows.gather(persons, null_on_oob=True)

    @cached_property
    def ends(self) -> pl.Series:
        """Return the last day of each period."""
        return pl.Series("end", self.tables.calendar.ends, dtype=pl.Date)

    @cached_property
    def weeks(self) -> pl.Series:
        """Return the Mondays of the complete weeks."""
        return pl.Series("week", self.tables.calendar.weeks, dtype=pl.Date)

    @cached_property
    def units(self) -> pl.Series:
        """Return the names of all units, sorted."""
        return self.people.get_column("unit").drop_nulls().unique().sort()

    @cached_property
    def week_rows(self) -> pl.Series:
        """Return the row in `people` of each row of the table of weeks."""
        return self.rows_of(self.tables.weeks.get_column("person"))

    @cached_property
    def week_places(self) -> pl.Series:
        """Return the place of the week of each row of the table of weeks among the complete weeks."""
        return places(self.tables.weeks.get_column("week"), self.weeks)

    @cached_property
    def attendance(self) -> Attendance:
        """Return who was there in which week, and how much each wrote."""
        return attendance(self)

    @cached_property
    def there_and_back(self) -> list[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
        """Return who contributed in the weeks before each period's last ones, and who of them did again."""
        return there_and_back(self)

    @cached_property
    def written(self) -> Written:
        """Return what everybody wrote to other people of known units in the last 12 months."""
        return written_by_person(self.tables.ties, self.people)

    @cached_property
    def _kinds(self) -> tuple[pl.DataFrame, pl.Series]:
        """Return the kinds of people (unit str?, team bool, manager bool), and the kind of each row of `people`.

        The last kind is that of people who are not known.
        """
        kinds = self.people.select("unit", pl.col("team", "manager").fill_null(value=False))
        known = kinds.unique().sort(KIND).with_row_index("kind")
        of = kinds.join(known, on=KIND, how="left", nulls_equal=True, maintain_order="left").get_column("kind")
        unknown = pl.DataFrame({"unit": [None], "team": [False], "manager": [False]}, schema=kinds.schema)
        return pl.concat([known.select(KIND), unknown]), of

    def _belonging(self, rows: pl.Series, places: pl.Series, days: pl.Series) -> pl.Series:
        """Tell whether the people of some rows are members on the day of a place among rising days.

        Without a directory, everybody who acts is.
        """
        if not self.tables.has_directory:
            return pl.repeat(value=True, n=rows.len(), eager=True)
        first, stop = (place.cast(places.dtype) for place in spell(self.people, days))
        return ((first.gather(rows) <= places) & (places < stop.gather(rows))).fill_null(value=False)

    @cached_property
    def window(self) -> pl.DataFrame:
        """Return the acts of each window: period, row (in `people`), posts, comments, contributions, member, wrote."""
        return self._acts(self.tables.windows, "posts", "comments")

    @cached_property
    def year(self) -> pl.DataFrame:
        """Return the acts in the 12 months of each period: period, row (in `people`), contributions, member, wrote."""
        return self._acts(self.tables.years)

    def _acts(self, acts: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """Return the acts of people: member tells who counts in the population of that period."""
        rows = self.rows_of(acts.get_column("person"))
        member = self._belonging(rows, acts.get_column("period"), self.ends)
        told = acts.select("period", *columns, contributions=CONTRIBUTIONS)
        return told.with_columns(rows.alias("row"), member.alias("member"), wrote=WROTE)

    @cached_property
    def windows(self) -> pl.DataFrame:
        """Count the people of each window.

        Returns
        -------
        DataFrame
            period, unit str?, team bool, manager bool, member bool, wrote bool, n (people), and what they did: posts,
            comments, contributions.
        """
        by = {"period": self.ends.len(), "member": 2, "wrote": 2}
        return self._by_kind(self.window, by, amounts=("posts", "comments", "contributions"))

    @cached_property
    def seen(self) -> pl.DataFrame:
        """Count the people who took part in the 12 months of each period: period, unit, team, manager, n."""
        return self._by_kind(self.year, {"period": self.ends.len()})

    @cached_property
    def years(self) -> pl.DataFrame:
        """Count the people of the 12 months of each period by how much they contributed.

        Returns
        -------
        DataFrame
            period, unit str?, member bool, contributions i64 (of each), n (people).
        """
        amounts, place = numbered(self.year.get_column("contributions").to_numpy())
        unit = self._unit_of_people.gather(self.year.get_column("row")).fill_null(self.units.len())
        told = self.year.select("period", "member", unit.alias("unit"), amount=pl.Series(place))
        by = {"period": self.ends.len(), "member": 2, "unit": self.units.len() + 1, "amount": len(amounts)}
        counted = alike(told, by)
        contributions = pl.Series(amounts).gather(counted.get_column("amount"))
        return counted.drop("amount").with_columns(self._named(counted.get_column("unit")), contributions=contributions)

    @cached_property
    def week(self) -> pl.DataFrame:
        """Count the people of each complete week.

        Returns
        -------
        DataFrame
            place u32 (of the week among them), unit str?, team bool, manager bool, member bool (on its Sunday), wrote
            bool, n (people), and what they did: contributions, reactions.
        """
        acts, rows = self.tables.weeks.select("contributions", "reactions", wrote=WROTE), self.week_rows
        member = self._belonging(rows, self.week_places, self.weeks + SIX_DAYS)
        told = acts.with_columns(rows.alias("row"), self.week_places.alias("place"), member.alias("member"))
        by = {"place": self.weeks.len(), "member": 2, "wrote": 2}
        return self._by_kind(told, by, amounts=("contributions", "reactions"))

    @cached_property
    def active_weeks(self) -> pl.DataFrame:
        """Count the people of the last weeks of each period.

        Returns
        -------
        DataFrame
            period, unit str?, team bool, manager bool, member bool, habit bool (active in enough of the weeks), wrote
            bool (in one of them), n (people).
        """
        return self._by_kind(self.active, {"period": self.ends.len(), "member": 2, "habit": 2, "wrote": 2})

    @cached_property
    def active(self) -> pl.DataFrame:
        """Return who was active in the last weeks of each period: period, row (in `people`), member, habit, wrote."""
        acts = self.tables.active_weeks
        rows = self.rows_of(acts.get_column("person"))
        return acts.select(
            "period",
            self._belonging(rows, acts.get_column("period"), self.ends).alias("member"),
            rows.alias("row"),
            habit=pl.col("active") >= self.settings.time.habit_active_weeks,
            wrote=pl.col("contributing") > 0,
        )

    def _by_kind(self, acts: pl.DataFrame, by: dict[str, int], *, amounts: Collection[str] = ()) -> pl.DataFrame:
        """Count acts (row, ...) by the kind of their people and by other columns, see `alike`."""
        kinds, of = self._kinds
        kind = of.gather(acts.get_column("row")).fill_null(kinds.height - 1).alias("kind")
        counted = alike(acts.with_columns(kind), {**by, "kind": kinds.height}, amounts=amounts)
        told = kinds.select(pl.all().gather(counted.get_column("kind")))
        return counted.drop("kind").with_columns(*told)

    @cached_property
    def roots(self) -> pl.DataFrame:
        """Count the root posts of the answer window of each period.

        Returns
        -------
        DataFrame
            period, unit str?, in_time bool (answered by another person in time), answered bool (at any time), echo
            bool, answerers u32 (`TOLD_APART` stands for more, too), n (posts), people (all answerers of these posts).
        """
        periods, units, hours = self.ends.len(), self.units.len(), pl.col("first_answer_hours")
        told = self.tables.roots.select(
            pl.col("period").fill_null(periods),
            self._unit_of_roots,
            "echo",
            in_time=self.in_time.fill_null(value=False),
            answered=hours.is_not_null(),
            answerers=pl.col("answerers").clip(upper_bound=TOLD_APART),
            people=pl.col("answerers"),
        )
        by = {"period": periods + 1, "unit": units + 1, "in_time": 2, "answered": 2, "echo": 2}
        counted = alike(told, {**by, "answerers": TOLD_APART + 1}, amounts=("people",))
        return counted.with_columns(self._named(counted.get_column("unit"))).filter(pl.col("period") < periods)

    @cached_property
    def waits(self) -> pl.DataFrame:
        """Return the waiting times of the posts answered in time: period, unit str?, hours list of f64, in no order."""
        roots = self.tables.roots.select("period", "first_answer_hours", self._unit_of_roots)
        answered = roots.filter(self.in_time, pl.col("period").is_not_null())
        told = answered.group_by("period", "unit").agg(hours="first_answer_hours")
        return told.with_columns(self._named(told.get_column("unit")))

    @property
    def in_time(self) -> pl.Expr:
        """Return the condition that a root post was answered by another person in time; null where never."""
        return pl.col("first_answer_hours") <= 24 * self.settings.time.answer_days

    @cached_property
    def _unit_of_roots(self) -> pl.Series:
        """Return the place of the unit of each root post in `units`, beyond them where it has none."""
        return self._places(self.tables.roots.get_column("unit"))

    @cached_property
    def _unit_of_people(self) -> pl.Series:
        """Return the place of the unit of each row of `people` in `units`, beyond them where it has none."""
        return self._places(self.people.get_column("unit"))

    def _places(self, units: pl.Series) -> pl.Series:
        places = units.cast(pl.Enum(self.units), strict=False).to_physical().cast(pl.UInt32)
        return places.fill_null(self.units.len()).alias("unit")

    def _named(self, units: pl.Series) -> pl.Series:
        return self.units.extend_constant(None, 1).gather(units).alias("unit")
