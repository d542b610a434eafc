"""Two facing half circles: who sits where on the rim, and how large.

Positions are inches from the centre of the circle, x to the right, y upwards.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

ROUNDS = 24  # barycentre iterations; the best round is kept
LARGEST = 0.31  # inches, radius
SMALLEST = 0.017  # inches, radius: a printer shows nothing smaller
FILL = 0.62  # share of the rim that discs may take
HALVINGS = 50


def strongest_people(crossing: Ints, total: Ints, *, limit: int) -> Ints:
    """Return at most `limit` people of one side, those who cross most first, then the most active."""
    return np.lexsort((-total, -crossing))[:limit]


def facing_order(matrix: Ints) -> tuple[Ints, Ints]:
    """Order two groups so that those who exchange sit face to face.

    Barycentre iterations: each group in turn is sorted by the mean place of its partners; the round with the shortest
    links is kept. Whole numbers throughout, so that the result is the same on every machine.

    Parameters
    ----------
    matrix
        Comments exchanged, one row per person of the left group, one column per person of the right group; nobody
        without any.

    Returns
    -------
    tuple
        Row indices and column indices, top first.
    """
    rows, columns = (np.argsort(-matrix.sum(axis=axis), kind="stable") for axis in (1, 0))
    best = (rows, columns)
    shortest = np.inf
    for _ in range(ROUNDS):
        rows = _by_partners(matrix, rows, columns)
        columns = _by_partners(matrix.T, columns, rows)
        gap = np.abs(_places(rows)[:, None] * len(columns) - _places(columns)[None, :] * len(rows))
        length = int((matrix * gap).sum())
        if length < shortest:
            best, shortest = (rows, columns), length
    return best


def _places(order: Ints) -> Ints:
    """Return the place of everybody, as odd whole numbers (halves of a rank)."""
    places = np.empty_like(order)
    places[order] = 2 * np.arange(len(order)) + 1
    return places


def _by_partners(matrix: Ints, order: Ints, partners: Ints) -> Ints:
    mean = (matrix * _places(partners)[None, :]).sum(axis=1) / matrix.sum(axis=1)
    return np.lexsort((_places(order), mean))


def with_loners_at_ends(order: Sequence[int], loners: Sequence[int]) -> list[int]:
    """Put those who never cross at both ends, in turn, the first of them nearest the others."""
    return [*loners[0::2][::-1], *order, *loners[1::2]]


def disc_scale(received: Sequence[Ints], *, rim: float) -> float:
    """Return inches of radius per square root of comments received: one scale for both sides, as large as fits.

    Parameters
    ----------
    received
        Comments received by each person, one array per side.
    rim
        Length of one half circle in inches.
    """
    most = max((float(side.max()) for side in received if len(side)), default=0.0)
    if most <= 0:
        return LARGEST
    low, high = 0.0, LARGEST / math.sqrt(most)
    if all(2 * disc_radii(side, scale=high).sum() <= FILL * rim for side in received):
        return high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if all(2 * disc_radii(side, scale=middle).sum() <= FILL * rim for side in received):
            low = middle
        else:
            high = middle
    return low


def disc_radii(received: Ints, *, scale: float) -> Floats:
    """Return the radius of each disc in inches: its area is the comments received, down to what can be seen."""
    return np.asarray(np.maximum(scale * np.sqrt(received), SMALLEST))


def rim_places(radii: Floats, room: Floats, *, radius: float, half_angle: float, side: int) -> Floats:
    """Place discs along a half circle, top first, each with room for its size; the rest is shared as `room` says.

    Parameters
    ----------
    radii
        Radius of each disc in inches, in rim order.
    room
        How much of the free rim each disc gets, relative to the others.
    radius, half_angle
        The half circle: its radius in inches, and the angle from the horizontal to each end in radians.
    side
        0 left, 1 right.

    Returns
    -------
    ndarray
        One row (x, y) per disc; nobody gives no row.
    """
    if not len(radii):
        return np.zeros((0, 2))
    rim = 2 * half_angle * radius
    gaps = (rim - 2 * radii.sum()) * room / room.sum()
    along = np.cumsum(2 * radii + gaps) - radii - gaps / 2
    angle = half_angle - along / radius
    outward = 1.0 if side else -1.0
    return np.column_stack([outward * radius * np.cos(angle), radius * np.sin(angle)])
