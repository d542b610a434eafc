"""Ties between people: from who answers to who is answered, over 12 months, period by period and unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.tables.calendar import stretches
from rse_maturity.tables.engine import collect, counted, paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.tables.calendar import Span, Stretches


def ties(links: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Count the comments and the reactions between each two people.

    Parameters
    ----------
    links
        source u32, target u32, comment bool, day Date: answers between two humans, no loops.
    span
        The days that count.

    Returns
    -------
    DataFrame
        `Tables.ties`, sorted by source and target.
    """
    assert span is not None
    return collect(
        links.lazy()
        .filter(pl.col("day").is_between(*span))
        .group_by("source", "target")
        .agg(counted(pl.col("comment")).alias("comments"), counted(~pl.col("comment")).alias("reactions"))
        .sort("source", "target")
    )


def tie_periods(links: pl.DataFrame, spans: Sequence[Span], *, size: int) -> pl.DataFrame:
    """Count, for each period, the people with a comment tie and how many ties go one way or both.

    Two people linked both ways make two directed ties and one dyad: mutual = directed - dyads.

    Parameters
    ----------
    links
        Answers, as for `ties`; reactions are left aside.
    spans
        By period, the days it looks back on.
    size
        Every code of a person is below it.

    Returns
    -------
    DataFrame
        `Tables.tie_periods`: one row per period, zeros where there is no tie.
    """
    cut = stretches(spans)
    comments = _comments(links, cut)
    source, target = pl.col("source"), pl.col("target")
    keys = {
        "people": _people(comments),
        "directed": comments.select("stretch", key=paired(source, target, size=size)),
        "dyads": comments.select(
            "stretch",
            key=paired(pl.min_horizontal(source, target), pl.max_horizontal(source, target), size=size),
        ),
    }
    everybody = pl.lit(0, dtype=pl.UInt32).alias("group")
    counts = [
        _linked(key.with_columns(everybody), cut, periods=len(spans)).select("period", pl.col("count").alias(name))
        for name, key in keys.items()
    ]
    return (
        pl.concat(counts, how="align")
        .sort("period")
        .with_columns(pl.col("people").cast(pl.UInt32), mutual=pl.col("directed") - pl.col("dyads"))
    )


def unit_ties(links: pl.DataFrame, people: pl.DataFrame, spans: Sequence[Span]) -> pl.DataFrame:
    """Count the comments from unit to unit in the days that each period looks back on.

    Returns
    -------
    DataFrame
        `Tables.unit_ties`, sorted; no row where nobody has a unit.
    """
    cut = stretches(spans)
    unit_of = people.lazy().select("person", "unit").drop_nulls()
    by_stretch = collect(
        _comments(links, cut)
        .group_by("source", "target", "stretch")
        .agg(pl.len().cast(pl.UInt64).alias("comments"))
        .join(unit_of.select(source="person", source_unit="unit"), on="source")
        .join(unit_of.select(target="person", target_unit="unit"), on="target")
        .group_by("stretch", "source_unit", "target_unit")
        .agg(pl.col("comments").sum())
    )
    return (
        by_stretch.join(cut.periods, on="stretch")
        .with_columns(pl.int_ranges("first", pl.col("last") + 1, dtype=pl.UInt16).alias("period"))
        .explode("period")
        .group_by("period", "source_unit", "target_unit")
        .agg(pl.col("comments").sum())
        .sort("period", "source_unit", "target_unit")
    )


def unit_people(links: pl.DataFrame, people: pl.DataFrame, spans: Sequence[Span]) -> pl.DataFrame:
    """Count, unit by unit, the people with a comment tie in the days that each period looks back on.

    Returns
    -------
    DataFrame
        `Tables.unit_people`, sorted; no row for a unit without any.
    """
    cut = stretches(spans)
    units = people.select("unit").drop_nulls().unique().sort("unit").with_row_index("group")
    grouped = people.lazy().select("unit", key="person").join(units.lazy(), on="unit").select("key", "group")
    counts = _linked(_people(_comments(links, cut)).join(grouped, on="key"), cut, periods=len(spans))
    return (
        counts.filter(pl.col("count") > 0)
        .join(units, on="group")
        .select("period", "unit", pl.col("count").cast(pl.UInt32).alias("people"))
        .sort("period", "unit")
    )


def _comments(links: pl.DataFrame, cut: Stretches) -> pl.LazyFrame:
    """Keep the comments of the days that count: source, target, stretch."""
    return links.lazy().filter("comment").join(cut.days.lazy(), on="day").select("source", "target", "stretch")


def _people(comments: pl.LazyFrame) -> pl.LazyFrame:
    """List whoever has a tie in a stretch, on either end: key, stretch."""
    return pl.concat([comments.select("stretch", key="source"), comments.select("stretch", key="target")]).unique()


def _linked(keys: pl.LazyFrame, cut: Stretches, *, periods: int) -> pl.DataFrame:
    """Count the different keys of each period, without a look at every period.

    A key seen in a stretch counts in the periods first..last of that stretch. In order of time, each stretch of a key
    adds the periods after those it has already: +1 where they begin, -1 after they end, and a running sum.

    Parameters
    ----------
    keys
        key, group u32 (one per key), stretch u16.

    Returns
    -------
    DataFrame
        group, period u16, count u64, for every period of every group there is; sorted.
    """
    seen = collect(keys.unique().join(cut.periods.lazy(), on="stretch").sort("key", "stretch"))
    again = pl.col("key") == pl.col("key").shift(1)
    start = pl.when(again).then(pl.max_horizontal("first", pl.col("last").shift(1) + 1)).otherwise("first")
    steps = (
        seen.select("group", start=start, stop=pl.col("last") + 1)
        .group_by("group", "start", "stop")
        .agg(pl.len().cast(pl.Int64).alias("change"))
    )
    every_period = pl.DataFrame({"period": range(periods)}, schema={"period": pl.UInt16})
    return (
        pl.concat(
            [
                steps.select("group", "change", period="start"),
                steps.select("group", -pl.col("change"), period="stop"),
                steps.select("group")
                .unique()
                .join(every_period, how="cross")
                .with_columns(change=pl.lit(0, pl.Int64))
                .select("group", "change", "period"),
            ]
        )
        .group_by("group", "period")
        .agg(pl.col("change").sum())
        .sort("group", "period")
        .with_columns(pl.col("change").cum_sum().over("group").cast(pl.UInt64).alias("count"))
        .filter(pl.col("period") < periods)
        .select("group", "period", "count")
    )
