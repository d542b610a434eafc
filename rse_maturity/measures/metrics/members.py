"""How many people the network has.

Formula: people with joined <= day < left on the last day of the period; without a directory, people who
participated in the 12 months before. Bots are left out, the community team is in.
Window: the last day of the period.
Needs: nothing; a directory, or the export's own list of users, makes it the number of accounts.
Beware: the two populations are different quantities; a list that holds everybody says nothing about adoption.
Source: metrics 1, notation M.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import values
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Count the population at the end of each period; a period without anybody counts 0."""
    counted = panel.keys.select("key").join(panel.accounts, on="key", how="left")
    people = pl.col("people").fill_null(0)
    return values(panel, counted.select("key", value=people, denominator=people), few="few_people", minimum=0)


MEMBERS = MetricSpec(
    id="members",
    unit="people",
    window="end",
    needs=(),
    higher_is="neither",
    sources=(),
    judgement=False,
    compute=compute,
    by_unit=True,
)
