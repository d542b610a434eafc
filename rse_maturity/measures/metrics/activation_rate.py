"""The share of members who have taken part at least once.

Formula: members with a post, comment, share or reaction on or before the day / members, on the last day of the
period.
Window: since the first event of the export.
Needs: a directory or the export's own list of users; without either, people who never acted are not known.
Beware: acts before the export begins are not seen, so a short export makes it too low.
Source: S13 (active over registered).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the members who acted by the members."""
    # who has both joined and acted by a day: members since the later of the two days
    since = pl.max_horizontal("joined", "first_participation")
    active = panel.people.filter(pl.col("first_participation").is_not_null()).with_columns(joined=since)
    acted = panel.present(active).rename({"people": "numerator"})
    counts = panel.accounts.rename({"people": "denominator"}).join(acted, on="key", how="left")
    return shares(panel, counts.with_columns(pl.col("numerator").fill_null(0)), few="few_people")


ACTIVATION_RATE = MetricSpec(
    id="activation_rate",
    unit="share",
    window="history",
    needs=("list",),
    higher_is="better",
    sources=("S13",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
