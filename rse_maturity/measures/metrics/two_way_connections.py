"""With how many colleagues an active person exchanges answers both ways, on average.

Formula: 2 x pairs of people linked both ways by comments / people who participated.
Window: 12 months.
Needs: comments that tell whom they answer.
Beware: it grows with the length of the history until 12 months are reached; a few very active people raise the mean.
No interval: pairs are not independent of each other.
Source: S10 (mean two-way connections).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.dyads import dyads_per_active
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide twice the mutual dyads by the active people."""
    return dyads_per_active(panel, "mutual")


TWO_WAY_CONNECTIONS = MetricSpec(
    id="two_way_connections",
    unit="ratio",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="better",
    sources=("S10",),
    judgement=False,
    compute=compute,
)
