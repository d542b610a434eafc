"""The share of the contributions that the ten most active people make.

Formula: contributions of the ten contributors with most / contributions.
Window: 12 months.
Needs: nothing.
Beware: only where more than `least_contributors` people contribute, since ten of few are many (judgement). Interval of
the headline: bootstrap, people being drawn again.
Source: S35 (30 to 55 % called healthy, 70 % and more fragile, by its author's experience); judgement.
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

PEOPLE = 10
LEAST_CONTRIBUTORS = 100


def compute(panel: Panel) -> pl.DataFrame:
    """Measure the share of the ten most active people of each period."""
    few = pl.col("denominator") <= LEAST_CONTRIBUTORS
    return withhold(concentration(panel, share_of_ten), few, status="too_few", reason="few_people")


def share_of_ten(spread: Spread) -> NDArray[np.float64]:
    """Return the share of contributions that ten people of each population hold."""
    return spread.held_by_first(np.full(len(spread.keys), float(PEOPLE))) / spread.contributions


TOP_TEN_SHARE = MetricSpec(
    id="top_ten_share",
    unit="share",
    window="year",
    needs=(),
    higher_is="worse",
    sources=("S35",),
    judgement=True,
    compute=compute,
    constants={"people": PEOPLE, "least_contributors": LEAST_CONTRIBUTORS},
)
