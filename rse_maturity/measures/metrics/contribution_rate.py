"""The share of members who wrote something in the last four weeks: reactions alone do not count.

Formula: members with a post, comment or share in the window / members on its last day. Without a directory, over
the people who participated in the 12 months before.
Window: `window_days` days.
Needs: nothing; a directory makes it a share of the members.
Beware: as for the participation rate.
Source: S25 (40 % of registered people post in a month, survey), S40 (about one member in five).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally, whole_window
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the members who contributed in the window by the members."""
    contributing = tally(panel.windows, pl.col("member") & pl.col("wrote")).drop("denominator")
    counts = panel.members.rename({"people": "denominator"}).join(contributing, on="key", how="left")
    rates = shares(panel, counts.with_columns(pl.col("numerator").fill_null(0)), few="few_people")
    return whole_window(panel, rates)


CONTRIBUTION_RATE = MetricSpec(
    id="contribution_rate",
    unit="share",
    window="window",
    needs=(),
    higher_is="better",
    sources=("S25", "S40"),
    judgement=False,
    compute=compute,
    by_unit=True,
)
