"""How old the network is, by the first event of the export.

Formula: complete months from the day of the first event to the last day of the period. A unit is as old as the network,
save one that came in one go: where more than half of the people who have taken part in it first did so, anywhere in the
network, within the same 31 days, it counts from the first of these days. So a department that is renamed, reorganised
or opened by people who have long been there is not young, and one that was enrolled last month is.
Window: since the first event.
Needs: nothing.
Beware: the network may be older than its export.
Source: S20 (enthusiasm in months 2 to 4, the drop from months 6 to 9); the half and the 31 days are judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import values, withhold
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.measures.panel import Panel


ONE_GO = 31  # days


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
    """Return key, end and first: the first day of the network, or the one that counts for each unit."""
    if panel.by == "period":
        return panel.keys.with_columns(first=pl.lit(panel.tables.calendar.first_day))
    began = "first_anywhere" if "first_anywhere" in panel.people.columns else "first_participation"
    seen = panel.people.select("unit", pl.col(began).alias("day")).drop_nulls().sort("unit", "day")
    opening = panel.tables.calendar.first_day
    units = seen.group_by("unit").agg("day")
    firsts = [(unit, launched(days) or opening) for unit, days in zip(units["unit"], units["day"], strict=True)]
    counted = pl.DataFrame(firsts, {"unit": pl.String, "first": pl.Date}, orient="row")
    return panel.keys.join(counted, on="unit", how="left")


def launched(days: pl.Series) -> date | None:
    """Return the first day of the shortest span in which more than half of some people began, if it is one month.

    Parameters
    ----------
    days
        The day on which each of them began, rising; at least one.
    """
    numbers = days.to_physical().to_numpy()
    most = len(numbers) // 2  # one more is more than half
    spans = numbers[most:] - numbers[: len(numbers) - most]
    first = int(np.argmin(spans))
    return days[first] if spans[first] < ONE_GO else None


AGE_MONTHS = MetricSpec(
    id="age_months",
    unit="count",
    window="history",
    needs=(),
    higher_is="neither",
    sources=("S20",),
    judgement=True,
    compute=compute,
    by_unit=True,
)
