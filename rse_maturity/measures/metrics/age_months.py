"""How old the network is, by the first event of the export.

Formula: complete months from the day of the first event to the last day of the period.
Window: since the first event.
Needs: nothing.
Beware: the network may be older than its export.
Source: S20 (enthusiasm in months 2 to 4, the drop from months 6 to 9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import values
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Count the complete months since the first event."""
    first, end = panel.tables.calendar.first_day, pl.col("end")
    months = (end.dt.year().cast(pl.Int64) - first.year) * 12 + end.dt.month().cast(pl.Int64) - first.month
    begun = (end.dt.day() < first.day) & (end != end.dt.month_end())  # from 31 January to 28 February is a month
    ages = panel.keys.select("key", value=months - begun.cast(pl.Int64), denominator=pl.lit(0))
    return values(panel, ages, few="few_weeks", minimum=0).with_columns(denominator=None)


AGE_MONTHS = MetricSpec(
    id="age_months",
    unit="count",
    window="history",
    needs=(),
    higher_is="neither",
    sources=("S20",),
    judgement=False,
    compute=compute,
)
