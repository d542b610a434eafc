"""The share of members who took part in the last four weeks, be it by a reaction.

Formula: members with a post, comment, share or reaction in the window / members on its last day. Without a
directory, over the people who participated in the 12 months before.
Window: `window_days` days.
Needs: nothing; a directory makes it a share of the members.
Beware: the two populations give two different quantities, with limits of their own. Views and logins are not in it:
most members read without leaving a trace. Holidays lower it.
Source: S11, S4 (20 to 31 % on average), S8b (30 to 40 % in the best networks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally, whole_window
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the members who acted in the window by the members."""
    active = tally(panel.windows, pl.col("member")).drop("denominator")
    counts = panel.members.rename({"people": "denominator"}).join(active, on="key", how="left")
    rates = shares(panel, counts.with_columns(pl.col("numerator").fill_null(0)), few="few_people")
    return whole_window(panel, rates)


PARTICIPATION_RATE = MetricSpec(
    id="participation_rate",
    unit="share",
    window="window",
    needs=(),
    higher_is="better",
    sources=("S11", "S4", "S8b"),
    judgement=False,
    compute=compute,
    by_unit=True,
)
