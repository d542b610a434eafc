"""Clusters: groups whose people answer one another more than the others (not the platform's communities)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import networkx as nx


def clusters(graph: nx.DiGraph[int], *, seed: int) -> pl.DataFrame:
    """Find the clusters of the contributor graph by Louvain's method on comments both ways added up.

    Parameters
    ----------
    graph
        As `contributor_graph` gives it.
    seed
        The same seed gives the same clusters.

    Returns
    -------
    DataFrame
        person u32, cluster u32, sorted by person; cluster 0 is the largest. An empty graph gives no row.

    References
    ----------
    Blondel et al. 2008, Fast unfolding of communities in large networks.
    """
    import networkx as nx  # noqa: PLC0415 - see contributor_graph

    both: nx.Graph[int] = nx.Graph()
    both.add_nodes_from(graph.nodes)
    weights: dict[tuple[int, int], int] = {}
    for source, target, comments in graph.edges(data="weight", default=0):
        pair = (source, target) if source < target else (target, source)
        weights[pair] = weights.get(pair, 0) + comments
    both.add_weighted_edges_from((*pair, comments) for pair, comments in weights.items())
    found = nx.community.louvain_communities(both, weight="weight", seed=seed)
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    rows = [(person, number) for number, group in enumerate(ordered) for person in group]
    schema = {"person": pl.UInt32, "cluster": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("person")
