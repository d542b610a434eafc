"""The share of posts that were acknowledged and no more: somebody reacted, nobody answered.

Formula: root posts with a reaction and without a comment by another person / root posts.
Window: `window_days` days that end `answer_days` days before the period does.
Needs: posts, comments that tell which post they answer, and reactions.
Beware: an announcement asks for no more than that; a high share says that people look on rather than talk. Comments
later than `answer_days` days count as comments here.
Source: S10 (recognition).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the root posts with an echo that is no comment by the root posts."""
    acknowledged = pl.col("echo") & ~pl.col("answered")
    return shares(panel, tally(panel.roots, acknowledged), few="few_posts")


REACTION_ONLY_SHARE = MetricSpec(
    id="reaction_only_share",
    unit="share",
    window="answer",
    needs=("post", "comment", "reaction", "links", "threads", "threaded", "openings"),
    higher_is="neither",
    sources=("S10",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
