"""Where the names of a half circle stand: beside their disc, pushed away from the axis, touching nothing.

Boxes are (left, right, bottom, top); everything in inches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PAD = 0.07  # from the disc to its name
KEEP = 0.025  # between a name and anything else
STEP, REACH = 0.03, 1.2  # how finely and how far a name moves along the page
ASIDE = (0.0, 0.1, 0.2, 0.3, 0.45, 0.6)  # how far a name moves outwards
INWARD_COST = 2.5  # towards the axis a name meets the next disc
STRANGER_COST = 0.3  # inches: a name nearest to somebody else's disc reads as theirs
RIM = 0.1  # inches that a name may reach into the circle


class Label(NamedTuple):
    """A name in its place: which disc, the end that faces the disc, the middle of its height, its box."""

    disc: int
    x: float
    y: float
    moved: bool
    box: tuple[float, float, float, float]


def place_labels(
    discs: Floats,
    named: Sequence[int],
    widths: Sequence[float],
    *,
    height: float,
    side: int,
    circle: tuple[float, float, float],
    taken: Sequence[tuple[float, float, float, float]],
    limits: tuple[float, float, float, float],
) -> list[Label]:
    """Place a name beside each of the discs `named`; a name without any free place is left out.

    Parameters
    ----------
    discs
        x, y, radius of every disc of this side.
    named, widths
        Which discs have a name, and how wide each name is.
    height
        Of a line of text.
    side
        0: names stand to the left; 1: to the right.
    circle
        Centre and radius of the circle on whose rim the discs sit: no name stands inside it.
    taken
        Boxes that are in use.
    limits
        The box that no name leaves.

    Returns
    -------
    list of Label
        From the axis outwards.
    """
    boxes = [*taken]
    placed: list[Label] = []
    order = sorted(range(len(named)), key=lambda rank: (abs(discs[named[rank], 1] - circle[1]), rank))
    for rank in order:
        disc = named[rank]
        label = _place(discs, disc, widths[rank], height=height, side=side, circle=circle, boxes=boxes, limits=limits)
        if label is not None:
            placed.append(label)
            boxes.append(label.box)
    return placed


def _place(
    discs: Floats,
    disc: int,
    width: float,
    *,
    height: float,
    side: int,
    circle: tuple[float, float, float],
    boxes: Sequence[tuple[float, float, float, float]],
    limits: tuple[float, float, float, float],
) -> Label | None:
    x, y, radius = discs[disc]
    outward = 1.0 if side else -1.0
    away = 1.0 if y >= circle[1] else -1.0
    shift, aside = np.meshgrid(np.arange(-REACH, REACH + STEP / 2, STEP), ASIDE)
    shift, aside = shift.ravel(), aside.ravel()
    near = x + outward * (radius + PAD + aside)
    far = near + outward * width
    middle = y + away * shift
    cost = np.where(shift >= 0, shift, -INWARD_COST * shift) + aside
    cost += STRANGER_COST * (_nearest_disc(near, middle, discs) != disc)
    box = np.column_stack(
        [np.minimum(near, far), np.maximum(near, far), middle - height / 2, middle + height / 2],
    )
    obstacles = np.vstack([discs, (circle[0], circle[1], circle[2] - RIM)])
    free = _inside(box, limits) & ~_touch_boxes(box, boxes) & ~_touch_discs(box, obstacles)
    if not free.any():
        return None
    best = int(np.argmin(np.where(free, np.round(cost, 6), np.inf)))
    moved = abs(shift[best]) > height / 2 or aside[best] > 0
    low_x, high_x, low_y, high_y = (float(edge) for edge in box[best])
    return Label(disc, float(near[best]), float(middle[best]), bool(moved), (low_x, high_x, low_y, high_y))


def _nearest_disc(x: Floats, y: Floats, discs: Floats) -> NDArray[np.int64]:
    edge = np.hypot(x[:, None] - discs[None, :, 0], y[:, None] - discs[None, :, 1]) - discs[None, :, 2]
    return np.asarray(edge.argmin(axis=1))


def _inside(box: Floats, limits: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    left, right, bottom, top = limits
    return (box[:, 0] >= left) & (box[:, 1] <= right) & (box[:, 2] >= bottom) & (box[:, 3] <= top)


def _touch_boxes(box: Floats, boxes: Sequence[tuple[float, float, float, float]]) -> NDArray[np.bool_]:
    if not boxes:
        return np.zeros(len(box), dtype=np.bool_)
    other = np.array(boxes)[None]
    mine = box[:, None]
    across = (mine[..., 0] < other[..., 1] + KEEP) & (other[..., 0] < mine[..., 1] + KEEP)
    along = (mine[..., 2] < other[..., 3] + KEEP) & (other[..., 2] < mine[..., 3] + KEEP)
    return np.asarray((across & along).any(axis=1))


def _touch_discs(box: Floats, discs: Floats) -> NDArray[np.bool_]:
    across = np.clip(discs[None, :, 0], box[:, :1], box[:, 1:2]) - discs[None, :, 0]
    along = np.clip(discs[None, :, 1], box[:, 2:3], box[:, 3:4]) - discs[None, :, 1]
    return np.asarray((np.hypot(across, along) < discs[None, :, 2] + KEEP).any(axis=1))
