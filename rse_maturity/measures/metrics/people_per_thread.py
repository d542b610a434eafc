"""How many different people a conversation brings together.

Formula: people who wrote in the thread (its author, and everybody who commented) / posts that somebody else commented
on.
Window: `window_days` days that end `answer_days` days before the period does, so that every post had the time.
Needs: posts, and comments that tell which post they answer.
Beware: at least 2 by its definition; a few large threads can carry it, so read the share of threads of three or more
beside it. Interval of the headline: bootstrap, posts being drawn again.
Source: S10 (the idea, curiosity; its formula is not published); judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import bound_headline, ratios
from rse_maturity.measures.intervals import ratio_interval
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the people of the threads by the threads."""
    answered, posts = panel.roots.filter(pl.col("answerers") > 0), pl.col("n").sum()
    counts = answered.group_by("key").agg(numerator=pl.col("people").sum() + posts, denominator=posts)
    rows = ratios(panel, counts, few="few_posts")
    if rows.get_column("value")[-1] is None:
        return rows
    threads = panel.tables.roots.select("period", "answerers")
    latest = threads.filter(pl.col("answerers") > 0, pl.col("period") == panel.last)
    people = latest.get_column("answerers").to_numpy().astype(np.int64) + 1
    return bound_headline(panel, rows, ratio_interval(people, np.ones_like(people), seed=panel.settings.seed))


PEOPLE_PER_THREAD = MetricSpec(
    id="people_per_thread",
    unit="ratio",
    window="answer",
    needs=("post", "comment", "links", "threads", "threaded", "openings"),
    higher_is="better",
    sources=("S10",),
    judgement=True,
    compute=compute,
)
