"""Clusters: groups whose people answer one another more than the others (not the platform's communities)."""

from __future__ import annotations

import polars as pl

from rse_maturity.measures.graph.contributors import both_ways, graph_of, strongest


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
    import networkx as nx  # noqa: PLC0415 - see graph_of

    graph = graph_of(both_ways(strongest(ties)))
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    rows = [(person, number) for number, group in enumerate(ordered) for person in group]
    schema = {"person": pl.UInt32, "cluster": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("person")
