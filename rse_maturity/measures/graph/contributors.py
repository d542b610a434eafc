"""The graph that people look at and export, as networkx knows it.

Counts (ties, two-way ties, shares across units) are taken on the tie table, where they cost nothing; networkx holds the
graph where it is small enough to be looked at, and finds its clusters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import networkx as nx

MOST_TIES = 20_000  # above, networkx needs minutes for the clusters: the strongest ties are kept


def contributor_graph(ties: pl.DataFrame, people: pl.DataFrame) -> nx.DiGraph[int]:
    """Build the directed graph of comments, from who answers to who is answered.

    Parameters
    ----------
    ties
        source, target, comments.
    people
        person, unit.

    Returns
    -------
    networkx.DiGraph
        Nodes are person codes with attribute `unit`; edges carry `weight` (comments). Nodes and edges are added in
        sorted order, so that whatever depends on it is the same each time. No tie gives a graph without nodes.
    """
    import networkx as nx  # noqa: PLC0415 - a quarter of a second that runs without a graph need not pay

    kept = strongest(ties)
    graph: nx.DiGraph[int] = nx.DiGraph()
    ends = pl.concat([kept.get_column("source"), kept.get_column("target")]).unique().sort()
    nodes = people.filter(pl.col("person").is_in(ends.implode())).sort("person").select("person", "unit")
    graph.add_nodes_from((person, {"unit": unit}) for person, unit in nodes.iter_rows())
    graph.add_weighted_edges_from(kept.iter_rows())
    return graph


def strongest(ties: pl.DataFrame, *, most: int = MOST_TIES) -> pl.DataFrame:
    """Keep the comment ties with most comments: source, target, comments, sorted by source and target."""
    return (
        ties.filter(pl.col("comments") > 0)
        .select("source", "target", "comments")
        .top_k(most, by=["comments", "source", "target"], reverse=[False, True, True])
        .sort("source", "target")
    )
