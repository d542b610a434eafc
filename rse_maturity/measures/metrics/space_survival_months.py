"""How long half of the spaces live: from the first act in them to the last one before they fall silent.

Formula: Kaplan and Meier's median of the months from the first participation in a space to the last one before
`silent_days` days without any; a space that has not fallen silent is censored `silent_days` days before the last day,
until when it is known to live.
Window: since the first event of the export.
Needs: the space (channel, group) of each event; to be asked for, with SciPy.
Beware: a space that wakes again has ended all the same. Spaces opened for a project end with it, and should. In an
export that begins in the middle of the network's life, spaces seen in its first `silent_days` days are left out. Spaces
are counted, none is named. Interval: where the 95 % band of the estimate (Greenwood's variance, on the scale of
log(-log)) passes one half.
Source: S22 (half of the spaces inactive after 5 months), S20 (30 % of communities alive after a year, 20 % after two);
Kaplan and Meier 1958; the number of silent days is judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import headline, withhold
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.spaces import SILENT_DAYS, lives

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Take the median; the numerator is the spaces that ended, the denominator all that could be followed."""
    found = lives(panel)
    value, low, high = (None, None, None) if found is None else found.median()
    ended, total = (None, None) if found is None else (found.ended, found.total)
    rows = headline(
        panel,
        value=value,
        low=low,
        high=high,
        numerator=ended,
        denominator=total,
        few="few_spaces",
        minimum=panel.minimum,
    )
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="spaces_live_on")


SPACE_SURVIVAL_MONTHS = MetricSpec(
    id="space_survival_months",
    unit="months",
    window="history",
    needs=("channel",),
    higher_is="better",
    sources=("S22", "S20"),
    judgement=True,
    compute=compute,
    series=False,
    on_request=True,
    constants={"silent_days": SILENT_DAYS},
)
