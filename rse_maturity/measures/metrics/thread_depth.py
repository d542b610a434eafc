"""How far conversations go: the number of messages of the one in the middle.

Formula: median of the messages (the post and all comments in its thread) of the posts that somebody else commented on.
Window: `window_days` days that end `answer_days` days before the period does, so that every post had the time.
Needs: posts, and comments that tell which post they answer.
Beware: messages, not levels: few platforms tell an answer to the post from an answer to an answer. Posts that nobody
commented on are left out; the response rate counts them. Interval: order statistics.
Source: S10 (the idea, curiosity; its formula is not published); judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.alike import alike, numbered
from rse_maturity.measures.figures import values
from rse_maturity.measures.intervals import median_ranks
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spread import spread_of

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Take the middle one of the sorted lengths."""
    roots = panel.tables.roots.select("period", "comments", "answerers")
    answered = roots.filter(pl.col("answerers") > 0, pl.col("period").is_not_null())
    comments, place = numbered(answered.get_column("comments").to_numpy())
    threads = answered.select(pl.col("period").alias("key"), place=pl.Series(place))
    counted = alike(threads, {"key": panel.periods.height, "place": len(comments)})
    lengths = spread_of(counted.with_columns(contributions=pl.Series(comments + 1).gather(counted.get_column("place"))))
    up_to = np.cumsum(lengths.people, axis=1)
    counts = pl.DataFrame(
        {"key": lengths.keys, "denominator": lengths.contributors},
        schema={"key": panel.keys.schema["key"], "denominator": pl.Int64},
    )
    ranks = zip(("value", "low", "high"), median_ranks(pl.col("denominator").cast(pl.Float64)), strict=True)
    places = counts.select(rank.alias(name) for name, rank in ranks)
    medians = counts.with_columns(
        pl.Series(name, lengths.amounts[(up_to < places[name].to_numpy()[:, None]).sum(axis=1)])
        for name in places.columns
    )
    return values(panel, medians, few="few_posts", minimum=panel.minimum)


THREAD_DEPTH = MetricSpec(
    id="thread_depth",
    unit="count",
    window="answer",
    needs=("post", "comment", "links", "threads", "threaded", "openings"),
    higher_is="better",
    sources=("S10",),
    judgement=True,
    compute=compute,
)
