"""Whether the network gains more people who write than it loses.

Formula: new contributors + those who came back - regulars who fell silent.
Window: `window_days` in complete weeks, and the `quiet_weeks` weeks before.
Needs: nothing.
Beware: who wrote once and not again is gained and never lost, so it leans upwards; follow it over time. A count of
everybody, so without an interval.
Source: S35.
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
    """Add up who came and who left; the denominator is everybody who contributed now or was a regular before."""
    flows = panel.flows
    return flow(panel, flows.new + flows.back - flows.lost, among=flows.around, over="flow")


NET_FLOW = MetricSpec(
    id="net_flow",
    unit="people",
    window="flow",
    needs=(),
    higher_is="better",
    sources=("S35",),
    judgement=False,
    compute=compute,
    constants={"quiet_weeks": QUIET_WEEKS},
)
