"""Of the people who joined, the share who wrote something within their first month.

Formula: people who joined in the window and contributed at most `newcomer_days` days later / people who joined in
the window.
Window: `window_days` days that end `newcomer_days` days before the period does, so that everybody had the time.
Needs: a directory with join dates.
Beware: few people join in most months, so the interval is wide. Where a join date is missing, the first act stands
for it, which makes that person a converted one more often.
Source: S58 (the question); the number of days is judgement.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the newcomers who contributed by the newcomers."""
    soon = pl.col("joined") + timedelta(days=panel.settings.time.newcomer_days)
    newcomers = (
        panel.people.filter("eligible", pl.col("joined") >= panel.tables.calendar.first_day)
        .filter(pl.col("joined") <= panel.tables.calendar.last_day)
        .group_by("joined", converted=(pl.col("first_contribution") <= soon).fill_null(value=False))
        .agg(n=pl.len())
    )
    people = pl.col("n")
    counts = (
        _windows(panel)
        .join(newcomers, how="cross")
        .filter(pl.col("joined").is_between("first", "last"))
        .group_by("key")
        .agg(numerator=people.filter("converted").sum(), denominator=people.sum())
    )
    return shares(panel, counts, few="few_newcomers")


def _windows(panel: Panel) -> pl.DataFrame:
    """Return key, first day and last day of the window of each key."""
    spans = [panel.span("newcomer", period) for period in panel.periods.get_column("period")]
    period = panel.keys.get_column("period")
    return panel.keys.select("key").with_columns(
        pl.Series("first", [found.start for found in spans], dtype=pl.Date).gather(period),
        pl.Series("last", [found.end for found in spans], dtype=pl.Date).gather(period),
    )


NEWCOMER_CONVERSION = MetricSpec(
    id="newcomer_conversion",
    unit="share",
    window="newcomer",
    needs=("directory", "joined_at"),
    higher_is="better",
    sources=("S58",),
    judgement=True,
    compute=compute,
)
