"""Of the people who wrote something in the last quarter, the share for whom the network is a habit.

Formula: contributors who participated in at least `habit_active_weeks` of the last `habit_weeks` complete weeks /
people who contributed in these weeks.
Window: `habit_weeks` complete weeks.
Needs: nothing.
Beware: it says how the active use the network, not how many there are; read it beside the participation rate.
Source: S30 (the habit); over contributors: judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares
from rse_maturity.measures.habit import habitual, whole_quarter
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the contributors with a habit by the contributors."""
    wrote = pl.col("contributing") > 0
    regulars = habitual(panel).filter(wrote).group_by("key").agg(numerator=pl.len())
    contributors = panel.placed(panel.tables.active_weeks.filter(wrote)).group_by("key").agg(denominator=pl.len())
    counts = contributors.join(regulars, on="key", how="left").with_columns(pl.col("numerator").fill_null(0))
    return whole_quarter(panel, shares(panel, counts, few="few_people"))


HABIT_SHARE_OF_CONTRIBUTORS = MetricSpec(
    id="habit_share_of_contributors",
    unit="share",
    window="habit",
    needs=(),
    higher_is="better",
    sources=("S30",),
    judgement=True,
    compute=compute,
    by_unit=True,
)
