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
from rse_maturity.measures.spans import returning_weeks
from rse_maturity.tables.calendar import complete_weeks

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide those who came back by those who were there before."""
    periods = panel.periods.height
    looked_at = panel.people.get_column("group").is_not_null().to_numpy()
    group = panel.people.get_column("group").fill_null(0).to_numpy().astype(np.int64)
    again = np.zeros((panel.group_count, periods), dtype=np.int64)
    before = np.zeros_like(again)
    short = set(range(periods))
    for period, there, back in there_and_back(panel):
        short.remove(period)
        before[:, period] = np.bincount(group[there & looked_at], minlength=panel.group_count)
        again[:, period] = np.bincount(group[back & looked_at], minlength=panel.group_count)
    counts = panel.keys.select("key").with_columns(numerator=again.reshape(-1), denominator=before.reshape(-1))
    rows = shares(panel, counts, few="few_people")
    return withhold(rows, panel.in_periods(short), status="too_few", reason="few_weeks")


def there_and_back(panel: Panel) -> Iterator[tuple[int, NDArray[np.bool_], NDArray[np.bool_]]]:
    """Tell of each period with enough complete weeks who contributed in the weeks before, and who of them did again.

    Both are by row of `people`.
    """
    calendar, length = panel.tables.calendar, returning_weeks(panel.settings.time)
    for period, end in enumerate(calendar.ends):
        last = complete_weeks(calendar, end)
        if last >= 2 * length:
            there = panel.attendance.wrote(slice(last - 2 * length, last - length))
            yield period, there, there & panel.attendance.wrote(slice(last - length, last))


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
