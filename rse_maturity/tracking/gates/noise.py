"""How much a figure moves from one snapshot to the next without anything having happened.

A figure's own interval tells the doubt of counting people. Months differ by more than that: an announcement, a strike,
a good week. So the default gates widen each interval to the scatter that this network has shown, where that is larger.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.model.metric import Metric

Bounds = tuple[float, float]

LEAST_FIGURES = 4
"""Fewer say nothing about their scatter."""

RANGE_OF_TWO = 1.128
"""What two draws of a normal law lie apart on average, in standard deviations (d2 of control charts)."""

FREEDOM_OF_A_RANGE = 0.62
"""What one moving range adds to the degrees of freedom, for they overlap (Wheeler 1995)."""

Z = 1.959963984540054  # 97.5 % point of the normal law


def scatter(values: Sequence[float]) -> float:
    """Return the half width, at 95 %, of what a figure scatters by from snapshot to snapshot, as a logarithm.

    Parameters
    ----------
    values
        The figure in snapshots of ordinary periods, oldest first.

    Returns
    -------
    float
        0 where fewer than four are above 0.

    Notes
    -----
    The mean moving range (Shewhart's chart of individuals): a slow rise or fall hardly touches it, a single leap
    little. Student's t allows for how few they are.
    """
    logs = [math.log(value) for value in values if value > 0]
    if len(logs) < LEAST_FIGURES:
        return 0.0
    ranges = [abs(after - before) for before, after in pairwise(logs)]
    deviation = sum(ranges) / len(ranges) / RANGE_OF_TWO
    return deviation * _student(FREEDOM_OF_A_RANGE * len(ranges))


def widened(figure: Metric, by: float) -> Bounds | None:
    """Return the interval of a figure, at least as wide as the scatter `by`; None where it has no interval."""
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    return min(figure.low, figure.value * math.exp(-by)), max(figure.high, figure.value * math.exp(by))


def _student(freedom: float) -> float:
    """Return the 97.5 % point of Student's t, by an expansion (Abramowitz and Stegun 1964, 26.7.5)."""
    return Z + (Z**3 + Z) / (4 * freedom) + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * freedom**2)
