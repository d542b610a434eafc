"""How long posts wait for an answer, those that still wait included."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.survival import Survival, kaplan_meier

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def waits(panel: Panel, period: int) -> Survival | None:
    """Estimate the time that the root posts of the window of a period waited for a comment by somebody else.

    A post without an answer by the end of the period is censored at its age.

    Returns
    -------
    Survival or None
        In hours; None where there are fewer posts than the minimum group.
    """
    window = panel.span("window", period)
    later = (panel.tables.calendar.last_day - window.end) / timedelta(hours=1)
    posts = (
        panel.tables.roots.lazy()
        .filter(~pl.col("repeated") & pl.col("day").is_between(window.start, window.end))
        .select(wait="first_answer_hours", age=(pl.col("followed_hours").cast(pl.Float64) - later).clip(lower_bound=0))
        .select("age", "wait", answered=(pl.col("wait") <= pl.col("age")).fill_null(value=False))
        .collect()
    )
    if posts.height < panel.minimum:
        return None
    lasted = posts.select(pl.when("answered").then("wait").otherwise("age")).to_series()
    return kaplan_meier(lasted.to_numpy(), posts.get_column("answered").to_numpy())
