"""Discs packed into a round cluster: each next to two others, as near to the middle as it goes, largest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SLACK = 1e-7  # of touching discs, so that rounding does not call them overlapping
_DIGITS = 9  # places that differ by less are one place: the first found is taken, on any machine


class _Cluster:
    """Discs placed so far, and the free places for one more of the present radius.

    Places are kept while discs of one radius follow one another; a new disc only closes some and opens a few beside
    itself. Another radius asks for all of them anew.
    """

    def __init__(self, count: int) -> None:
        self.centres: Floats = np.zeros((count, 2))
        self.radii: Floats = np.zeros(count)
        self.placed = 0
        self.places: Floats = np.empty((0, 2))
        self.radius = -1.0

    def add(self, centre: Floats, radius: float) -> None:
        """Place a disc; the free places follow."""
        new = self.placed
        self.centres[new], self.radii[new] = centre, radius
        self.placed += 1
        if radius != self.radius:
            return
        apart = np.hypot(*(self.places - centre).T)
        self.places = np.concatenate([self.places[apart >= 2 * radius - _SLACK], self._open(self._beside(new))])

    def aim(self, radius: float) -> None:
        """Find the free places for discs of another radius."""
        if radius != self.radius:
            self.radius = radius
            self.places = self._open(self._tangent(*self._pairs()))

    def _pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        centres, radii = self.centres[: self.placed], self.radii[: self.placed]
        apart = np.hypot(*(centres[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
        first, second = np.nonzero(np.triu(apart <= radii[:, None] + radii[None, :] + 2 * self.radius, k=1))
        return first, second

    def _beside(self, new: int) -> Floats:
        apart = np.hypot(*(self.centres[:new] - self.centres[new]).T)
        others = np.nonzero(apart <= self.radii[:new] + self.radii[new] + 2 * self.radius)[0]
        return self._tangent(others, np.full_like(others, new))

    def _tangent(self, first: NDArray[np.intp], second: NDArray[np.intp]) -> Floats:
        """Return the two places that touch both discs of each pair."""
        start, end = self.centres[first], self.centres[second]
        near, far = self.radii[first] + self.radius, self.radii[second] + self.radius
        apart = np.hypot(*(end - start).T)
        along = (apart**2 + near**2 - far**2) / (2 * apart)
        aside = np.sqrt(np.maximum(near**2 - along**2, 0.0))
        unit = (end - start) / apart[:, None]
        foot = start + unit * along[:, None]
        offset = unit[:, ::-1] * np.array([-1.0, 1.0]) * aside[:, None]
        return np.concatenate([foot + offset, foot - offset])

    def _open(self, places: Floats) -> Floats:
        """Keep the places where a disc of the present radius overlaps none."""
        if not len(places):
            return places
        centres, radii = self.centres[: self.placed], self.radii[: self.placed]
        apart2 = (places[:, None, 0] - centres[None, :, 0]) ** 2 + (places[:, None, 1] - centres[None, :, 1]) ** 2
        free = (apart2 >= (radii + self.radius - _SLACK) ** 2).all(axis=1)
        return places[free]


def pack(radii: Floats, *, core: int | None = None) -> Floats:
    """Pack discs round a middle, the largest inside.

    Parameters
    ----------
    radii
        (n,) radii, in the order in which the discs are placed: the core, largest first, then the crust.
    core
        How many belong to the core (default: all). The crust gathers round the core's centre of gravity, which then
        no longer moves: otherwise the crust grows on one side.

    Returns
    -------
    array (n, 2)
        Centres, with the middle of the cluster at (0, 0). No two discs overlap. Empty for no disc.
    """
    count = len(radii)
    if count == 0:
        return np.empty((0, 2))
    core = count if core is None else core
    cluster = _Cluster(count)
    heart, mass = np.zeros(2), 0.0
    for rank in range(count):
        radius = float(radii[rank])
        if rank == 0:
            centre = np.zeros(2)
        elif rank == 1:
            centre = np.array([cluster.radii[0] + radius, 0.0])
        else:
            cluster.aim(radius)
            away = ((cluster.places - heart) ** 2).sum(axis=1)
            centre = cluster.places[int(np.argmin(np.round(away, _DIGITS)))]
        cluster.add(centre, radius)
        if rank < core or core == 0:
            heart = (heart * mass + centre * radius**2) / (mass + radius**2)
            mass += radius**2
    return cluster.centres - _middle(cluster.centres, radii)


def reach(centres: Floats, radii: Floats) -> float:
    """Return the radius, from the middle, of the cluster of discs; 0 without discs."""
    return float((np.hypot(*centres.T) + radii).max()) if len(radii) else 0.0


def _middle(centres: Floats, radii: Floats) -> Floats:
    """Return the middle of the smallest circle round all discs, near enough (Badoiu and Clarkson 2003)."""
    middle: Floats = (centres.min(axis=0) + centres.max(axis=0)) / 2
    for step in range(1, 200):
        away = np.hypot(*(centres - middle).T) + radii
        middle = middle + (centres[int(np.argmax(away))] - middle) / (step + 1)
    return middle
