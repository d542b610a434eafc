"""The share of posts that fell into the void: no comment and no reaction by anybody else.

Formula: root posts with neither comment nor reaction by another person / root posts.
Window: `window_days` days that end `answer_days` days before the period does: the posts are older than
`answer_days` days.
Needs: posts, and comments that tell which post they answer.
Beware: where the export holds no reactions, posts that were only liked count as unanswered and the share is too
high.
Source: S35 (seen as the earliest sign of decay).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the root posts without echo by the root posts."""
    return shares(panel, tally(panel.roots, ~pl.col("echo")), few="few_posts")


UNANSWERED_SHARE = MetricSpec(
    id="unanswered_share",
    unit="share",
    window="answer",
    needs=("post", "comment", "links", "threads", "threaded", "openings"),
    higher_is="worse",
    sources=("S35",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
