"""Of the people who are expected on the network, the share who joined.

Formula: expected people who are members / expected people, on the last day of the period.
Window: the last day of the period.
Needs: a directory that also lists people who have not joined, and tells who has.
Beware: past periods are measured against the people expected today, less those gone by then; an organisation that
enrols everybody at once is at 100 % from the first day.
Source: S25 (20 to 30 % of staff do not register where they must).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, unmeasurable
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the expected who joined by the expected."""
    expected = panel.people.filter(pl.col("expected"))
    if expected.is_empty():
        return unmeasurable(panel, "no_expected")
    if expected.get_column("eligible").all() and not panel.has("joined_at"):
        return unmeasurable(panel, "members_only")
    joined = panel.present(expected)
    leaving = expected.group_by("left", "unit").agg(n=pl.len()).join(panel.periods, how="cross")
    due = (
        panel.keyed(leaving.filter(pl.col("left").is_null() | (pl.col("end") < pl.col("left"))))
        .group_by("key")
        .agg(denominator=pl.col("n").sum())
    )
    counts = due.join(joined, on="key", how="left").with_columns(numerator=pl.col("people").fill_null(0))
    return shares(panel, counts, few="few_people")


ENROLMENT_RATE = MetricSpec(
    id="enrolment_rate",
    unit="share",
    window="end",
    needs=("directory",),
    higher_is="better",
    sources=("S25",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
