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

import numpy as np
import polars as pl

from rse_maturity.measures.figures import tally, values, withhold
from rse_maturity.measures.intervals import median_ranks
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.measures.panel import Panel

NAMES = ("value", "low", "high")


def compute(panel: Panel) -> pl.DataFrame:
    """Take the middle one of the sorted waiting times, unanswered posts last."""
    waits = tally(panel.roots, pl.col("in_time")).join(
        panel.keyed(panel.facts.waits).group_by("key").agg(pl.col("hours").explode()), on="key", how="left"
    )
    ranks = zip(NAMES, median_ranks(pl.col("denominator").cast(pl.Float64)), strict=True)
    places = waits.select(rank.alias(name) - 1 for name, rank in ranks).rows()
    medians = [_nth(hours, wanted) for hours, wanted in zip(waits.get_column("hours"), places, strict=True)]
    told = pl.DataFrame(medians, schema=dict.fromkeys(NAMES, pl.Float64), orient="row")
    rows = values(panel, waits.drop("hours").with_columns(*told), few="few_posts", minimum=panel.minimum)
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="median_not_reached")


def _nth(hours: pl.Series | None, places: Sequence[int]) -> list[float | None]:
    """Return the numbers that would stand at some places if they were sorted; None beyond their end."""
    count = 0 if hours is None else hours.len()
    inside = [place for place in places if place < count]
    ordered = np.partition(hours.to_numpy(), inside) if hours is not None and inside else None
    return [None if ordered is None or place >= count else float(ordered[place]) for place in places]


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
