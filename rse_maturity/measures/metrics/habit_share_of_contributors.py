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

from rse_maturity.measures.figures import shares, tally
from rse_maturity.measures.habit import whole_quarter
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the contributors with a habit by the contributors."""
    regulars = tally(panel.active_weeks.filter("wrote"), pl.col("habit"))
    return whole_quarter(panel, shares(panel, regulars, few="few_people"))


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
