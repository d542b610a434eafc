"""Influence: the capacity to draw answers, from four published parts.

Reach (distinct people who answered), resonance (comments received per contribution, on a logarithmic scale), breadth
(distinct units whose people answered) and constancy (share of the weeks with a contribution), over the last 12 months.
Each part is 0 to 100, where 100 is the 99.5th percentile of the contributors, so that one account cannot flatten all
others; the score is their geometric mean: none can make up for the lack of another. Shape after tyGraph's influencer
score (S14); cut at the percentile and equal weights: judgement. It informs about a network; it is no measure of one
employee.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.tables.calendar import year_until

if TYPE_CHECKING:
    from rse_maturity.tables.tables import Tables

TOP = 0.995
PARTS = ("reach", "resonance", "breadth", "constancy")


def influence(tables: Tables, roster: pl.DataFrame) -> pl.DataFrame:
    """Score everybody who contributed in the last 12 months.

    Parameters
    ----------
    tables
        `ties`, `weeks` and `calendar` are read.
    roster
        As `roster` gives it.

    Returns
    -------
    DataFrame
        Sorted by person: person u32, reach, resonance, breadth, constancy, score f64 (0 to 100); breadth is null, and
        left out of the mean, where no unit is known. No contributor: no row.
    """
    has_units = tables.capabilities.get("unit") == "yes"
    contributors = roster.filter(pl.col("contributions") > 0).select("person", "contributions", "received")
    units = tables.people.select(source="person", unit=pl.col("unit").rank("dense").cast(pl.UInt32))
    answered = (
        tables.ties.filter(pl.col("comments") > 0)
        .join(units, on="source", how="left")
        .group_by(person="target")
        .agg(reach=pl.len().cast(pl.Float64), breadth=pl.col("unit").drop_nulls().n_unique().cast(pl.Float64))
    )
    first, _ = year_until(tables.calendar.last_day)
    year = [week for week in tables.calendar.weeks if week >= first]
    active = tables.weeks.filter((pl.col("week") >= first) & (pl.col("contributions") > 0)).get_column("person")
    people = contributors.get_column("person").to_numpy()
    weeks = np.bincount(active.to_numpy(), minlength=people.max(initial=0) + 1)[people]
    raw = (
        contributors.with_columns(constancy=pl.lit(pl.Series(weeks, dtype=pl.UInt32)) / max(1, len(year)))
        .join(answered, on="person", how="left")
        .with_columns(pl.col("reach", "breadth").fill_null(0.0))
        .with_columns(resonance=(pl.col("received") / pl.col("contributions")).log1p())
    )
    parts = [part for part in PARTS if has_units or part != "breadth"]
    scaled = raw.with_columns(_against_top(part) for part in parts)
    logs = scaled.select(sum((pl.col(part).log() for part in parts), start=pl.lit(0.0))).to_series().to_numpy()
    score = pl.lit(pl.Series(logs / len(parts), dtype=pl.Float64)).exp()
    return (
        scaled.with_columns(
            score=pl.when(pl.min_horizontal(parts) > 0).then(score).otherwise(0.0),
            breadth=pl.col("breadth") if has_units else pl.lit(None, dtype=pl.Float64),
        )
        .select("person", *PARTS, "score")
        .sort("person")
    )


def _against_top(part: str) -> pl.Expr:
    """Put a part on 0 to 100, where 100 is the 99.5th percentile and above."""
    top = pl.col(part).quantile(TOP, interpolation="linear")
    return pl.when(top > 0).then((pl.col(part) / top).clip(0, 1) * 100).otherwise(0.0).alias(part)
