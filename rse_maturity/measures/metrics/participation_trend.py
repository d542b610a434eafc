"""Whether more or fewer people take part each week than half a year ago.

Formula: Theil-Sen slope of the people who participated per week (the median of the slopes between all pairs of
weeks) x weeks between the first and the last one / the level of the fitted line midway between them.
Window: the last `momentum_weeks` complete weeks, at least `momentum_minimum_weeks`; weeks wholly inside an outage
are left out.
Needs: nothing.
Beware: the middle of the line is its level, so a rise from 100 to 120 reads +18 % and one from 0 +200 %. It counts
people, not a rate: a growing company lifts it. A launch lifts it for months 2 to 4. Interval: Sen's ranks, which
take weeks as independent, so it is somewhat narrow.
Source: Theil 1950, Sen 1968; S20 (the launch); the span is judgement.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import values, withhold
from rse_maturity.measures.intervals import slope_ranks
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spans import complete_weeks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Fit a line to the weeks of each period."""
    time, calendar = panel.settings.time, panel.tables.calendar
    counts = panel.weekly.get_column("active").to_numpy().astype(np.float64)
    usable = np.array([not _in_outage(panel, place) for place in range(len(calendar.weeks))], dtype=bool)
    fitted: list[tuple[int, float | None, float | None, float | None, int]] = []
    for period, end in enumerate(calendar.ends):
        past = complete_weeks(calendar, end)
        places = np.arange(max(0, past - time.momentum_weeks), past)
        places = places[usable[places]]
        enough = len(places) >= time.momentum_minimum_weeks
        change = relative_change(places, counts[places]) if enough else None
        fitted.append((period, *(change or (None, None, None)), len(places)))
    schema = {"key": pl.UInt16, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "denominator": pl.Int64}
    rows = values(
        panel,
        pl.DataFrame(fitted, schema=schema, orient="row"),
        few="few_weeks",
        minimum=time.momentum_minimum_weeks,
    )
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="no_activity")


def relative_change(weeks: NDArray[np.int64], active: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """Return the change over all weeks, relative to the middle of the fitted line, with its bounds.

    Parameters
    ----------
    weeks : array of shape (weeks,)
        Numbers of the weeks, rising, at least two.
    active : array of shape (weeks,)
        People who participated.

    Returns
    -------
    tuple of float, or None
        Value, low, high; None where the line has no positive level.
    """
    early, late = np.triu_indices(len(weeks), k=1)
    slopes = np.sort((active[late] - active[early]) / (weeks[late] - weeks[early]))
    slope = float(np.median(slopes))
    middle = (weeks[0] + weeks[-1]) / 2
    level = float(np.median(active - slope * (weeks - middle)))
    if level <= 0:
        return None
    low, high = slope_ranks(len(weeks))
    scale = float(weeks[-1] - weeks[0]) / level
    return slope * scale, float(slopes[low]) * scale, float(slopes[high]) * scale


def _in_outage(panel: Panel, place: int) -> bool:
    """Tell whether a week lies wholly inside one outage of the settings."""
    monday = panel.tables.calendar.weeks[place]
    sunday = monday + timedelta(days=6)
    return any(outage.start <= monday and sunday <= outage.end for outage in panel.settings.outage)


PARTICIPATION_TREND = MetricSpec(
    id="participation_trend",
    unit="share",
    window="momentum",
    needs=(),
    higher_is="better",
    sources=("S20",),
    judgement=True,
    compute=compute,
)
