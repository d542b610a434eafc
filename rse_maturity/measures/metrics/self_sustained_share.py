"""The share of posts and comments that do not come from the team that animates the network.

Formula: 1 - contributions by the community team / contributions.
Window: `window_days` days.
Needs: to know who is of the community team.
Beware: everything hangs on a complete list of the team. Reactions are not in it. For a unit, its own people's
contributions. Interval of the headline: bootstrap, the team and the others being drawn again each among themselves,
since the size of the team is no matter of chance.
Source: S42 (50 and 90 % at the changes of phase).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import bound_headline, ratios
from rse_maturity.measures.intervals import percentiles, resampled_sum
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the contributions of the others by all contributions."""
    by_others = pl.col("contributions").filter(~pl.col("team"))
    counts = panel.windows.group_by("key").agg(numerator=by_others.sum(), denominator=pl.col("contributions").sum())
    rows = ratios(panel, counts, few="few_posts")
    if panel.by == "unit" or rows.get_column("value")[-1] is None:
        return rows
    last = panel.facts.window.filter(pl.col("period") == panel.last)
    team = panel.people.get_column("team").gather(last.get_column("row")).fill_null(value=False)
    others = _drawn(last.filter(~team), seed=panel.settings.seed)
    everybody = others + _drawn(last.filter(team), seed=panel.settings.seed + 1)
    told = everybody > 0  # a draw in which nobody contributed says nothing
    return bound_headline(panel, rows, percentiles(others[told] / everybody[told]))


def _drawn(acts: pl.DataFrame, *, seed: int) -> NDArray[np.int64]:
    """Draw people again and add up their contributions."""
    return resampled_sum(acts.get_column("contributions").cast(pl.Int64).to_numpy(), seed=seed)


SELF_SUSTAINED_SHARE = MetricSpec(
    id="self_sustained_share",
    unit="share",
    window="window",
    needs=("team",),
    higher_is="better",
    sources=("S42",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
