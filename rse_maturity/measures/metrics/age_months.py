"""How old the network is, by the first event of the export.

Formula: complete months from the day of the first event to the last day of the period; for a unit, from the day when
one of its people first took part.
Window: since the first event.
Needs: nothing.
Beware: the network may be older than its export.
Source: S20 (enthusiasm in months 2 to 4, the drop from months 6 to 9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import values, withhold
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Count the complete months since the first event."""
    first, end = pl.col("first"), pl.col("end")
    months = (end.dt.year().cast(pl.Int64) - first.dt.year()) * 12 + end.dt.month().cast(pl.Int64) - first.dt.month()
    begun = (end.dt.day() < first.dt.day()) & (end != end.dt.month_end())  # from 31 January to 28 February is a month
    age = pl.when(first <= end).then(months - begun.cast(pl.Int64))
    ages = _firsts(panel).select("key", value=age, denominator=pl.lit(0))
    rows = values(panel, ages, few="few_weeks", minimum=0).with_columns(denominator=None)
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="no_activity")


def _firsts(panel: Panel) -> pl.DataFrame:
    """Return key, end and first: the first day of the network, or of what each unit did."""
    if panel.by == "period":
        return panel.keys.with_columns(first=pl.lit(panel.tables.calendar.first_day))
    firsts = panel.people.group_by("unit").agg(first=pl.col("first_participation").min())
    return panel.keys.join(firsts, on="unit", how="left")


AGE_MONTHS = MetricSpec(
    id="age_months",
    unit="count",
    window="history",
    needs=(),
    higher_is="neither",
    sources=("S20",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
