"""The share of managers who wrote something in the last four weeks: whether they show the way.

Formula: managers who are members and contributed in the window / managers who are members on its last day. Without
a directory, over the managers who participated in the 12 months before.
Window: `window_days` days.
Needs: to know who is a manager.
Beware: read it beside the contribution rate of everybody, which has the same window: managers lead where theirs is
higher. Never to be used for one manager.
Source: judgement; S32 (exchange between levels becomes more balanced as networks mature).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, whole_window
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the managers who contributed by the managers."""
    managers = panel.population(pl.col("manager")).rename({"people": "denominator"})
    contributing = panel.windows.filter("member", "manager", "wrote").group_by("key").agg(numerator=pl.col("n").sum())
    counts = managers.join(contributing, on="key", how="left").with_columns(pl.col("numerator").fill_null(0))
    return whole_window(panel, shares(panel, counts, few="few_managers"))


MANAGER_EXEMPLARITY = MetricSpec(
    id="manager_exemplarity",
    unit="share",
    window="window",
    needs=("manager",),
    higher_is="better",
    sources=("S32",),
    judgement=True,
    compute=compute,
    by_unit=True,
)
