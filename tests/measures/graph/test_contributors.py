import networkx as nx
import polars as pl

from rse_maturity.measures.graph.clusters import clusters
from rse_maturity.measures.graph.contributors import both_ways, graph_of, strongest

TIES = pl.DataFrame(
    {
        "source": [0, 1, 2, 3, 4, 5, 2, 6],
        "target": [1, 0, 0, 4, 5, 3, 3, 0],
        "comments": [5, 4, 6, 5, 5, 5, 1, 0],
        "reactions": [0, 0, 0, 0, 0, 0, 0, 9],
    },
    schema={"source": pl.UInt32, "target": pl.UInt32, "comments": pl.UInt32, "reactions": pl.UInt32},
)


def linked(ties):
    return graph_of(both_ways(strongest(ties)))


def test_a_tie_weighs_the_comments_both_ways():
    graph = linked(TIES)
    assert graph.edges[0, 1]["weight"] == 5 + 4
    assert graph.edges[0, 2]["weight"] == 6
    assert list(graph) == [0, 1, 2, 3, 4, 5]


def test_reactions_alone_are_no_tie():
    assert 6 not in linked(TIES)


def test_the_strongest_ties_are_kept():
    kept = strongest(TIES, most=2)
    assert kept.rows() == [(0, 1, 5), (2, 0, 6)]


def test_clusters_are_the_two_groups_the_larger_first():
    found = clusters(TIES, seed=1)
    groups = found.group_by("cluster").agg(pl.col("person").sort()).sort("cluster").rows()
    assert groups == [(0, [0, 1, 2]), (1, [3, 4, 5])]


def test_clusters_do_not_depend_on_the_order_of_ties():
    karate = nx.karate_club_graph()
    rows = [(a, b, 1) for a, b in karate.edges]
    schema = {name: TIES.schema[name] for name in ("source", "target", "comments")}
    forward = pl.DataFrame(rows, schema=schema, orient="row")
    assert clusters(forward, seed=3).equals(clusters(forward.reverse(), seed=3))


def test_of_equals_the_first_are_kept():
    assert strongest(TIES, most=3).rows() == [(0, 1, 5), (2, 0, 6), (3, 4, 5)]


def test_no_tie_gives_an_empty_graph_and_no_cluster():
    assert len(linked(TIES.clear())) == 0
    assert clusters(TIES.clear(), seed=1).is_empty()
