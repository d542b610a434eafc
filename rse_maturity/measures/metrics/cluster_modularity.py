"""How much more the network falls into clusters than chance alone would make it.

Formula: modularity of the clusters that Louvain's method finds - its mean over `shuffles` networks in which everybody
keeps the number of people they are linked to.
Window: 12 months.
Needs: comments that tell whom they answer; to be asked for, since it takes long.
Beware: clusters are found in any network, even by chance, so the modularity alone says nothing. Ties are taken without
their number of comments; in a large network, the strongest alone. No series and no interval.
Source: S51 (against shuffled networks), S52 (it is high in trees and at random).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import headline, withhold
from rse_maturity.measures.graph.shuffled import SHUFFLES, modularity_beyond_chance
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Take the mean modularity of shuffles from that of the network; the denominator is the people with a tie."""
    value, people = modularity_beyond_chance(panel.tables.ties, seed=panel.settings.seed)
    rows = headline(panel, value=value, denominator=people, few="few_people", minimum=panel.minimum)
    return withhold(rows, pl.col("value").is_null(), status="too_few", reason="few_ties")


CLUSTER_MODULARITY = MetricSpec(
    id="cluster_modularity",
    unit="ratio",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="neither",
    sources=("S51", "S52"),
    judgement=False,
    compute=compute,
    series=False,
    on_request=True,
    constants={"shuffles": SHUFFLES},
)
