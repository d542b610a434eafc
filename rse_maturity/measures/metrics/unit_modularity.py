"""How well the organisation chart explains who answers whom: the modularity of the units.

Formula: share of comments inside units - the share expected from what each unit writes and gets.
Window: 12 months.
Needs: units, and comments that tell whom they answer.
Beware: it cannot exceed 1 - 1 / number of units, and small units keep it low: it follows one network over time. 0.3 as
the mark of a structure is a rule of thumb. No interval: comments come in conversations.
Source: S51, S52 (what it finds, even at random); the form for directed ties is that of Leicht and Newman 2008.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.mixing import mixing, of_enough_people

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Take the expected share of comments inside units from the share that there is."""
    return of_enough_people(panel, mixing(panel).with_columns(value=pl.col("inside") - pl.col("expected")))


UNIT_MODULARITY = MetricSpec(
    id="unit_modularity",
    unit="ratio",
    window="year",
    needs=("unit", "comment", "links", "threaded"),
    higher_is="neither",
    sources=("S51", "S52"),
    judgement=False,
    compute=compute,
)
