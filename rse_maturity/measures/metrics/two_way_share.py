"""Of the pairs of people who are in touch, the share in which both answered each other.

Formula: pairs linked both ways by comments / linked pairs.
Window: 12 months.
Needs: comments that tell whom they answer.
Beware: pairs, not arrows: the same network gives a higher share of arrows. The interval takes pairs as independent,
which they are not quite.
Source: S10 (reciprocity).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.figures import shares
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the mutual dyads by the dyads."""
    counts = panel.keyed(panel.tables.tie_periods).select("key", numerator="mutual", denominator="dyads")
    return shares(panel, counts, few="few_ties")


TWO_WAY_SHARE = MetricSpec(
    id="two_way_share",
    unit="share",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="better",
    sources=("S10",),
    judgement=False,
    compute=compute,
)
