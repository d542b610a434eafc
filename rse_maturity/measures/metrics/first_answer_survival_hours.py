"""How long half of the posts of the last weeks wait for an answer, the youngest included.

Formula: Kaplan and Meier's median of the time to the first comment by another person; a post without an answer is
censored at its age on the last day of the period.
Window: `window_days` days.
Needs: posts, and comments with a time of their own that tell which post they answer; to be asked for, with SciPy.
Beware: it looks at the last weeks themselves, while the time to first answer waits until every post has had
`answer_days` days: the two are not of the same posts. Nights and week-ends count. Interval: where the 95 % band of the
estimate (Greenwood's variance, on the scale of log(-log)) passes one half.
Source: S37 (with unanswered posts), S35 (to be read beside the response rate); Kaplan and Meier 1958.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import values, withhold
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.waits import waits

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Take the median of each period; the numerator is the posts answered, the denominator all posts."""
    found = [(period, waits(panel, period)) for period in panel.periods.get_column("period")]
    told = [(period, *one.median(), one.ended, one.total) for period, one in found if one is not None]
    medians = pl.DataFrame(
        told,
        schema={
            "key": panel.keys.schema["key"],
            **dict.fromkeys(("value", "low", "high", "numerator", "denominator"), pl.Float64),
        },
        orient="row",
    )
    rows = values(panel, medians, few="few_posts", minimum=panel.minimum)
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="median_not_reached")


FIRST_ANSWER_SURVIVAL_HOURS = MetricSpec(
    id="first_answer_survival_hours",
    unit="hours",
    window="window",
    needs=("post", "comment", "links", "threads", "threaded", "openings", "times"),
    higher_is="worse",
    sources=("S37", "S35"),
    judgement=False,
    compute=compute,
    on_request=True,
)
