"""Whether people answer their like: 1 only within their own unit, 0 as if units did not matter, below 0 rather others.

Formula: Newman's assortativity coefficient of the units, (sum of e_uu - sum of a_u b_u) / (1 - sum of a_u b_u), where
e_uu is the share of comments inside unit u, a_u the share that its people write and b_u the share that they get.
Window: 12 months.
Needs: units, and comments that tell whom they answer.
Beware: corrected for how much each unit writes and gets, while the openness between units is corrected for how many
people it has: the two answer different questions. No interval: comments come in conversations.
Source: Newman 2003, Mixing patterns in networks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.mixing import mixing, of_enough_people

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the excess of comments inside units by the largest it could be."""
    excess, most = pl.col("inside") - pl.col("expected"), 1 - pl.col("expected")
    return of_enough_people(panel, mixing(panel).with_columns(value=pl.when(most > 0).then(excess / most)))


UNIT_ASSORTATIVITY = MetricSpec(
    id="unit_assortativity",
    unit="ratio",
    window="year",
    needs=("unit", "comment", "links", "threaded"),
    higher_is="worse",
    sources=(),
    judgement=False,
    compute=compute,
)
