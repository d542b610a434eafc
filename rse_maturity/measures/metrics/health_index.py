"""Of the people who have taken part this year, the share who still did in the last four weeks.

Formula: people with a post, comment, share or reaction in the window / people with one in the 12 months.
Window: `window_days` days.
Needs: nothing.
Beware: without a directory it is the participation rate itself. It is high in a young network, whose year has only
begun, and holidays lower it.
Source: S3 (the Community Health Index; its limits are not published).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, whole_window
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the active people of the window by those of the year."""
    active = panel.windows.group_by("key").agg(numerator=pl.col("n").sum())
    counts = panel.seen.group_by("key").agg(denominator=pl.col("n").sum()).join(active, on="key", how="left")
    rates = shares(panel, counts.with_columns(pl.col("numerator").fill_null(0)), few="few_people")
    return whole_window(panel, rates)


HEALTH_INDEX = MetricSpec(
    id="health_index",
    unit="share",
    window="window",
    needs=(),
    higher_is="better",
    sources=("S3",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
