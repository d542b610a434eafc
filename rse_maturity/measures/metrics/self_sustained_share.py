"""The share of posts and comments that do not come from the team that animates the network.

Formula: 1 - contributions by the community team / contributions.
Window: `window_days` days.
Needs: to know who is of the community team.
Beware: everything hangs on a complete list of the team. Reactions are not in it. For a unit, its own people's
contributions. Interval of the headline: bootstrap, people being drawn again.
Source: S42 (50 and 90 % at the changes of phase).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import bound_headline, ratios
from rse_maturity.measures.intervals import ratio_interval
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the contributions of the others by all contributions."""
    by_others = pl.when(pl.col("team").fill_null(value=False)).then(0).otherwise("contributions")
    acts = panel.window.with_columns(by_others=by_others)
    counts = acts.group_by("key").agg(numerator=pl.col("by_others").sum(), denominator=pl.col("contributions").sum())
    rows = ratios(panel, counts, few="few_posts")
    if panel.by == "unit" or rows.get_column("value")[-1] is None:
        return rows
    last = acts.filter(pl.col("key") == panel.last)
    others, everybody = (last.get_column(name).cast(pl.Int64).to_numpy() for name in ("by_others", "contributions"))
    return bound_headline(panel, rows, ratio_interval(others, everybody, seed=panel.settings.seed))


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
