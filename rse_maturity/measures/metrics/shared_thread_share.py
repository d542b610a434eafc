"""Of the posts that found an answer, the share that became a conversation of three people or more.

Formula: posts on which at least two other people commented / posts on which somebody else commented.
Window: `window_days` days that end `answer_days` days before the period does, so that every post had the time.
Needs: posts, and comments that tell which post they answer.
Beware: a question well answered needs two people; where experts help, a low share is no fault.
Source: S10 (the idea, curiosity; its formula is not published); judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

PEOPLE = 3


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the threads of three people or more by the threads of two or more."""
    answered = panel.roots.filter(pl.col("answerers") > 0)
    return shares(panel, tally(answered, pl.col("answerers") + 1 >= PEOPLE), few="few_posts")


SHARED_THREAD_SHARE = MetricSpec(
    id="shared_thread_share",
    unit="share",
    window="answer",
    needs=("post", "comment", "links", "threads", "threaded", "openings"),
    higher_is="better",
    sources=("S10",),
    judgement=True,
    compute=compute,
    by_unit=True,
    constants={"people": PEOPLE},
)
