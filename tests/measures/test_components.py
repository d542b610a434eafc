"""The largest component against networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from rse_maturity.measures.components import largest_component


@pytest.mark.parametrize("ties", [1, 50, 200, 260, 1000, 4000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_that_of_networkx(ties, seed):
    pairs = np.random.default_rng(seed).integers(0, 500, (ties, 2)).astype(np.uint32)
    expected = max(map(len, nx.connected_components(nx.Graph(pairs.tolist()))))
    assert largest_component(pairs[:, 0], pairs[:, 1]) == expected


def test_a_long_chain_in_any_order_is_one():
    chain = np.random.default_rng(1).permutation(5000).astype(np.uint32)
    order = np.random.default_rng(2).permutation(4999)
    assert largest_component(chain[:-1][order], chain[1:][order]) == 5000


def test_nobody_is_linked_without_ties():
    nothing = np.array([], dtype=np.uint32)
    assert largest_component(nothing, nothing) == 0
