"""The share of posts that somebody else commented on within a week.

Formula: root posts with a comment by another person at most `answer_days` days later / root posts.
Window: `window_days` days that end `answer_days` days before the period does, so that every post had the time.
Needs: posts, and comments with a time of their own that tell which post they answer.
Beware: an announcement that asks for nothing counts as unanswered; a reaction is no answer.
Source: S6, S35; S29 and S29b (about 60 % in open groups).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the answered root posts by the root posts."""
    return shares(panel, tally(panel.roots, pl.col("in_time")), few="few_posts")


RESPONSE_RATE = MetricSpec(
    id="response_rate",
    unit="share",
    window="answer",
    needs=("post", "comment", "links", "threads", "threaded", "openings", "times"),
    higher_is="better",
    sources=("S6", "S35", "S29", "S29b"),
    judgement=False,
    compute=compute,
    by_unit=True,
)
