"""How lazy frames are collected, and the integer keys that make them fast: said here, once."""

from __future__ import annotations

import numpy as np
import polars as pl


def collect(frame: pl.LazyFrame) -> pl.DataFrame:
    """Collect one frame, streaming: memory follows the result, not the events."""
    return frame.collect(engine="streaming")


def paired(first: pl.Expr, second: pl.Expr, *, size: int) -> pl.Expr:
    """Return one unsigned integer for two codes, `second` below `size`; it sorts as the pair does."""
    return first.cast(pl.UInt64) * size + second.cast(pl.UInt64)


def tallied(
    rows: pl.LazyFrame, first: str, second: str, *, size: int, in_order: bool = False, **counts: pl.Expr
) -> pl.DataFrame:
    """Group rows by two columns of codes, as one integer: half the time of two columns.

    Parameters
    ----------
    rows
        With the columns `first` u32 and `second` u32.
    size
        Every `second` is below it.
    in_order
        Sort the result by both: one more integer to sort, where somebody needs it.
    **counts
        What to aggregate, by its name.

    Returns
    -------
    DataFrame
        `first` u32, `second` u32 and the counts.
    """
    groups = collect(rows.group_by(paired(pl.col(first), pl.col(second), size=size).alias("key")).agg(**counts))
    return (groups.sort("key") if in_order else groups).select(
        (pl.col("key") // size).cast(pl.UInt32).alias(first),
        (pl.col("key") % size).cast(pl.UInt32).alias(second),
        *counts,
    )


def distinct(numbers: pl.Series) -> pl.Series:
    """Return the different numbers of a series, rising: sorting integers is the fastest way to group them."""
    ordered = numbers.sort()
    return ordered.filter((ordered != ordered.shift(1)).fill_null(value=True))


def places(days: pl.Series, among: pl.Series) -> pl.Series:
    """Return the place of each day (u32) among some rising days that it is one of, faster than a search."""
    known = among.to_physical().to_numpy()
    first = known.min(initial=0)
    table = np.zeros(1 + known.max(initial=first) - first, dtype=np.uint32)
    table[known - first] = np.arange(len(known))
    return pl.Series(table).gather(days.to_physical() - first)


def as_enum(names: pl.Series) -> pl.Series:
    """Keep names as numbers, in the order of the names."""
    return names.cast(pl.Enum(names.drop_nulls().unique().sort()))


def counted(condition: pl.Expr) -> pl.Expr:
    """Return how many rows of a group fulfil a condition, as u32."""
    return pl.when(condition).then(1).otherwise(0).cast(pl.UInt32).sum().cast(pl.UInt32)
