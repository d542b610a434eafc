"""The share of members for whom the network has become a habit: active in nearly every week of the last quarter.

Formula: members who participated in at least `habit_active_weeks` of the last `habit_weeks` complete weeks /
members on the last day of the period.
Window: `habit_weeks` complete weeks.
Needs: nothing; a directory makes it a share of the members.
Beware: long holidays alone can break a habit; people who joined within these weeks cannot have one yet.
Source: S30 (one act in 9 of 12 weeks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally
from rse_maturity.measures.habit import whole_quarter
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the members with a habit by the members."""
    regulars = tally(panel.active_weeks, pl.col("member") & pl.col("habit")).drop("denominator")
    counts = panel.members.rename({"people": "denominator"}).join(regulars, on="key", how="left")
    rates = shares(panel, counts.with_columns(pl.col("numerator").fill_null(0)), few="few_people")
    return whole_quarter(panel, rates)


HABIT_SHARE = MetricSpec(
    id="habit_share",
    unit="share",
    window="habit",
    needs=(),
    higher_is="better",
    sources=("S30",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
