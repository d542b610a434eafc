"""How open managers and the others are to each other: 1 means that they answer each other as if rank did not matter.

Formula: share of comments between managers and others / the share that would be expected if the rank were dealt to the
same people at random, as for the openness between units.
Window: 12 months.
Needs: to know who is a manager, and comments that tell whom they answer.
Beware: two levels alone, since exports rarely tell more. People of whom it is not known whether they are managers are
left out. No series, since it takes the ties of each period; no interval.
Source: S32 (exchange becomes more balanced across levels as networks mature); the ratio is judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import headline, withhold
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.open_units import expected_external_share

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

UNKNOWN = -1


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the observed share across levels by the expected one; numerator and denominator are comments."""
    level = panel.people.get_column("manager").cast(pl.Int8).fill_null(UNKNOWN).to_numpy()
    ties = panel.tables.ties.filter(pl.col("comments") > 0)
    ends = [panel.facts.rows_of(ties.get_column(name)).to_numpy() for name in ("source", "target")]
    source, target = (level.take(places) for places in ends)
    known = (source != UNKNOWN) & (target != UNKNOWN)
    comments = ties.get_column("comments").to_numpy().astype(np.int64)
    across = int(comments.compress(known & (source != target)).sum())
    linked = np.zeros(len(level), dtype=bool)
    for places in ends:
        linked[places.compress(known)] = True
    sizes = [int((linked & (level == rank)).sum()) for rank in (0, 1)]
    chance = expected_external_share(pl.DataFrame({"key": [0, 0], "people": sizes})).get_column("expected")[0]
    expected = float(comments.compress(known).sum() * (chance or 0.0))
    value = across / expected if expected > 0 else None
    rows = headline(panel, value=value, numerator=across, denominator=expected, few="few_ties", minimum=0)
    rows = withhold(rows, pl.lit(min(sizes) < panel.minimum), status="too_few", reason="few_managers")
    return withhold(rows, pl.col("value").is_null(), status="too_few", reason="few_ties")


CROSS_LEVEL_RATIO = MetricSpec(
    id="cross_level_ratio",
    unit="ratio",
    window="year",
    needs=("manager", "comment", "links", "threaded"),
    higher_is="better",
    sources=("S32",),
    judgement=True,
    compute=compute,
    series=False,
)
