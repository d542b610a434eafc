"""The people dealt into groups, and how often each group is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GROUPS = 500
"""Groups at most; where there are fewer people, each is a group. The spread that five hundred groups show is right to
within three parts in a hundred, as is that of as many draws."""

DRAWS = 500

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Who is in which group, and how often each group is there.

    Attributes
    ----------
    of : array of shape (people,)
        The group of each person.
    place : array of shape (people,)
        The place of each person in an order that depends on what they did alone.
    times : array of shape (DRAWS, groups)
        How often each group is there, by draw.
    """

    of: Integers
    place: Integers
    times: Floats

    def drawn(self, amounts: Floats) -> Floats:
        """Sum up what the groups add, by draw: from (groups, ...) to (DRAWS, ...)."""
        sums: Floats = self.times @ amounts
        return sums


def deal(likeness: Floats, team: NDArray[np.bool_], *, seed: int) -> Groups:
    """Deal the people into groups, and draw as many groups again as there are, with replacement.

    The community team is drawn among itself: how large it is, is no matter of chance.

    Parameters
    ----------
    likeness : array of shape (people,)
        The same for two people only where they are alike in all that is counted.
    team : array of shape (people,)
        Who is of the community team.

    Notes
    -----
    Random groups (Wolter 2007, chapter 2): large groups of people dealt at random show the same spread as the people
    themselves, and cost less to draw.
    """
    order = np.lexsort((likeness, team))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    random = np.random.default_rng(seed)
    group = np.zeros(len(order), dtype=np.int64)
    times: list[Floats] = []
    for among in (~team, team):
        people = int(among.sum())
        count = min(people, GROUPS)
        if not count:
            continue
        before = sum(one.shape[1] for one in times)
        group[order[among[order]]] = before + random.permutation(people) % count
        there = random.integers(count, size=(DRAWS, count)) + count * np.arange(DRAWS)[:, np.newaxis]
        times.append(np.bincount(there.reshape(-1), minlength=DRAWS * count).reshape(DRAWS, count).astype(np.float64))
    return Groups(of=group, place=place, times=np.hstack(times) if times else np.zeros((DRAWS, 0)))
