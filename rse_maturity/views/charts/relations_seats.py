"""Who of the two groups is drawn, on which seat, how large, and in which part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.views.charts.relations_layout import (
    disc_radii,
    disc_scale,
    facing_order,
    rim_places,
    strongest_people,
    with_loners_at_ends,
)
from rse_maturity.views.charts.relations_links import comments_by_person, outstanding_pairs, people_who_carry_half

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.model.pictures import RelationPicture
    from rse_maturity.views.charts.page import Page
    from rse_maturity.views.charts.relations_links import Pairs

PEOPLE_A_SIDE = 80  # more discs are too small to be told apart
LONER_ROOM = 0.45  # of the free rim, beside 1 for those who cross: they are neither linked nor named
ALL_NAMED = 15
NAMED = 10  # of a larger side
MOST_CARRIERS = 5  # judgement: half of the crossing in the hands of at most five ...
CARRIERS_SHARE = 1 / 12  # judgement: ... who are at most a twelfth of those who cross


@dataclass(frozen=True)
class Seats:
    """The people drawn, all arrays in the same order: the left side from the top, then the right side from the top."""

    person: NDArray[np.int64]
    side: NDArray[np.int64]
    places: NDArray[np.float64]
    radii: NDArray[np.float64]
    crossing: NDArray[np.int64]
    received: NDArray[np.int64]
    radius: float
    scale: float

    def of_person(self, people: int) -> NDArray[np.int64]:
        """Return the seat of each person of the picture, -1 for whoever is not drawn."""
        seats = np.full(people, -1, dtype=np.int64)
        seats[self.person] = np.arange(len(self.person))
        return seats


@dataclass(frozen=True)
class Cast:
    """Who stands out (indices of people): `carriers` of half of the crossing, and the ends of the strongest pairs.

    `pair`: the half passes between the two carriers alone.
    """

    carriers: tuple[int, ...]
    strong: tuple[int, ...]
    pair: bool = False

    @property
    def accented(self) -> tuple[int, ...]:
        """Return who is in the strong colour: whom the title talks about, else the strongest pairs."""
        return self.carriers or self.strong

    @property
    def bold(self) -> tuple[int, ...]:
        """Return whose name is written in bold."""
        return (*self.carriers, *self.strong)


@dataclass(frozen=True)
class Scene:
    """The page, where the circle stands on it, who sits there and who stands out."""

    page: Page
    centre: NDArray[np.float64]
    seats: Seats
    cast: Cast

    @property
    def places(self) -> NDArray[np.float64]:
        """Return the middle of each disc in inches on the page."""
        return self.seats.places + self.centre


def seated(picture: RelationPicture, pairs: Pairs, *, radius: float, half_angle: float) -> Seats:
    """Choose at most 80 people a side and seat them on two facing half circles around (0, 0), in inches.

    Parameters
    ----------
    picture, pairs
        The people, and all their pairs.
    radius, half_angle
        Of the half circles, in inches and radians.
    """
    people = len(picture.people)
    side = np.array([person.side for person in picture.people], dtype=np.int64)
    received = np.array([person.received for person in picture.people], dtype=np.int64)
    total = comments_by_person(pairs, people=people)
    crossing = comments_by_person(pairs.where(pairs.crossing), people=people)
    groups = []
    for of in (0, 1):
        members = np.flatnonzero(side == of)
        groups.append(members[strongest_people(crossing[members], total[members], limit=PEOPLE_A_SIDE)])
    orders = _orders(pairs, crossing, groups, people=people)
    scale = disc_scale([received[order] for order in orders], rim=2 * half_angle * radius)
    radii = [disc_radii(received[order], scale=scale) for order in orders]
    room = [np.where(crossing[order] > 0, 1.0, LONER_ROOM) for order in orders]
    places = [rim_places(radii[of], room[of], radius=radius, half_angle=half_angle, side=of) for of in (0, 1)]
    person = np.concatenate(orders)
    return Seats(
        person,
        side[person],
        np.vstack(places),
        np.concatenate(radii),
        crossing[person],
        received[person],
        radius,
        scale,
    )


def _orders(
    pairs: Pairs, crossing: NDArray[np.int64], groups: list[NDArray[np.int64]], *, people: int
) -> list[NDArray[np.int64]]:
    """Order both sides: face to face with whom they exchange, those who never cross at the ends."""
    crossers = [group[crossing[group] > 0] for group in groups]
    place = np.full(people, -1, dtype=np.int64)
    for group in crossers:
        place[group] = np.arange(len(group))
    left = np.zeros(people, dtype=np.bool_)
    left[crossers[0]] = True
    across = pairs.where(pairs.crossing & (place[pairs.first] >= 0) & (place[pairs.second] >= 0))
    rows = np.where(left[across.first], across.first, across.second)
    columns = np.where(left[across.first], across.second, across.first)
    matrix = np.zeros((len(crossers[0]), len(crossers[1])), dtype=np.int64)
    matrix[place[rows], place[columns]] = across.comments
    met = [matrix.sum(axis=1) > 0, matrix.sum(axis=0) > 0]
    facing = facing_order(matrix[np.ix_(met[0], met[1])])
    result = []
    for of, group in enumerate(groups):
        inner = crossers[of][met[of]][facing[of]]
        others = [int(person) for person in group if person not in set(inner.tolist())]
        result.append(np.array(with_loners_at_ends(inner.tolist(), others), dtype=np.int64))
    return result


def remarkable_people(picture: RelationPicture, pairs: Pairs, seats: Seats) -> Cast:
    """Tell who stands out: the few who carry half of the crossing (nobody where they are many), the strongest pairs.

    Parameters
    ----------
    picture, pairs
        The totals, and all pairs of the picture.
    seats
        Who is drawn: strongest pairs are looked for among them.
    """
    people = len(picture.people)
    crossing = picture.left_to_right + picture.right_to_left
    shown = pairs.among(seats.person)
    strongest = shown.where(outstanding_pairs(shown))
    ends = tuple(np.unique(np.concatenate([strongest.first, strongest.second])).tolist())
    if len(strongest) and 2 * strongest.comments[0] >= crossing:
        return Cast((int(strongest.first[0]), int(strongest.second[0])), ends, pair=True)
    crossers = int((comments_by_person(pairs.where(pairs.crossing), people=people) > 0).sum())
    carriers = people_who_carry_half(pairs, people=people, crossing=crossing)
    few = len(carriers) <= min(MOST_CARRIERS, CARRIERS_SHARE * crossers)
    return Cast(tuple(carriers.tolist()) if few else (), ends)


def named_seats(seats: Seats, chosen: Cast) -> list[int]:
    """Return the seats that carry a name: all of a small side, else those who cross most and those who stand out."""
    named: set[int] = set()
    for of in (0, 1):
        here = np.flatnonzero(seats.side == of)
        if len(here) > ALL_NAMED:
            ranked = here[np.argsort(-seats.crossing[here], kind="stable")]
            here = ranked[:NAMED][seats.crossing[ranked[:NAMED]] > 0]
        named.update(here.tolist())
    named.update(np.flatnonzero(np.isin(seats.person, chosen.bold)).tolist())
    return sorted(named)
