"""How many of the people of a month are there in any one week: whether they come every week or once.

Formula: people who participated in a week, on average over the last complete weeks that make up a window / people who
participated in any of these weeks.
Window: `window_days`, in complete weeks.
Needs: nothing.
Beware: weeks over a month, not days over a month as products for the public quote it: colleagues do not come on
Sundays. Only where at least `least_active` people took part (judgement): in small groups it jumps. Holidays lower it.
Interval of the headline: bootstrap, people being drawn again.
Source: S39 (the idea, and 30 % as a target for days over a month), S39b (it misleads in small groups); judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import bound_headline, values, withhold
from rse_maturity.measures.intervals import ratio_interval
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spans import returning_weeks
from rse_maturity.tables.calendar import complete_weeks

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

LEAST_ACTIVE = 100


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the mean number of people of a week by the people of all these weeks."""
    calendar, length = panel.tables.calendar, returning_weeks(panel.settings.time)
    weekly = np.zeros(len(calendar.ends))
    monthly = np.zeros(len(calendar.ends), dtype=np.int64)
    visits = np.zeros(0, dtype=np.int64)
    short: list[int] = []
    for period, end in enumerate(calendar.ends):
        last = complete_weeks(calendar, end)
        if last < length:
            short.append(period)
            continue
        weeks = panel.facts.attendance.there(slice(last - length, last)).sum(axis=0, dtype=np.int64)
        visits = weeks[weeks > 0]
        weekly[period], monthly[period] = visits.sum() / length, len(visits)
    counts = panel.keys.select("key").with_columns(numerator=pl.Series(weekly), denominator=pl.Series(monthly))
    told = counts.with_columns(
        value=pl.when(pl.col("denominator") > 0).then(pl.col("numerator") / pl.col("denominator"))
    )
    rows = values(panel, told, few="few_people", minimum=0)
    rows = withhold(rows, panel.in_periods(short), status="too_few", reason="few_weeks")
    rows = withhold(rows, pl.col("denominator") < LEAST_ACTIVE, status="too_few", reason="few_people")
    if rows.get_column("value")[-1] is None:
        return rows
    bounds = ratio_interval(visits, np.full(len(visits), length), seed=panel.settings.seed)
    return bound_headline(panel, rows, bounds)


STICKINESS = MetricSpec(
    id="stickiness",
    unit="share",
    window="month",
    needs=(),
    higher_is="better",
    sources=("S39", "S39b"),
    judgement=True,
    compute=compute,
    constants={"least_active": LEAST_ACTIVE},
)
