"""The share of the contributions that the most active tenth of the contributors make.

Formula: contributions of the top 10 % of contributors / contributions; where a tenth is no whole number of people,
the next person counts for the fraction.
Window: 12 months.
Needs: nothing.
Beware: half or more is ordinary. Interval of the headline: bootstrap, people being drawn again.
Source: S34 (mean 56 %, from about 30 to 90 %, over 200 communities), S34b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.concentration import concentration
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel
    from rse_maturity.measures.spread import Spread

TOP_SHARE = 0.10


def compute(panel: Panel) -> pl.DataFrame:
    """Measure the share of the top decile of each period."""
    return concentration(panel, top_share)


def top_share(spread: Spread) -> NDArray[np.float64]:
    """Return the share of contributions that the top decile of each population holds."""
    return spread.held_by_top(TOP_SHARE) / spread.contributions


TOP_DECILE_SHARE = MetricSpec(
    id="top_decile_share",
    unit="share",
    window="year",
    needs=(),
    higher_is="worse",
    sources=("S34", "S34b"),
    judgement=False,
    compute=compute,
    constants={"top_share": TOP_SHARE},
)
