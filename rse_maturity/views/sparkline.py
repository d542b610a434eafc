"""A series as one line of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"


def sparkline(values: Sequence[float | None], *, width: int) -> str:
    """Draw a series from zero to its highest value; a value that is not known is a dot, never a low block.

    A series that goes below zero, such as a change, is drawn from its lowest value. Only the last `width` values are
    drawn. Nothing known gives dots; an empty series gives an empty text.

    >>> sparkline([0, 2, None, 4], width=10)
    '▁▅·█'
    >>> sparkline([-2, 0, 2], width=10)
    '▁▅█'
    """
    last = values[-width:] if width > 0 else []
    known = [0, *(value for value in last if value is not None)]
    floor, top = min(known), max(known)
    step = (top - floor) / (len(BLOCKS) - 1) or 1
    return "".join(GAP if value is None else BLOCKS[round((value - floor) / step)] for value in last)
