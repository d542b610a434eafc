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

from rse_maturity.measures.concentration import concentration
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spread import Spread

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Measure the Gini coefficient of each period."""
    return concentration(panel, Spread.gini)


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
