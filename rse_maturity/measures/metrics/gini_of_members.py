"""How unequally contributions are spread over all members, those who write nothing included.

Formula: Gini coefficient of the contributions per member, times n / (n - 1). Without a directory, over the people who
participated in the 12 months.
Window: 12 months.
Needs: nothing; a directory makes it one of the members.
Beware: it is mostly the share of members who write nothing, so it falls as the network wins people; that of the
contributors alone tells how they share the work. Interval of the headline: bootstrap, people being drawn again.
Source: S57 (with the correction for small numbers), S57b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.concentration import concentration
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spread import Spread

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Measure the Gini coefficient over the members of each period."""
    return concentration(panel, Spread.gini, spread=panel.member_spread)


GINI_OF_MEMBERS = MetricSpec(
    id="gini_of_members",
    unit="ratio",
    window="year",
    needs=(),
    higher_is="worse",
    sources=("S57", "S57b"),
    judgement=False,
    compute=compute,
)
