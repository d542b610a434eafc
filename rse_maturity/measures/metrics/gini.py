"""How unequally contributions are spread over those who contribute: 0 all alike, 1 one person does everything.

Formula: Gini coefficient of the contributions per contributor, times n / (n - 1).
Window: 12 months.
Needs: nothing.
Beware: high values are ordinary on every network, and not bad where experts help many. Follow it over time rather
than judge it once. Interval of the headline: bootstrap, people being drawn again.
Source: S57 (with the correction for small numbers), S57b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.measures.concentration import concentration
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel
    from rse_maturity.measures.spread import Spread


def compute(panel: Panel) -> pl.DataFrame:
    """Measure the Gini coefficient of each period."""
    return concentration(panel, gini)


def gini(spread: Spread) -> NDArray[np.float64]:
    """Return the corrected Gini coefficient of each population; one contributor gives 0."""
    people, n = spread.people, spread.contributors
    # people with the same amount take up consecutive ranks; each has the mean of these ranks
    rank_sums = people * (np.cumsum(people, axis=1) - (people - 1) / 2)
    gaps = 2 * (rank_sums * spread.amounts).sum(axis=1) / spread.contributions - (n + 1)
    coefficient: NDArray[np.float64] = gaps / np.maximum(n - 1, 1)
    return coefficient


GINI = MetricSpec(
    id="gini",
    unit="ratio",
    window="year",
    needs=(),
    higher_is="worse",
    sources=("S57", "S57b"),
    judgement=False,
    compute=compute,
)
