"""Whether more or fewer people take part each week than half a year ago.

Formula: Theil-Sen slope of the people who participated per week (the median of the slopes between all pairs of
weeks) x weeks between the first and the last one / the level of the fitted line midway between them.
Window: the last `momentum_weeks` complete weeks, of which at least `momentum_minimum_weeks` must remain; left out are
the first four months, where the export holds the launch, and weeks with holidays, a quiet season, an outage or a
campaign on two working days or more.
Needs: nothing.
Beware: the middle of the line is its level, so a rise from 100 to 120 reads +18 % and one from 0 +200 %. It counts
people, not a rate: a growing company lifts it. Interval: Sen's ranks, which take weeks as independent, so it is
somewhat narrow.
Source: Theil 1950, Sen 1968; S20 (the launch); the span is judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import values, withhold
from rse_maturity.measures.intervals import slope_ranks
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.tables.calendar import complete_weeks
from rse_maturity.tables.season import ordinary_weeks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel

LAUNCH_MONTHS = 4


def compute(panel: Panel) -> pl.DataFrame:
    """Fit a line to the weeks of each period."""
    time, calendar = panel.settings.time, panel.tables.calendar
    counts = panel.weekly.get_column("active").to_numpy().astype(np.float64)
    number = np.array([(monday - calendar.first_day).days // 7 for monday in calendar.weeks], dtype=np.int64)
    usable = np.array(ordinary_weeks(calendar, settings=panel.settings), dtype=bool) & ~_launching(panel)
    fitted: list[tuple[int, float | None, float | None, float | None, int]] = []
    for period, end in enumerate(calendar.ends):
        past = complete_weeks(calendar, end)
        places = np.arange(max(0, past - time.momentum_weeks), past)
        places = places[usable[places]]
        enough = len(places) >= time.momentum_minimum_weeks
        change = relative_change(number[places], counts[places]) if enough else None
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


def _launching(panel: Panel) -> NDArray[np.bool_]:
    """Tell which weeks belong to the wave of the launch, where the export holds it."""
    calendar = panel.tables.calendar
    after = pl.select(pl.lit(calendar.first_day).dt.offset_by(f"{LAUNCH_MONTHS}mo")).item()
    launching = [not panel.tables.begins_midway and monday < after for monday in calendar.weeks]
    return np.array(launching, dtype=bool)


PARTICIPATION_TREND = MetricSpec(
    id="participation_trend",
    unit="share",
    window="momentum",
    needs=(),
    higher_is="better",
    sources=("S20",),
    judgement=True,
    compute=compute,
    constants={"launch_months": LAUNCH_MONTHS},
)
