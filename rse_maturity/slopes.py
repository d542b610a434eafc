"""A line through points that a few odd ones do not bend: Theil-Sen's slope, with Sen's bounds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Z = 1.959963984540054  # 97.5 % point of the normal law


def relative_changes(places: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the change of each line over all its points, relative to its middle, with its bounds at 95 %.

    Parameters
    ----------
    places : array of shape (points,)
        Where the points lie (numbers of weeks, of days), rising, at least two.
    values : array of shape (lines, points)
        People who participated, or a share.

    Returns
    -------
    array of shape (3, lines)
        Value, low, high; NaN where the line has no positive level.

    Notes
    -----
    Theil 1950, Sen 1968: the median of the slopes between all pairs of points, and the ranks of `slope_ranks`.
    """
    early, late = np.triu_indices(len(places), k=1)
    slopes = np.sort((values[:, late] - values[:, early]) / (places[late] - places[early]), axis=1)
    slope = np.median(slopes, axis=1)
    middle = (places[0] + places[-1]) / 2
    level = np.median(values - slope[:, np.newaxis] * (places - middle), axis=1)
    low, high = slope_ranks(len(places))
    scale = (places[-1] - places[0]) / np.where(level > 0, level, np.nan)
    changes: NDArray[np.float64] = np.stack([slope, slopes[:, low], slopes[:, high]]) * scale
    return changes


def slope_ranks(n: int) -> tuple[int, int]:
    """Return the ranks (from 0) of the bounds of a Theil-Sen slope among the n(n-1)/2 sorted pair slopes.

    Notes
    -----
    Sen (1968): the variance of Kendall's S gives how far the bounds stand from the middle.
    """
    pairs = n * (n - 1) // 2
    reach = Z * math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    low = math.floor((pairs - reach) / 2) - 1
    high = math.ceil((pairs + reach) / 2)
    return max(low, 0), min(high, pairs - 1)
