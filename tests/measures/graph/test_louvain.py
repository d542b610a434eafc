from random import Random

import networkx as nx
import pytest

from rse_maturity.measures.graph.louvain import louvain


def groups(pairs, *, nodes, seed):
    found = louvain(pairs, nodes=nodes, seed=seed)
    return [[node for node in range(nodes) if found[node] == group] for group in range(max(found, default=-1) + 1)]


def by_networkx(pairs, *, nodes, seed):
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from(pairs)
    return [sorted(group) for group in nx.community.louvain_communities(graph, weight="weight", seed=seed)]


@pytest.mark.parametrize("number", range(60))
def test_groups_are_those_of_networkx(number):
    chance = Random(number)  # noqa: S311 - no secret
    nodes = chance.randrange(2, 60)
    ends = {tuple(sorted(chance.sample(range(nodes), 2))) for _ in range(chance.randrange(1, 4 * nodes))}
    pairs = [(one, other, chance.choice([1, 1, 2, 3, 50, 1000])) for one, other in sorted(ends)]
    chance.shuffle(pairs)
    assert groups(pairs, nodes=nodes, seed=number) == by_networkx(pairs, nodes=nodes, seed=number)


def test_no_node_gives_no_group():
    assert louvain([], nodes=0, seed=1) == []


def test_nodes_without_a_link_are_groups_of_their_own():
    assert louvain([(0, 2, 1)], nodes=4, seed=1)[1] != louvain([(0, 2, 1)], nodes=4, seed=1)[3]
