"""Of the pairs of people who are in touch, the share in which both answered each other.

Formula: pairs linked both ways by comments / linked pairs.
Window: 12 months.
Needs: comments that tell whom they answer.
Beware: pairs, not arrows: the same network gives a higher share of arrows. For a unit: the pairs with at least one of
its people, of the last 12 months alone. The interval takes pairs as independent, which they are not quite.
Source: S10 (reciprocity).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.alike import alike
from rse_maturity.measures.figures import headline_only, shares, tally
from rse_maturity.measures.metric_spec import MetricSpec
from rse_maturity.tables.engine import collect, paired

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Divide the mutual dyads by the dyads."""
    if panel.by == "unit":
        return headline_only(panel, shares(panel, tally(_dyads_of_units(panel), pl.col("mutual")), few="few_ties"))
    counts = panel.keyed(panel.tables.tie_periods).select("key", numerator="mutual", denominator="dyads")
    return shares(panel, counts, few="few_ties")


def _dyads_of_units(panel: Panel) -> pl.DataFrame:
    """Return key, mutual and n (dyads of the last 12 months) by unit; a dyad between two units counts in both."""
    source, target = pl.col("source"), pl.col("target")
    size = 1 + int(panel.people.get_column("person").to_numpy().max(initial=0))
    pair = paired(pl.min_horizontal(source, target), pl.max_horizontal(source, target), size=size).alias("pair")
    ties = panel.tables.ties.lazy().filter(pl.col("comments") > 0)
    pairs = collect(ties.select(pair.sort()))  # at most two ties between two people, now beside each other
    dyads = pairs.select("pair", mutual=(pl.col("pair") == pl.col("pair").shift(-1)).fill_null(value=False)).filter(
        (pl.col("pair") != pl.col("pair").shift(1)).fill_null(value=True)
    )
    ends = dyads.select(low=(pl.col("pair") // size).cast(pl.UInt32), high=(pl.col("pair") % size).cast(pl.UInt32))
    near, far = (panel.group_of_people[panel.facts.rows_of(ends.get_column(end)).to_numpy()] for end in ("low", "high"))
    within = dyads.select("mutual", group=pl.Series(near))
    across = dyads.select("mutual", group=pl.Series(far)).filter(pl.Series(far != near))
    counts = [alike(part, {"group": panel.group_count + 1, "mutual": 2}) for part in (within, across)]
    key = pl.col("group") * panel.periods.height + panel.last
    return pl.concat(counts).filter(pl.col("group") < panel.group_count).select("mutual", "n", key=key)


TWO_WAY_SHARE = MetricSpec(
    id="two_way_share",
    unit="share",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="better",
    sources=("S10",),
    judgement=False,
    compute=compute,
    by_unit=True,
)
