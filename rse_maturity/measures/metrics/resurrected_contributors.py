"""How many people wrote again after a long silence.

Formula: people who contributed in the last complete weeks that make up a window, had done so before, and not in the
`quiet_weeks` complete weeks before.
Window: `window_days` in complete weeks, and the `quiet_weeks` weeks before.
Needs: nothing.
Beware: reactions in between do not break the silence. After summer the number is high by itself. A count of everybody,
so without an interval.
Source: S35 (90 days).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.flows import flow
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spans import QUIET_WEEKS

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Count those who came back; the denominator is everybody who contributed in these weeks."""
    return flow(panel, panel.flows.back, among=panel.flows.writing, over="flow")


RESURRECTED_CONTRIBUTORS = MetricSpec(
    id="resurrected_contributors",
    unit="people",
    window="flow",
    needs=(),
    higher_is="better",
    sources=("S35",),
    judgement=False,
    compute=compute,
    constants={"quiet_weeks": QUIET_WEEKS},
)
