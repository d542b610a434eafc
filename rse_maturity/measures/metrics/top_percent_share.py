"""The share of the contributions that the most active hundredth of the members make: the one of the 90-9-1 rule.

Formula: contributions of the 1 % of the members with most / contributions of members; where a hundredth is no whole
number of people, the next person counts for the fraction.
Window: 12 months.
Needs: nothing; a directory makes it a share of the members.
Beware: only where that hundredth is at least the minimum group. The rule says that it holds nearly everything; it is a
rule of thumb for open communities. Interval of the headline: bootstrap, people being drawn again.
Source: S59 (the rule), S59b (its critics).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.concentration import concentration
from rse_maturity.measures.figures import withhold
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel
    from rse_maturity.measures.spread import Spread

TOP_SHARE = 0.01


def compute(panel: Panel) -> pl.DataFrame:
    """Measure the share of the top hundredth of the members of each period."""
    rows = concentration(panel, held_by_hundredth, spread=panel.member_spread)
    few = pl.col("denominator") * TOP_SHARE < panel.minimum
    return withhold(rows, few, status="too_few", reason="few_people")


def held_by_hundredth(spread: Spread) -> NDArray[np.float64]:
    """Return the share of contributions that the top hundredth of each population holds; 0 where there is none."""
    return spread.held_by_top(TOP_SHARE) / np.maximum(spread.contributions, 1)


TOP_PERCENT_SHARE = MetricSpec(
    id="top_percent_share",
    unit="share",
    window="year",
    needs=(),
    higher_is="worse",
    sources=("S59", "S59b"),
    judgement=False,
    compute=compute,
    constants={"top_share": TOP_SHARE},
)
