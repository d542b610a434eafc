"""Whether the first post of a newcomer is answered: what most decides whether there will be a second one.

Formula: first posts with a comment by another person at most `answer_days` days later / first posts; a first post is a
root post on the day of its author's first contribution.
Window: `window_days` days that end `answer_days` days before the period does, so that every post had the time.
Needs: posts, and comments with a time of their own that tell which post they answer.
Beware: first in the export. People whose first contribution falls in its first `window_days` days are left out, since
they may have been there before. Few people begin in a month, so the interval is wide.
Source: S29 (61 % of first posts answered; 56 % of the answered post again, against 44 %).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, tally
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the answered first posts by the first posts."""
    time = panel.settings.time
    settled = panel.tables.calendar.first_day + timedelta(days=time.window_days)
    firsts = panel.tables.roots.lazy().filter(pl.col("opening") & (pl.col("day") >= settled))
    opening = panel.keyed(firsts.select("period", "unit", "first_answer_hours", n=1).collect())
    in_time = pl.col("first_answer_hours") <= 24 * time.answer_days
    return shares(panel, tally(opening, in_time), few="few_newcomers")


NEWCOMER_WELCOME = MetricSpec(
    id="newcomer_welcome",
    unit="share",
    window="answer",
    needs=("post", "comment", "links", "threads", "times", "threaded", "openings"),
    higher_is="better",
    sources=("S29",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
