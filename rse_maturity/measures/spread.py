"""How contributions spread over people: what the measures of concentration read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.alike import numbered
from rse_maturity.measures.intervals import resample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Spread:
    """Contributors by number of contributions, in several populations of at least one contributor.

    Attributes
    ----------
    keys
        What each population stands for.
    amounts : array of shape (amounts,)
        Numbers of contributions, rising, from 1 (from 0 where the silent are counted too, see `with_silent`).
    people : array of shape (populations, amounts)
        Contributors with that number.
    seed
        Start of the draws of `again`.
    """

    keys: Sequence[object]
    amounts: NDArray[np.int64]
    people: NDArray[np.int64]
    seed: int = 0

    @cached_property
    def again(self) -> Spread:
        """The people of the last population drawn again, with replacement: one population a draw."""
        present = self.people[-1] > 0
        drawn = resample(self.people[-1][present], seed=self.seed)
        return Spread(keys=range(len(drawn)), amounts=self.amounts[present], people=drawn)

    @cached_property
    def contributors(self) -> NDArray[np.int64]:
        """Contributors of each population."""
        counts: NDArray[np.int64] = self.people.sum(axis=1)
        return counts

    @cached_property
    def contributions(self) -> NDArray[np.int64]:
        """Contributions of each population."""
        sums: NDArray[np.int64] = (self.people * self.amounts).sum(axis=1)
        return sums

    def held_by_top(self, share: float) -> NDArray[np.float64]:
        """Contributions of the most active `share` of each population; a fraction of a person counts as such."""
        return self.held_by_first(share * self.contributors)

    def held_by_first(self, count: NDArray[np.floating]) -> NDArray[np.float64]:
        """Contributions of so many of the most active people of each population (an array of shape (populations,))."""
        falling = self.people[:, ::-1]
        above = np.cumsum(falling, axis=1) - falling
        taken = np.clip(count[:, None] - above, 0, falling)
        held: NDArray[np.float64] = (taken * self.amounts[::-1]).sum(axis=1)
        return held

    def gini(self) -> NDArray[np.float64]:
        """Gini coefficient of each population, times n / (n - 1); 0 for one person, or where nobody contributed."""
        people, n = self.people, self.contributors
        # people with the same amount take up consecutive ranks; each has the mean of these ranks
        rank_sums = people * (np.cumsum(people, axis=1) - (people - 1) / 2)
        held = (rank_sums * self.amounts).sum(axis=1)
        gaps = 2 * held / np.maximum(self.contributions, 1) - np.where(self.contributions > 0, n + 1, 0)
        coefficient: NDArray[np.float64] = gaps / np.maximum(n - 1, 1)
        return coefficient


def with_silent(spread: Spread, population: pl.DataFrame) -> Spread:
    """Add those who contributed nothing.

    Parameters
    ----------
    spread
        Contributors of some populations.
    population
        key, people: everybody in each population, its contributors among them.

    Returns
    -------
    Spread
        One population a key of `population`, sorted; amounts from 0, so that `contributors` counts everybody.
    """
    counts = population.sort("key")
    keys = counts.get_column("key").to_list()
    wrote = np.zeros((len(keys), len(spread.amounts)), dtype=np.int64)
    places = {key: place for place, key in enumerate(keys)}
    wrote[[places[key] for key in spread.keys]] = spread.people
    silent = counts.get_column("people").to_numpy().astype(np.int64) - wrote.sum(axis=1)
    return Spread(
        keys=keys,
        amounts=np.concatenate([[0], spread.amounts]),
        people=np.concatenate([silent[:, None], wrote], axis=1),
    )


def spread_of(acts: pl.DataFrame, *, seed: int = 0) -> Spread:
    """Count contributors by number of contributions.

    Parameters
    ----------
    acts
        key, contributions (of each), n (people).
    seed
        See `Spread`.

    Returns
    -------
    Spread
        One population a key with a contributor, sorted; without any, no population and no amount.
    """
    wrote = acts.filter(pl.col("contributions") > 0)
    keys, row = numbered(wrote.get_column("key").to_numpy())
    amounts, column = numbered(wrote.get_column("contributions").to_numpy())
    place, shape = row * len(amounts) + column, (len(keys), len(amounts))
    people = np.bincount(place, weights=wrote.get_column("n").to_numpy(), minlength=shape[0] * shape[1])
    return Spread(keys=keys.tolist(), amounts=amounts, people=people.astype(np.int64).reshape(shape), seed=seed)
