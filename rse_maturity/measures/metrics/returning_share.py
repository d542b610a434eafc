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

import polars as pl

from rse_maturity.measures.figures import shares, withhold
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spans import complete_weeks, returning_weeks

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide those who came back by those who were there before."""
    calendar, length = panel.tables.calendar, returning_weeks(panel.settings.time)
    spans: list[tuple[int, date, bool]] = []
    short: list[int] = []
    for period, end in panel.periods.iter_rows():
        past = calendar.weeks[: complete_weeks(calendar, end)][-2 * length :]
        if len(past) < 2 * length:
            short.append(period)
        spans.extend((period, week, place >= length) for place, week in enumerate(past))
    schema = {"period": pl.UInt16, "week": pl.Date, "recent": pl.Boolean}
    weeks = pl.DataFrame(spans, schema=schema, orient="row")
    people = (
        panel.tables.weeks.filter(pl.col("contributions") > 0)
        .select("week", "person")
        .join(weeks, on="week")
        .group_by("period", "person")
        .agg(before=(~pl.col("recent")).any(), again=pl.col("recent").any())
    )
    counts = (
        panel.keyed(people).filter("before").group_by("key").agg(numerator=pl.col("again").sum(), denominator=pl.len())
    )
    return withhold(
        shares(panel, counts, few="few_people"), pl.col("key").is_in(short), status="too_few", reason="few_weeks"
    )


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
