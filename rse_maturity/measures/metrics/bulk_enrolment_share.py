"""The share of members who were signed up on a few days: high means that they were enrolled, not that they came.

Formula: members whose join date is one of the three days with most of them / members, on the last day of the
period.
Window: the last day of the period.
Needs: a directory with join dates.
Beware: above one half, the number of members and the enrolment rate say nothing about adoption; a young or small
network reaches it by itself. People without a join date count from their first act on.
Source: judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

BUSIEST_DAYS = 3


def compute(panel: Panel) -> pl.DataFrame:
    """Add up the members of the busiest join days."""
    days = panel.population(within=("joined",))
    counts = days.group_by("key").agg(
        numerator=pl.col("people").top_k(BUSIEST_DAYS).sum(), denominator=pl.col("people").sum()
    )
    return shares(panel, counts, few="few_people")


BULK_ENROLMENT_SHARE = MetricSpec(
    id="bulk_enrolment_share",
    unit="share",
    window="end",
    needs=("directory", "joined_at"),
    higher_is="neither",
    sources=(),
    judgement=True,
    compute=compute,
    constants={"busiest_days": BUSIEST_DAYS},
)
