"""How enclosed people are in groups where everybody answers everybody: low, they stand between groups that do not meet.

Formula: median of Burt's constraint over people with a tie, on comments both ways added up.
Window: 12 months.
Needs: comments that tell whom they answer; to be asked for, with SciPy.
Beware: it falls by itself with the number of relations, so read it beside that number, and over time in one network.
Not with more than `most_ties` ties: it would take too long, and some of them alone would mislead. No series. Interval:
order statistics, which take people as independent.
Source: S55 (networkx); Burt 1992, Structural holes; the median is judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import headline, unmeasurable
from rse_maturity.measures.graph.shuffled import constraints
from rse_maturity.measures.intervals import median_ranks
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

MOST_TIES = 200_000


def compute(panel: Panel) -> pl.DataFrame:
    """Take the middle one of the sorted constraints; the denominator is the people with a tie."""
    ties = panel.tables.ties.filter(pl.col("comments") > 0)
    if ties.height > MOST_TIES:
        return unmeasurable(panel, "too_large")
    found = pl.Series(constraints(ties), dtype=pl.Float64).sort()
    places = pl.concat(pl.select(rank - 1).to_series() for rank in median_ranks(pl.lit(float(found.len()))))
    value, low, high = found.gather(places, null_on_oob=True)
    return headline(
        panel, value=value, low=low, high=high, denominator=found.len(), few="few_people", minimum=panel.minimum
    )


MEDIAN_CONSTRAINT = MetricSpec(
    id="median_constraint",
    unit="ratio",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="worse",
    sources=("S55",),
    judgement=True,
    compute=compute,
    series=False,
    on_request=True,
    constants={"most_ties": MOST_TIES},
)
