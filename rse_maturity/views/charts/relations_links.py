"""Who exchanges with whom, as arrays, and which of it a page can hold.

A tie goes from the one who answers to the one answered; a *pair* is what two people exchange, both directions summed.
Totals and shares are never computed here from what is left after a choice: the picture carries its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.model.pictures import RelationPicture

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

EVERY_PAIR = 450  # up to here a page shows all pairs (judgement: 2 x 15 people exchange at most 435)
CROSSING_KEPT = 130  # judgement: more lines than this through the middle read as a stain
INNER_KEPT = 110  # judgement
TAGS = 4  # judgement: pairs that are named by a number
HALF = 0.5


@dataclass(frozen=True)
class Pairs:
    """Pairs of people (indices), `first` < `second` in person order, with the comments exchanged."""

    first: Ints
    second: Ints
    comments: Ints
    crossing: Flags

    def __len__(self) -> int:
        return len(self.comments)

    def where(self, keep: Flags | Ints) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.first[keep], self.second[keep], self.comments[keep], self.crossing[keep])

    def among(self, persons: Ints) -> Pairs:
        """Return the pairs of which both people are among `persons`."""
        return self.where(np.isin(self.first, persons) & np.isin(self.second, persons))


def exchanged_pairs(picture: RelationPicture) -> Pairs:
    """Return who exchanges with whom, both directions summed, without answers to oneself.

    Parameters
    ----------
    picture
        People and directed links; an empty picture gives no pair.
    """
    rows = [(link.source, link.target, link.comments) for link in picture.links if link.source != link.target]
    source, target, comments = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    side = np.array([person.side for person in picture.people], dtype=np.int64)
    people = max(len(side), 1)
    low, high = np.minimum(source, target), np.maximum(source, target)
    keys, place = np.unique(low * people + high, return_inverse=True)
    total = np.zeros(len(keys), dtype=np.int64)
    np.add.at(total, place, comments)
    first, second = keys // people, keys % people
    keep = total > 0
    return Pairs(first[keep], second[keep], total[keep], (side[first] != side[second])[keep])


def comments_by_person(pairs: Pairs, *, people: int) -> Ints:
    """Return how many of the comments of these pairs touch each person, as author or as recipient."""
    touched = np.zeros(people, dtype=np.int64)
    np.add.at(touched, pairs.first, pairs.comments)
    np.add.at(touched, pairs.second, pairs.comments)
    return touched


def disparity_p_values(pairs: Pairs, *, people: int) -> Floats:
    """Tell for each pair how ordinary its weight is for its two people; small means outstanding.

    For one end with degree k and share p of its strength on this pair, (1 - p)^(k - 1); the smaller of the two ends
    counts. Somebody with a single partner says nothing about it: p = 1.

    Source: M. A. Serrano, M. Boguna, A. Vespignani, PNAS 106 (2009) 6483.
    """
    strength = comments_by_person(pairs, people=people)
    ones = Pairs(pairs.first, pairs.second, np.ones_like(pairs.comments), pairs.crossing)
    degree = comments_by_person(ones, people=people)
    ends = [(1 - pairs.comments / strength[end]) ** (degree[end] - 1) for end in (pairs.first, pairs.second)]
    return np.asarray(np.minimum(ends[0], ends[1]))


def drawn_pairs(pairs: Pairs, *, people: int) -> Pairs:
    """Return the pairs a page can hold: crossing ones by strength, inner ones by the disparity filter.

    Parameters
    ----------
    pairs
        All pairs among the people drawn; few enough are all kept.
    people
        How many people the indices of `pairs` count.
    """
    if len(pairs) <= EVERY_PAIR:
        return pairs
    inner = ~pairs.crossing
    unusual = np.ones(len(pairs))
    for part in (inner, pairs.crossing):
        unusual[part] = disparity_p_values(pairs.where(part), people=people)
    by_strength = np.lexsort((unusual, -pairs.comments))
    by_rarity = np.lexsort((-pairs.comments, unusual))
    kept = np.concatenate(
        [
            by_strength[pairs.crossing[by_strength]][:CROSSING_KEPT],
            by_rarity[inner[by_rarity]][:INNER_KEPT],
        ]
    )
    return pairs.where(np.sort(kept))


def outstanding_pairs(pairs: Pairs) -> Ints:
    """Return the positions of the strongest crossing pairs: at most four, none torn from its equals.

    Strongest first. Where more than four are equal at the top, nobody stands out and nothing is returned; a single
    comment never stands out.
    """
    places = np.flatnonzero(pairs.crossing & (pairs.comments > 1))
    places = places[np.argsort(-pairs.comments[places], kind="stable")]
    if len(places) <= TAGS:
        return places
    best = places[:TAGS]
    return np.asarray(best[pairs.comments[best] > pairs.comments[places[TAGS]]])


def people_who_carry_half(pairs: Pairs, *, people: int, crossing: int) -> Ints:
    """Return the fewest people, found one after the other, who take part in half of the comments that cross.

    Each next person is the one who touches most of what nobody before has touched (ties: the person who comes first).

    Parameters
    ----------
    pairs
        Pairs of the people at hand.
    people
        How many people the indices of `pairs` count.
    crossing
        All comments that cross, those of people who are not at hand included.

    Returns
    -------
    ndarray
        Nobody where nothing crosses, or where the people at hand do not make up half.
    """
    left = pairs.where(pairs.crossing)
    missing = crossing * HALF
    found: list[int] = []
    while missing > 0 and len(left):
        touched = comments_by_person(left, people=people)
        found.append(int(np.argmax(touched)))
        missing -= int(touched[found[-1]])
        left = left.where((left.first != found[-1]) & (left.second != found[-1]))
    return np.array(found if missing <= 0 else [], dtype=np.int64)
