"""Measures of the whole graph that take long: clusters against chance, and how enclosed people are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.graph.contributors import both_ways, graph_of, strongest

if TYPE_CHECKING:
    import networkx as nx
    import polars as pl

SHUFFLES = 5
SWAPS_A_TIE = 5
"""How often each tie changes ends on average: after that, the network has forgotten who was linked to whom."""


def modularity_beyond_chance(ties: pl.DataFrame, *, seed: int) -> tuple[float | None, int]:
    """Compare the modularity of the clusters with that of shuffled networks.

    Parameters
    ----------
    ties
        source, target, comments.
    seed
        The same seed gives the same shuffles and clusters.

    Returns
    -------
    tuple of float or None, int
        Modularity of the clusters that Louvain's method finds, less its mean over `SHUFFLES` networks in which
        everybody has as many ties; None where nothing can be shuffled. And the people with a tie.
    """
    import networkx as nx  # noqa: PLC0415 - see graph_of

    graph: nx.Graph[int] = nx.Graph(_linked(strongest(ties)).edges)  # without weights
    people = graph.number_of_nodes()
    if graph.number_of_edges() < 2 or people < 4:  # noqa: PLR2004 - two ties between four people: the least to swap
        return None, people
    found = _modularity(graph, seed=seed)
    shuffled = []
    for number in range(SHUFFLES):
        again = graph.copy()
        swaps = SWAPS_A_TIE * again.number_of_edges()
        try:
            nx.double_edge_swap(again, nswap=swaps, max_tries=100 * swaps, seed=seed + number)
        except nx.NetworkXAlgorithmError:  # a star, say: whatever is swapped, it stays the same
            return None, people
        shuffled.append(_modularity(again, seed=seed))
    return found - sum(shuffled) / SHUFFLES, people


def constraints(ties: pl.DataFrame) -> list[float]:
    """Return Burt's constraint of everybody with a tie (source, target, comments), comments both ways added up."""
    import networkx as nx  # noqa: PLC0415 - see graph_of

    graph = _linked(ties)
    return list(nx.constraint(graph, weight="weight").values()) if graph.number_of_edges() else []


def _modularity(graph: nx.Graph[int], *, seed: int) -> float:
    import networkx as nx  # noqa: PLC0415 - see graph_of

    return float(nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)))


def _linked(ties: pl.DataFrame) -> nx.Graph[int]:
    """Build the graph of who is linked to whom, edges in sorted order."""
    return graph_of(both_ways(ties).sort("low", "high"))
