"""The graph that people look at, as networkx knows it: who is linked to whom, comments both ways added up.

Counts (ties, two-way ties, shares across units) are taken on the tie table, where they cost nothing; networkx holds the
graph where it is small enough to be looked at, and finds its clusters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import networkx as nx

MOST_TIES = 20_000  # above, networkx needs minutes for the clusters: the strongest ties are kept


def strongest(ties: pl.DataFrame, *, most: int = MOST_TIES) -> pl.DataFrame:
    """Keep the comment ties with most comments: source, target, comments, sorted by source and target."""
    linked = ties.filter(pl.col("comments") > 0).select("source", "target", "comments")
    least = linked.select(pl.col("comments").top_k(most).min()).item() or 0  # one column is faster than three
    return (
        linked.filter(pl.col("comments") >= least)
        .top_k(most, by=["comments", "source", "target"], reverse=[False, True, True])
        .sort("source", "target")
    )


def both_ways(ties: pl.DataFrame) -> pl.DataFrame:
    """Add up the comments of two people both ways: low, high u32 (person codes), comments; in the order of the ties."""
    ends = (pl.min_horizontal("source", "target"), pl.max_horizontal("source", "target"))
    pairs = ties.select("comments", low=ends[0], high=ends[1])
    return pairs.group_by("low", "high", maintain_order=True).agg(pl.col("comments").sum())


def graph_of(pairs: pl.DataFrame) -> nx.Graph[int]:
    """Build the graph of who is linked to whom.

    Parameters
    ----------
    pairs
        low, high, comments, as `both_ways` gives them.

    Returns
    -------
    networkx.Graph
        Nodes are person codes, sorted; edges, in the order of the pairs, carry `weight` (comments). No pair gives a
        graph without nodes.
    """
    import networkx as nx  # noqa: PLC0415 - a quarter of a second that runs without a graph need not pay

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(pl.concat([pairs.get_column("low"), pairs.get_column("high")]).unique().sort().to_list())
    graph.add_weighted_edges_from(pairs.select("low", "high", "comments").iter_rows())
    return graph
