"""Whether comments leave the unit of who writes them or stay inside: -1 all inside, +1 all outside.

Formula: (comments to other units - comments inside the unit) / comments between people with a unit.
Window: 12 months.
Needs: units, and comments that tell whom they answer.
Beware: many small units lift it whatever people do, a large one lowers it: it follows one network over time, and the
openness between units, which is corrected for sizes, compares networks. No interval: comments come in conversations.
Source: S48 (Krackhardt and Stern 1988), S49.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import values
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide what leaves units less what stays inside by both together."""
    comments, outside = pl.col("comments").cast(pl.Int64), pl.col("source_unit") != pl.col("target_unit")
    counts = (
        panel.keyed(panel.tables.unit_ties.with_columns(unit="source_unit"))
        .group_by("key")
        .agg(numerator=(pl.when(outside).then(comments).otherwise(-comments)).sum(), denominator=comments.sum())
        .filter(pl.col("denominator") > 0)
    )
    index = counts.with_columns(value=pl.col("numerator") / pl.col("denominator"))
    return values(panel, index, few="few_ties", minimum=panel.minimum)


EI_INDEX = MetricSpec(
    id="ei_index",
    unit="ratio",
    window="year",
    needs=("unit", "comment", "links", "threaded"),
    higher_is="neither",
    sources=("S48", "S49"),
    judgement=False,
    compute=compute,
    by_unit=True,
)
