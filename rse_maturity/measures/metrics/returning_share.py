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
import polars as pl

from rse_maturity.measures.figures import shares, withhold
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spans import complete_weeks, returning_weeks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide those who came back by those who were there before."""
    calendar, length = panel.tables.calendar, returning_weeks(panel.settings.time)
    wrote = _contributed(panel)
    counts: list[tuple[int, int, int]] = []
    short: list[int] = []
    for period, end in enumerate(calendar.ends):
        last = complete_weeks(calendar, end)
        if last < 2 * length:
            short.append(period)
            continue
        before = wrote[last - 2 * length : last - length].any(axis=0)
        again = before & wrote[last - length : last].any(axis=0)
        counts.append((period, int(again.sum()), int(before.sum())))
    schema = {"key": pl.UInt16, "numerator": pl.Int64, "denominator": pl.Int64}
    rows = shares(panel, pl.DataFrame(counts, schema=schema, orient="row"), few="few_people")
    return withhold(rows, pl.col("key").is_in(short), status="too_few", reason="few_weeks")


def _contributed(panel: Panel) -> NDArray[np.bool_]:
    """Return who contributed in which week: an array of shape (weeks, people)."""
    calendar = panel.tables.calendar
    acts = panel.tables.weeks.filter(pl.col("contributions") > 0)
    people = acts.get_column("person").to_numpy()
    wrote = np.zeros((len(calendar.weeks), int(people.max(initial=0)) + 1), dtype=bool)
    if calendar.weeks:
        place = acts.select((pl.col("week") - calendar.weeks[0]).dt.total_days() // 7).to_series().to_numpy()
        wrote[place, people] = True
    return wrote


RETURNING_SHARE = MetricSpec(
    id="returning_share",
    unit="share",
    window="returning",
    needs=(),
    higher_is="better",
    sources=("S35", "S22b"),
    judgement=False,
    compute=compute,
)
