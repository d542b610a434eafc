"""The share of active people who hang together in one connected whole, by some chain of comments.

Formula: people in the largest weakly connected component of the comment ties between active people / people who
participated.
Window: 12 months.
Needs: comments that tell whom they answer.
Beware: no series, since components need all the ties of each period. One comment is enough to be in; people who
only react are out. The interval takes people as independent, which they are not quite.
Source: S33 (under 95 % called fragmented, without a source).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.components import largest_component
from rse_maturity.measures.figures import headline_only, shares, withhold
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the people of the largest component by the active people."""
    active = panel.tables.years.filter(pl.col("period") == panel.last).get_column("person").to_numpy()
    ties = panel.tables.ties.filter(pl.col("comments") > 0)
    sources, targets = ties.get_column("source").to_numpy(), ties.get_column("target").to_numpy()
    present = np.zeros(1 + int(panel.people.get_column("person").to_numpy().max(initial=0)), dtype=bool)
    present[active] = True
    kept = present.take(sources) & present.take(targets)
    core = largest_component(sources.compress(kept), targets.compress(kept))
    counts = pl.DataFrame(
        {"key": [panel.last], "numerator": [core], "denominator": [len(active)]},
        schema_overrides={"key": pl.UInt16},
    )
    rows = withhold(shares(panel, counts, few="few_people"), pl.lit(core == 0), status="too_few", reason="few_ties")
    return headline_only(panel, rows)


CORE_SHARE = MetricSpec(
    id="core_share",
    unit="share",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="better",
    sources=("S33",),
    judgement=False,
    compute=compute,
    series=False,
)
