"""On which days somebody is a member."""

from __future__ import annotations

from datetime import date

import polars as pl


def spell(people: pl.DataFrame, days: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Say from which of some rising days (its place), and until before which, each person is a member.

    On a day: joined <= day < left, as `member_on` has it. Both are 0 for who is never a member.
    """
    joined, left = people.get_column("joined").fill_null(date.min), people.get_column("left").fill_null(date.max)
    never = ~people.get_column("eligible").fill_null(value=False)
    first, stop = days.search_sorted(joined, side="left"), days.search_sorted(left, side="left")
    return first.set(never, 0), stop.set(never, 0)


def member_on(day: pl.Expr) -> pl.Expr:
    """Return the condition joined <= day < left; without a join date, a member from the start."""
    joined = pl.col("joined").is_null() | (pl.col("joined") <= day)
    return joined & (pl.col("left").is_null() | (day < pl.col("left")))
