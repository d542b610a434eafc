"""Clusters: groups whose people answer one another more than the others (not the platform's communities)."""

from __future__ import annotations

import polars as pl

from rse_maturity.measures.graph.contributors import both_ways, strongest
from rse_maturity.measures.graph.louvain import louvain


def clusters(ties: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """Find the clusters of those who comment by Louvain's method on comments both ways added up.

    Parameters
    ----------
    ties
        source, target, comments; of a large network, the strongest alone are looked at.
    seed
        The same seed gives the same clusters.

    Returns
    -------
    DataFrame
        person u32, cluster u32, sorted by person; cluster 0 is the largest. No tie gives no row.

    References
    ----------
    Blondel et al. 2008, Fast unfolding of communities in large networks.
    """
    pairs = both_ways(strongest(ties))
    people = pl.concat([pairs.get_column("low"), pairs.get_column("high")]).unique().sort()
    low, high = (people.search_sorted(pairs.get_column(end)).to_list() for end in ("low", "high"))
    groups = louvain(zip(low, high, pairs.get_column("comments").to_list(), strict=True), nodes=len(people), seed=seed)
    placed = pl.DataFrame({"person": people, "group": pl.Series(groups, dtype=pl.UInt32)})
    largest = (
        placed.group_by("group")
        .agg(size=pl.len(), first=pl.col("person").min())
        .sort("size", "first", descending=[True, False])
        .select("group", cluster=pl.int_range(pl.len(), dtype=pl.UInt32))
    )
    return placed.join(largest, on="group").select("person", "cluster").sort("person")
