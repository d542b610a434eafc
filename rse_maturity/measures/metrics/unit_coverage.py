"""The share of units that live on the network: those where at least one member in ten took part.

Formula: units where at least 10 % of the members participated in the window / units, among units with at least the
minimum group of members.
Window: `window_days` days.
Needs: units.
Beware: smaller units are left out, since one person would decide; without a directory the members of a unit are
those who participated in the 12 months, which makes units look livelier.
Source: judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import shares, whole_window
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

ACTIVE_SHARE = 0.10
MINIMUM_UNITS = 2


def compute(panel: Panel) -> pl.DataFrame:
    """Count the units whose members take part, and the units."""
    units = (
        panel.population(pl.col("unit").is_not_null(), within=("unit",))
        .filter(pl.col("people") >= panel.minimum)
        .join(
            panel.windows.filter("member").group_by("key", "unit").agg(active=pl.col("n").sum()),
            on=["key", "unit"],
            how="left",
        )
    )
    # whole numbers: 0.1 times a number of people is not exact, and a unit at the limit is covered
    covered = pl.col("active").fill_null(0) * round(1 / ACTIVE_SHARE) >= pl.col("people")
    counts = units.group_by("key").agg(numerator=covered.sum(), denominator=pl.len())
    return whole_window(panel, shares(panel, counts, few="few_units", minimum=MINIMUM_UNITS))


UNIT_COVERAGE = MetricSpec(
    id="unit_coverage",
    unit="share",
    window="window",
    needs=("unit",),
    higher_is="better",
    sources=(),
    judgement=True,
    compute=compute,
    constants={"active_share": ACTIVE_SHARE},
)
