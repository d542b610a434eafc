"""How many people who used to write fell silent.

Formula: people with at least `regular_contributions` contributions in the `quiet_weeks` complete weeks before, and none
in the last complete weeks that make up a window.
Window: `window_days` in complete weeks, and the `quiet_weeks` weeks before.
Needs: nothing.
Beware: who left the organisation, or is on leave, counts as lost; in August many are. Some of them come back: read it
beside those who did. A count of everybody, so without an interval.
Source: S35 (four posts in 90 days).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.flows import REGULAR_CONTRIBUTIONS, flow
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spans import QUIET_WEEKS

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Count the regulars who fell silent; the denominator is all regulars."""
    return flow(panel, panel.flows.lost, among=panel.flows.regulars, over="flow")


LOST_REGULARS = MetricSpec(
    id="lost_regulars",
    unit="people",
    window="flow",
    needs=(),
    higher_is="worse",
    sources=("S35",),
    judgement=False,
    compute=compute,
    constants={"quiet_weeks": QUIET_WEEKS, "regular_contributions": REGULAR_CONTRIBUTIONS},
)
