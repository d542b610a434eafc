"""Pairs of people linked by comments, counted for each of the two, over the people who are active."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from rse_maturity.measures.figures import ratios

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def dyads_per_active(panel: Panel, dyads: Literal["dyads", "mutual"]) -> pl.DataFrame:
    """Divide twice the dyads of 12 months by the people who participated in them.

    Parameters
    ----------
    dyads
        All of them, or those linked both ways: a column of `Tables.tie_periods`.

    Returns
    -------
    DataFrame
        Figures by key, as `ratios` gives them, without an interval; `too_few` below the minimum group.
    """
    twice = panel.keyed(panel.tables.tie_periods).select("key", numerator=2 * pl.col(dyads))
    active = panel.seen.group_by("key").agg(denominator=pl.col("n").sum())
    counts = active.join(twice, on="key", how="left").with_columns(pl.col("numerator").fill_null(0))
    return ratios(panel, counts, few="few_people")
