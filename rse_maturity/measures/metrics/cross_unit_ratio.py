"""How open the units are to each other: 1 means that people answer each other as if units did not matter.

Formula: share of comments between people of different units / the share that would be expected if the units were
dealt to the same people at random, 1 - sum of n_u (n_u - 1) / (N (N - 1)) over the people with a tie: the exact
mean of all shuffles. For a unit: of the comments that its people wrote, against 1 - (n_u - 1) / (N - 1).
Window: 12 months.
Needs: units, and comments that tell whom they answer.
Beware: never read the share alone, small units make it high by themselves. People without a unit are left out.
Interval of the headline: bootstrap, people being drawn again with the comments they wrote.
Source: S48, S49 (the index and its permutation test); the ratio is judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import bound_headline, values, withhold
from rse_maturity.measures.intervals import percentiles
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.measures.open_units import drawn_ratios, expected_external_share

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the observed external share by the expected one; numerator and denominator are comments."""
    outside = pl.col("source_unit") != pl.col("target_unit")
    comments = pl.col("comments")
    seen = (
        panel.keyed(panel.tables.unit_ties.with_columns(unit="source_unit"))
        .group_by("key")
        .agg(external=comments.filter(outside).sum(), total=comments.sum())
    )
    chance = _chance(panel)
    counts = seen.join(chance, on="key").with_columns(
        numerator="external", denominator=pl.col("total") * pl.col("expected")
    )
    measurable = counts.filter(pl.col("denominator") > 0).with_columns(
        value=pl.col("numerator") / pl.col("denominator")
    )
    rows = values(panel, measurable, few="few_units", minimum=0)
    small = chance.filter(pl.col("people") < panel.minimum).get_column("key").to_list()
    rows = withhold(rows, pl.col("key").is_in(small), status="too_few", reason="few_people")
    rows = withhold(rows, pl.col("value").is_null(), status="too_few", reason="few_units")
    if panel.by == "unit" or rows.get_column("value")[-1] is None:
        return rows
    draws = drawn_ratios(panel.facts.written, seed=panel.settings.seed)
    return bound_headline(panel, rows, percentiles(draws) if np.isfinite(draws).all() else None)


def _chance(panel: Panel) -> pl.DataFrame:
    """Return key, people and expected: the external share that the sizes of the units alone would give."""
    people = panel.tables.unit_people
    if panel.by == "period":
        return expected_external_share(panel.keyed(people))
    size, all_sizes = pl.col("people").cast(pl.Float64), pl.col("people").sum().over("period").cast(pl.Float64)
    expected = 1 - (size - 1) / pl.when(all_sizes > 1).then(all_sizes - 1)
    return panel.keyed(people.with_columns(expected=expected))


CROSS_UNIT_RATIO = MetricSpec(
    id="cross_unit_ratio",
    unit="ratio",
    window="year",
    needs=("unit", "comment", "links", "threaded"),
    higher_is="better",
    sources=("S48", "S49"),
    judgement=True,
    compute=compute,
    by_unit=True,
)
