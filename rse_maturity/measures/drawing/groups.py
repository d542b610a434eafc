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
Integers = NDArray[np.integer]


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


def deal(likeness: Floats, *, seed: int) -> Groups:
    """Deal the people into groups, and draw as many groups again as there are, with replacement.

    Parameters
    ----------
    likeness : array of shape (people,), at least one
        The same for two people only where they are alike in all that is counted.

    Notes
    -----
    Random groups (Wolter 2007, chapter 2): large groups of people dealt at random show the same spread as the people
    themselves, and cost less to draw.
    """
    people = len(likeness)
    place = np.empty(people, dtype=np.int64)
    place[np.argsort(likeness)] = np.arange(people)
    random = np.random.default_rng(seed)
    count = min(people, GROUPS)
    group = (random.permutation(people) % count)[place].astype(np.int32)  # a number less to read for every act
    there = random.integers(count, size=(DRAWS, count)) + count * np.arange(DRAWS)[:, np.newaxis]
    times = np.bincount(there.reshape(-1), minlength=DRAWS * count).reshape(DRAWS, count)
    return Groups(of=group, place=place, times=times.astype(np.float64))
