"""How few people would have to leave for half of the contributions to be lost.

Formula: the smallest number of contributors who together make at least 50 % of the contributions.
Window: 12 months.
Needs: nothing.
Beware: compare it with the number of contributors beside it: ten of fifty is not ten of five thousand. Interval of
the headline: bootstrap, people being drawn again.
Source: S36.
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

LOST_SHARE = 0.50


def compute(panel: Panel) -> pl.DataFrame:
    """Count the people who make half of the contributions of each period."""
    return concentration(panel, fewest_people)


def fewest_people(spread: Spread) -> NDArray[np.float64]:
    """Return the smallest number of people who hold half of the contributions of each population."""
    amounts, people = spread.amounts[::-1], spread.people[:, ::-1]
    before = np.cumsum(people * amounts, axis=1) - people * amounts
    missing = np.ceil(spread.contributions * LOST_SHARE).astype(np.int64)[:, None] - before
    needed: NDArray[np.float64] = np.clip(-(-missing // amounts), 0, people).sum(axis=1).astype(np.float64)
    return needed


ABSENCE_FACTOR = MetricSpec(
    id="absence_factor",
    unit="people",
    window="year",
    needs=(),
    higher_is="better",
    sources=("S36",),
    judgement=False,
    compute=compute,
    by_unit=True,
    constants={"lost_share": LOST_SHARE},
)
