"""Who did how much: by week, and in the days that each period looks back on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.schema import CONTRIBUTIONS, PARTICIPATION
from rse_maturity.tables.calendar import week_bounds
from rse_maturity.tables.engine import collect, places
from rse_maturity.tables.stretches import summed

if TYPE_CHECKING:
    from rse_maturity.tables.tables import Calendar

KIND = pl.col("kind")
ACTS = ("posts", "comments", "shares", "reactions")
ACT_OF_KIND = pl.Series([0, 1, 2, 2, 3], dtype=pl.UInt8)  # by place in PARTICIPATION, the first of KINDS


def firsts(events: pl.LazyFrame) -> pl.DataFrame:
    """Find the days of each person's first act of any kind, first participation and first contribution.

    Parameters
    ----------
    events
        EVENTS of humans.

    Returns
    -------
    DataFrame
        person u32, first_act Date, first_participation, first_contribution Date?.
    """
    return collect(
        events.group_by(pl.col("actor").alias("person")).agg(
            pl.col("day").min().alias("first_act"),
            _day_of(PARTICIPATION).min().alias("first_participation"),
            _day_of(CONTRIBUTIONS).min().alias("first_contribution"),
        )
    )


def _day_of(kinds: tuple[str, ...]) -> pl.Expr:
    return pl.when(KIND.is_in(kinds)).then(pl.col("day"))


def acts(events: pl.LazyFrame, days: pl.DataFrame) -> pl.DataFrame:
    """Say of each act who does it, in which stretch of days, and what it is: the one look at every event.

    Parameters
    ----------
    events
        EVENTS of humans.
    days
        day Date, stretch u32.

    Returns
    -------
    DataFrame
        stretch u32, person u32, what u8: one row per act, its kind by its place in ACTS.
    """
    return collect(
        events.filter(KIND.is_in(PARTICIPATION))
        .join(days.lazy(), on="day")
        .select(
            "stretch",
            pl.col("actor").alias("person"),
            pl.lit(ACT_OF_KIND).gather(KIND.to_physical()).alias("what"),
        )
    )


def weeks(by_week: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """Count each person's contributions and reactions in each complete week.

    Parameters
    ----------
    by_week
        span u16 (the number of the week), person u32, posts, comments, shares, reactions u32, sorted.

    Returns
    -------
    DataFrame
        week Date, person u32, contributions u32, reactions u32, sorted.
    """
    mondays = pl.Series("week", calendar.weeks, dtype=pl.Date)
    contributions = pl.col("posts") + pl.col("comments") + pl.col("shares")
    return by_week.select(
        mondays.gather(by_week.get_column("span")), "person", contributions.alias("contributions"), "reactions"
    )


def active_weeks(by_week: pl.DataFrame, calendar: Calendar, *, habit_weeks: int, size: int) -> pl.DataFrame:
    """Count the weeks in which each person took part, among the last complete weeks of each period.

    Parameters
    ----------
    by_week
        The table of `weeks`.
    habit_weeks
        How many complete weeks a habit is looked for in.
    size
        Every code of a person is below it.

    Returns
    -------
    DataFrame
        period u16, person u32, active u16, contributing u16, weeks u16 (complete weeks there were), sorted.
    """
    bounds = week_bounds(calendar, weeks=habit_weeks)
    there = [0 if bound is None else bound[1] - bound[0] + 1 for bound in bounds]
    number = places(by_week.get_column("week"), pl.Series(calendar.weeks, dtype=pl.Date))
    there_in = by_week.select(number.alias("stretch"), "person", "contributions")
    marks = [
        seen.select("stretch", "person", what=pl.lit(place, dtype=pl.UInt8))
        for place, seen in enumerate((there_in, there_in.filter(pl.col("contributions") > 0)))
    ]
    (sums,) = summed(pl.concat(marks), bounds, names=("active", "contributing"), size=size)
    return sums.select(
        pl.col("span").alias("period"),
        "person",
        pl.col("active", "contributing").cast(pl.UInt16),
        pl.Series("weeks", there, dtype=pl.UInt16).gather(sums.get_column("span")),
    )
