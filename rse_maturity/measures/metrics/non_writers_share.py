"""The share of members who wrote nothing in a year: the ninety of the 90-9-1 rule.

Formula: members without a post, comment or share in the 12 months / members on the last day of the period. Without a
directory, over the people who participated in the 12 months.
Window: 12 months.
Needs: nothing; a directory makes it a share of the members.
Beware: they may read; who only reads leaves no trace. The rule of 90, 9 and 1 is a rule of thumb for open communities,
and disputed for networks of companies. People who joined lately had less time.
Source: S59 (the rule), S59b (its critics).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the members without a contribution by the members."""
    spread = panel.member_spread
    counts = pl.DataFrame(
        {"key": spread.keys, "numerator": spread.people[:, 0], "denominator": spread.contributors},
        schema={"key": panel.keys.schema["key"], "numerator": pl.Int64, "denominator": pl.Int64},
    )
    return shares(panel, counts, few="few_people")


NON_WRITERS_SHARE = MetricSpec(
    id="non_writers_share",
    unit="share",
    window="year",
    needs=(),
    higher_is="worse",
    sources=("S59", "S59b"),
    judgement=False,
    compute=compute,
)
