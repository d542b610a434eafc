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
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.slopes import relative_changes
from rse_maturity.tables.calendar import complete_weeks
from rse_maturity.tables.season import ordinary_weeks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel

LAUNCH_MONTHS = 4


def compute(panel: Panel) -> pl.DataFrame:
    """Fit a line to the weeks of each period."""
    time, calendar = panel.settings.time, panel.tables.calendar
    active = panel.active_by_week.astype(np.float64)
    number = np.array([(monday - calendar.first_day).days // 7 for monday in calendar.weeks], dtype=np.int64)
    usable = np.array(ordinary_weeks(calendar, settings=panel.settings), dtype=bool) & ~_launching(panel)
    fitted = np.full((3, panel.group_count, len(calendar.ends)), np.nan)
    weeks = np.zeros(len(calendar.ends), dtype=np.int64)
    for period, end in enumerate(calendar.ends):
        past = complete_weeks(calendar, end)
        places = np.arange(max(0, past - time.momentum_weeks), past)
        places = places[usable[places]]
        weeks[period] = len(places)
        if len(places) >= time.momentum_minimum_weeks:
            fitted[:, :, period] = relative_changes(number[places], active[:, places])
    numbers = dict(zip(("value", "low", "high"), fitted.reshape(3, -1), strict=True))
    changes = panel.keys.select("key", **{name: pl.Series(column).fill_nan(None) for name, column in numbers.items()})
    counted = changes.with_columns(denominator=pl.Series(np.tile(weeks, panel.group_count)))
    rows = values(panel, counted, few="few_weeks", minimum=time.momentum_minimum_weeks)
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="no_activity")


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
    by_unit=True,
    constants={"launch_months": LAUNCH_MONTHS},
)
