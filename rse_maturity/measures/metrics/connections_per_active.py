"""With how many colleagues an active person is in touch, on average.

Formula: 2 x pairs of people linked by comments / people who participated.
Window: 12 months.
Needs: comments that tell whom they answer.
Beware: it grows with the length of the history until 12 months are reached; a few very active people raise the
mean. Density is not used, since it falls with size whatever people do.
Source: S10 (mean connections).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.dyads import dyads_per_active
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide twice the dyads by the active people."""
    return dyads_per_active(panel, "dyads")


CONNECTIONS_PER_ACTIVE = MetricSpec(
    id="connections_per_active",
    unit="ratio",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="better",
    sources=("S10",),
    judgement=False,
    compute=compute,
)
