"""Who answers whom: the keen more than others, one's own department more than chance, less so as time goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from rse_maturity.simulate.staff import Staff

NOBODY = -1
AFFINITY_SPREAD = 0.8


@dataclass(frozen=True, slots=True)
class Audience:
    """The people who may answer in one month, ready to be drawn from.

    Attributes
    ----------
    order
        People sorted by department.
    cumulative
        Running sum of their keenness in that order, with a leading zero.
    bounds
        Where each department begins in `order`, and the end.
    outward
        Row d: running chances, over all departments, of where people of d look when they look around.
    """

    order: NDArray[np.int64]
    cumulative: NDArray[np.float64]
    bounds: NDArray[np.int64]
    outward: NDArray[np.float64]

    @classmethod
    def of(cls, staff: Staff, keenness: NDArray[np.float64], affinity: NDArray[np.float64]) -> Self:
        """Prepare the audience from everybody's keenness (0 for whoever is not there)."""
        order = np.argsort(staff.department, kind="stable")
        bounds = np.searchsorted(staff.department[order], np.arange(len(staff.departments) + 1))
        cumulative = np.concatenate([[0.0], np.cumsum(keenness[order])])
        weights = affinity * (cumulative[bounds[1:]] - cumulative[bounds[:-1]])[None, :]
        return cls(order=order, cumulative=cumulative, bounds=bounds, outward=np.cumsum(weights, axis=1))

    def draw(self, departments: NDArray[np.int64], *, inside: NDArray[np.bool_], rng: Generator) -> NDArray[np.int64]:
        """Draw one person to answer each author, given the author's department; `NOBODY` where nobody is there.

        `inside` tells which answers look for somebody of the same department first.
        """
        where, whom = rng.random(departments.size), rng.random(departments.size)
        target = departments.copy()
        own = self.cumulative[self.bounds[departments + 1]] - self.cumulative[self.bounds[departments]]
        around = ~inside | (own <= 0)
        for department in np.unique(departments[around]):
            chances = self.outward[department]
            here = around & (departments == department)
            target[here] = np.searchsorted(chances, where[here] * chances[-1], side="right")
        target = np.minimum(target, self.outward.shape[0] - 1)
        low, high = self.cumulative[self.bounds[target]], self.cumulative[self.bounds[target + 1]]
        place = np.searchsorted(self.cumulative, low + whom * (high - low), side="right") - 1
        place = np.clip(place, self.bounds[target], np.maximum(self.bounds[target + 1] - 1, 0))
        return np.where(high > low, self.order[np.minimum(place, self.order.size - 1)], NOBODY)


def affinities(departments: int, rng: Generator) -> NDArray[np.float64]:
    """Draw how much each department has to do with each other one: uneven, and the same both ways."""
    halves = rng.normal(0.0, AFFINITY_SPREAD, size=(departments, departments))
    both_ways: NDArray[np.float64] = np.exp((halves + halves.T) / np.sqrt(2.0))
    return both_ways
