"""How long half of the posts wait for a first answer; posts without an answer count as waiting longer.

Formula: the shortest time within which at least half of the root posts had a comment by another person.
Window: `window_days` days that end `answer_days` days before the period does.
Needs: posts, and comments with a time of their own that tell which post they answer.
Beware: where more than half of the posts get no answer within `answer_days` days, there is no such time. Nights and
week-ends count. Interval: order statistics; a bound that is not reached is left open.
Source: S37 (with unanswered posts), S35 (to be read beside the response rate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import tally, values, withhold
from rse_maturity.measures.intervals import median_ranks
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Take the middle one of the sorted waiting times, unanswered posts last."""
    hours = pl.col("first_answer_hours")
    in_time = hours <= 24 * panel.settings.time.answer_days
    waits = tally(panel.roots, in_time).join(
        panel.roots.select("key", "first_answer_hours").filter(in_time).group_by("key").agg(hours=hours.sort()),
        on="key",
        how="left",
    )
    ranks = zip(("value", "low", "high"), median_ranks(pl.col("denominator").cast(pl.Float64)), strict=True)
    medians = waits.select(
        "key",
        "numerator",
        "denominator",
        *(pl.col("hours").list.get(rank - 1, null_on_oob=True).alias(name) for name, rank in ranks),
    )
    rows = values(panel, medians, few="few_posts", minimum=panel.minimum)
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="median_not_reached")


FIRST_ANSWER_HOURS = MetricSpec(
    id="first_answer_hours",
    unit="hours",
    window="answer",
    needs=("post", "comment", "links", "threads", "threaded", "openings", "times"),
    higher_is="worse",
    sources=("S37", "S35"),
    judgement=False,
    compute=compute,
    by_unit=True,
)
