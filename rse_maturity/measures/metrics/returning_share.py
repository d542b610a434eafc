"""Of the people who wrote something in one month, the share who did so again in the next.

Formula: people who contributed both in the last complete weeks that make up a window and in as many weeks before /
people who contributed in the weeks before.
Window: twice `window_days`, in complete weeks.
Needs: nothing.
Beware: holidays in one of the two spans lower it. Whoever left the organisation counts as lost.
Source: S35 (with the other month as the base), S22b (monthly turnover of the engaged from 15 to 50 %).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.measures.figures import shares, withhold
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide those who came back by those who were there before."""
    periods, groups = panel.periods.height, panel.group_count
    again = np.zeros((groups, periods), dtype=np.int64)
    before = np.zeros_like(again)
    for period, there, back in panel.facts.there_and_back:
        before[:, period], again[:, period] = (
            np.bincount(panel.group_of_people[rows], minlength=groups + 1)[:groups] for rows in (there, back)
        )
    counts = panel.keys.select("key").with_columns(numerator=again.reshape(-1), denominator=before.reshape(-1))
    rows = shares(panel, counts, few="few_people")
    short = set(range(periods)) - {period for period, _, _ in panel.facts.there_and_back}
    return withhold(rows, panel.in_periods(short), status="too_few", reason="few_weeks")


RETURNING_SHARE = MetricSpec(
    id="returning_share",
    unit="share",
    window="returning",
    needs=(),
    higher_is="better",
    sources=("S35", "S22b"),
    judgement=False,
    compute=compute,
    by_unit=True,
)
