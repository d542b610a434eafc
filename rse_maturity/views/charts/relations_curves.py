"""The course of links between two half circles, and where their numbers stand.

Positions are inches from the centre of the circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

STEPS = 41  # points a curve: smooth at 180 dpi
THROUGH = 0.30  # crossing links pass the middle with their controls at this share of the radius
SHALLOW, DEEP = 0.93, 0.58  # the same for inner links, between neighbours and between the two ends
WIDEST_INNER = 14.0  # points
WIDEST = 7.0  # points, for the strongest pair
CLEAR = 2.4  # points that the strongest crossing pair should have, beside a far stronger inner one
ONE = 1.0  # points for one comment, at most
INK_CROSSING, INK_INNER = 150.0, 220.0  # points, all widths added: more of it reads as a stain
THINNEST = 0.3  # points: a printer shows nothing thinner
APART = 0.5  # inches between two number tags
SPOTS = np.arange(12, 29)  # where on a curve (of STEPS points) a tag may stand


def width_scale(crossing: Ints, inner: Ints) -> float:
    """Return points of width per comment exchanged, one scale for all links.

    Parameters
    ----------
    crossing, inner
        Comments of the links that are drawn, through the middle and within the groups; either may be empty.
    """
    strongest = int(max(crossing.max(initial=1), inner.max(initial=1)))
    wide = WIDEST / strongest
    clear = min(CLEAR / int(crossing.max(initial=1)), WIDEST_INNER / strongest)
    ink = min(INK_CROSSING / max(int(crossing.sum()), 1), INK_INNER / max(int(inner.sum()), 1))
    return min(ONE, max(min(wide, ink), clear))


def link_widths(comments: Ints, *, scale: float) -> Floats:
    """Return the width of links in points: proportional to the comments, down to what can be seen."""
    return np.asarray(np.maximum(comments * scale, THINNEST))


def crossing_curves(start: Floats, end: Floats) -> Floats:
    """Lead links through the middle: one curve (STEPS points) per row of `start` and `end`."""
    return _cubic(start, THROUGH * start, THROUGH * end, end)


def inner_curves(start: Floats, end: Floats, *, half_angle: float) -> Floats:
    """Lead links along their own rim, deeper when farther apart: one curve per row of `start` and `end`."""
    radius = np.hypot(start[:, 0], start[:, 1])
    outward = np.sign(start[:, 0])
    low, high = (np.arcsin(place[:, 1] / radius) for place in (start, end))
    depth = (SHALLOW - (SHALLOW - DEEP) * np.sqrt(np.abs(high - low) / (2 * half_angle))) * radius
    bends = []
    for third in (1 / 3, 2 / 3):
        angle = low + (high - low) * third
        bends.append(np.column_stack([outward * depth * np.cos(angle), depth * np.sin(angle)]))
    return _cubic(start, bends[0], bends[1], end)


def _cubic(start: Floats, leaving: Floats, arriving: Floats, end: Floats) -> Floats:
    t = np.linspace(0, 1, STEPS)[None, :, None]
    points = ((1 - t) ** 3) * start[:, None] + 3 * t * ((1 - t) ** 2) * leaving[:, None]
    return np.asarray(points + 3 * t * t * (1 - t) * arriving[:, None] + (t**3) * end[:, None])


def tag_places(curves: Floats) -> Floats:
    """Choose where the number of each curve stands: on the curve, near its middle, apart from the numbers before.

    Parameters
    ----------
    curves
        Points of each curve, the strongest first.

    Returns
    -------
    ndarray
        One row (x, y) per curve, in the same order.
    """
    centre = STEPS // 2
    chosen = np.zeros((0, 2))
    for curve in curves:
        spots = SPOTS[np.argsort(np.abs(SPOTS - centre), kind="stable")]
        room = np.full(len(spots), np.inf)
        if len(chosen):
            room = np.linalg.norm(curve[spots][:, None] - chosen[None], axis=2).min(axis=1)
        enough = np.flatnonzero(room >= APART)
        best = spots[enough[0]] if len(enough) else spots[int(np.argmax(room))]
        chosen = np.vstack([chosen, curve[best]])
    return chosen
