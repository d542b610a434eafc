"""Louvain's method on small tables of integers: what networkx finds, to the last bit, without its graphs."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Linked = list[dict[int, int]]
"""By node, the weight of its link to each other node, and to itself."""

LEAST_GAIN = 1e-7  # of modularity, for which another level is looked at


def louvain(pairs: Iterable[tuple[int, int, int]], *, nodes: int, seed: int) -> list[int]:
    """Return the group of each node.

    Parameters
    ----------
    pairs
        Two nodes (numbers below `nodes`) and the weight of their link; each pair once, no loops.
    seed
        The same seed, and the same order of pairs, give the same groups.

    Notes
    -----
    Nodes move one by one, in an order of chance, to the neighbouring group that raises modularity most, until none
    does; then each group becomes a node. The order of all steps is that of `networkx.community.louvain_communities`.

    References
    ----------
    Blondel et al. 2008, Fast unfolding of communities in large networks.
    """
    linked: Linked = [{} for _ in range(nodes)]
    for one, other, weight in pairs:
        linked[one][other] = linked[other][one] = weight
    chance = Random(seed)  # noqa: S311 - no secret
    groups = list(range(nodes))
    linked = _merged(linked, groups)
    before = _modularity(linked, groups)
    while True:
        found = _settled(linked, chance)
        groups = [found[group] for group in groups]
        after = _modularity(linked, found)
        if after - before <= LEAST_GAIN:
            return groups
        linked, before = _merged(linked, found), after


def _settled(linked: Linked, chance: Random) -> list[int]:
    """Move nodes between groups until none gains; groups are numbered in the order of the nodes they began with."""
    degrees = _degrees(linked)
    others = [{other: weight for other, weight in near.items() if other != node} for node, near in enumerate(linked)]
    total, groups = list(degrees), list(range(len(linked)))
    half = sum(degrees) / 2
    whole = 2 * half**2
    order = list(groups)
    chance.shuffle(order)
    moving = True
    while moving:
        moving = False
        for node in order:
            shared: dict[int, int] = {}
            for other, weight in others[node].items():
                group = groups[other]
                shared[group] = shared.get(group, 0) + weight
            own, degree = groups[node], degrees[node]
            total[own] -= degree
            cost = -shared.get(own, 0) / half + total[own] * degree / whole
            best, gained = own, 0.0
            for group, weight in shared.items():
                gain = cost + weight / half - total[group] * degree / whole
                if gain > gained:
                    best, gained = group, gain
            total[best] += degree
            if best != own:
                groups[node] = best
                moving = True
    number = {group: place for place, group in enumerate(sorted(set(groups)))}
    return [number[group] for group in groups]


def _merged(linked: Linked, groups: Sequence[int]) -> Linked:
    """Make a node of each group."""
    merged: Linked = [{} for _ in range(max(groups, default=-1) + 1)]
    for one, near in enumerate(linked):
        for other, weight in near.items():
            if other >= one:
                first, second = groups[one], groups[other]
                merged[first][second] = merged[second][first] = merged[first].get(second, 0) + weight
    return merged


def _modularity(linked: Linked, groups: Sequence[int]) -> float:
    """Return how much more of the weight lies inside the groups than chance would put there."""
    inside, total = [0] * len(linked), [0] * len(linked)
    for node, (near, degree) in enumerate(zip(linked, _degrees(linked), strict=True)):
        total[groups[node]] += degree
        inside[groups[node]] += sum(
            weight for other, weight in near.items() if other >= node and groups[other] == groups[node]
        )
    ends = sum(total)
    if not ends:
        return 0.0
    return sum(one / (ends / 2) - around * around * (1 / ends**2) for one, around in zip(inside, total, strict=True))


def _degrees(linked: Linked) -> list[int]:
    return [sum(near.values()) + near.get(node, 0) for node, near in enumerate(linked)]
