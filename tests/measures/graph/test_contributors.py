import networkx as nx
import polars as pl

from rse_maturity.measures.graph.clusters import clusters
from rse_maturity.measures.graph.contributors import contributor_graph, strongest

TIES = pl.DataFrame(
    {
        "source": [0, 1, 2, 3, 4, 5, 2, 6],
        "target": [1, 0, 0, 4, 5, 3, 3, 0],
        "comments": [5, 4, 6, 5, 5, 5, 1, 0],
        "reactions": [0, 0, 0, 0, 0, 0, 0, 9],
    },
    schema={"source": pl.UInt32, "target": pl.UInt32, "comments": pl.UInt32, "reactions": pl.UInt32},
)
PEOPLE = pl.DataFrame(
    {"person": list(range(7)), "unit": ["a", "a", "a", "b", "b", None, "b"]},
    schema={"person": pl.UInt32, "unit": pl.String},
)


def test_the_graph_goes_from_who_answers_to_who_is_answered():
    graph = contributor_graph(TIES, PEOPLE)
    assert graph.edges[2, 0]["weight"] == 6
    assert not graph.has_edge(0, 2)
    assert graph.nodes[3]["unit"] == "b"


def test_reactions_alone_are_no_tie():
    assert 6 not in contributor_graph(TIES, PEOPLE)


def test_the_strongest_ties_are_kept():
    kept = strongest(TIES, most=2)
    assert kept.rows() == [(0, 1, 5), (2, 0, 6)]


def test_clusters_are_the_two_groups_the_larger_first():
    found = clusters(contributor_graph(TIES, PEOPLE), seed=1)
    groups = found.group_by("cluster").agg(pl.col("person").sort()).sort("cluster").rows()
    assert groups == [(0, [0, 1, 2]), (1, [3, 4, 5])]


def test_clusters_do_not_depend_on_the_order_of_ties():
    karate = nx.karate_club_graph()
    rows = [(a, b, 1) for a, b in karate.edges]
    people = pl.DataFrame({"person": list(karate), "unit": [None] * len(karate)}, schema=PEOPLE.schema)
    schema = {name: TIES.schema[name] for name in ("source", "target", "comments")}
    forward = pl.DataFrame(rows, schema=schema, orient="row")
    assert clusters(contributor_graph(forward, people), seed=3).equals(
        clusters(contributor_graph(forward.reverse(), people), seed=3)
    )


def test_no_tie_gives_an_empty_graph_and_no_cluster():
    graph = contributor_graph(TIES.clear(), PEOPLE)
    assert len(graph) == 0
    assert clusters(graph, seed=1).is_empty()
