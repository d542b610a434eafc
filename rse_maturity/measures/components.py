"""How many people hang together, however large the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def largest_component(sources: NDArray[np.uint32], targets: NDArray[np.uint32]) -> int:
    """Count the people of the largest group in which everybody is linked to everybody else by some chain of ties.

    Parameters
    ----------
    sources, targets : arrays of shape (ties,)
        Codes of people; the direction is left aside.

    Returns
    -------
    int
        People of the largest weakly connected component; 0 without ties.

    Notes
    -----
    Each group hooks onto the smallest label beside it, chains of labels are halved until they end, and the ties that
    have become internal are dropped; the rounds grow with the logarithm of the number of people.
    """
    if not sources.size:
        return 0
    nodes = np.zeros(int(max(sources.max(), targets.max())) + 1, dtype=bool)
    nodes[sources] = True
    nodes[targets] = True
    label = np.arange(nodes.size)
    # a few ties already join most people; nearly all the others are then found to be internal at the first look
    first = 2 * nodes.size
    label = _join(label, sources[:first], targets[:first])
    label = _join(label, sources[first:], targets[first:])
    return int(np.bincount(label[nodes]).max())


def _join(label: NDArray[np.int64], near: NDArray[Any], far: NDArray[Any]) -> NDArray[np.int64]:
    """Give the people at both ends of every tie the same label."""
    while near.size:
        here, there = label.take(near), label.take(far)
        apart = here != there
        near, far = here.compress(apart), there.compress(apart)
        np.minimum.at(label, np.maximum(near, far), np.minimum(near, far))
        label = _ends_of_chains(label)
    return label


def _ends_of_chains(label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Let every label point at the one its chain ends with."""
    while True:
        further = label.take(label)
        if np.array_equal(further, label):
            return label
        label = further
