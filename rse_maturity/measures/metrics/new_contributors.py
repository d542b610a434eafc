"""How many people wrote something for the first time.

Formula: people whose first contribution in the export lies in the last complete weeks that make up a window.
Window: `window_days`, in complete weeks.
Needs: nothing.
Beware: first in the export: where it begins in the middle of the network's life, nobody is called new in its first
months. It rises with the number of people who could still begin, and dries up in a network that everybody has joined.
A count of everybody, so without an interval.
Source: S35.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.flows import flow
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Count the first contributions; the denominator is everybody who contributed in these weeks."""
    return flow(panel, panel.flows.new, among=panel.flows.writing, over="month")


NEW_CONTRIBUTORS = MetricSpec(
    id="new_contributors",
    unit="people",
    window="month",
    needs=(),
    higher_is="better",
    sources=("S35",),
    judgement=False,
    compute=compute,
)
