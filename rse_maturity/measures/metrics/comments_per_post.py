"""How many comments are written for each post: whether people talk with each other or at each other.

Formula: comments written in the window / posts written in the window; for a unit, those of its people.
Window: `window_days` days.
Needs: posts and comments.
Beware: a few long threads can carry it. Interval of the headline: bootstrap, people being drawn again.
Source: S4b (about 2 on average in 2020).
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
    """Divide comments by posts."""
    counts = panel.windows.group_by("key").agg(numerator=pl.col("comments").sum(), denominator=pl.col("posts").sum())
    rows = ratios(panel, counts, few="few_posts")
    if panel.by == "unit" or rows.get_column("value")[-1] is None:
        return rows
    acts = panel.facts.window.filter(pl.col("period") == panel.last)
    comments, posts = (acts.get_column(name).cast(pl.Int64).to_numpy() for name in ("comments", "posts"))
    return bound_headline(panel, rows, ratio_interval(comments, posts, seed=panel.settings.seed))


COMMENTS_PER_POST = MetricSpec(
    id="comments_per_post",
    unit="ratio",
    window="window",
    needs=("post", "comment", "threaded", "openings"),
    higher_is="better",
    sources=("S4b",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
