"""What chance alone would let cross from unit to unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.intervals import DRAWS

if TYPE_CHECKING:
    from numpy.typing import NDArray


def expected_external_share(unit_people: pl.DataFrame) -> pl.DataFrame:
    """Return the mean share of ties between units over all ways to deal the units to the same people.

    Parameters
    ----------
    unit_people
        key, unit, people: people with a tie.

    Returns
    -------
    DataFrame
        key, people (N), expected: 1 - sum of n_u (n_u - 1) / (N (N - 1)); null where N < 2. No row for an empty input.
    """
    n = pl.col("people").cast(pl.Float64)
    inside = (n * (n - 1)).sum() / pl.when(n.sum() > 1).then(n.sum() * (n.sum() - 1))
    return unit_people.group_by("key").agg(pl.col("people").sum(), expected=1 - inside)


def drawn_ratios(ties: pl.DataFrame, people: pl.DataFrame, *, seed: int) -> NDArray[np.float64]:
    """Return the ratio of observed to expected external share in draws of people.

    Parameters
    ----------
    ties
        source, target, comments.
    people
        person, unit.

    Returns
    -------
    array of shape (DRAWS,)
        Each draw takes as many people with a tie as there are, with replacement, each with unit and comments written;
        NaN where a draw has no comment or one unit only.
    """
    _, units, outside, written = written_by_person(ties, people)
    order = np.lexsort((written, outside, units))  # free of ids
    units, outside, written = units[order], outside[order], written[order]
    n, (_, starts) = len(units), np.unique(units, return_index=True)
    random = np.random.default_rng(seed)
    ratios = np.full(DRAWS, np.nan)
    for draw in range(DRAWS):  # one draw at a time: all of them at once would fill the memory of a large network
        times = np.bincount(random.integers(n, size=n), minlength=n)
        sizes = np.add.reduceat(times, starts).astype(np.float64)
        # a person drawn twice meets oneself, inside the unit: n / (n - 1) makes up for that, exactly on average
        external = (1 - (sizes * (sizes - 1)).sum() / (n * (n - 1))) * n / (n - 1)
        chance = (times @ written) * external
        if chance > 0:
            ratios[draw] = (times @ outside) / chance
    return ratios


def written_by_person(
    ties: pl.DataFrame, people: pl.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return person, unit code, comments to other units and comments of everybody with a tie to a known unit."""
    labels = people.filter(pl.col("unit").is_not_null()).select("person", pl.col("unit").rank("dense"))
    size = 1 + int(people["person"].to_numpy().max(initial=0))
    unit = np.full(size, -1, dtype=np.int64)
    unit[labels["person"].to_numpy()] = labels["unit"].to_numpy().astype(np.int64) - 1
    source, target = ties["source"].to_numpy(), ties["target"].to_numpy()
    known = (unit[source] >= 0) & (unit[target] >= 0) & (ties["comments"].to_numpy() > 0)
    source, target = source[known], target[known]
    comments = ties["comments"].to_numpy()[known]
    crossing = np.where(unit[source] != unit[target], comments, 0)
    linked = np.zeros(size, dtype=bool)
    linked[source] = linked[target] = True
    written = np.bincount(source, weights=comments, minlength=size)[linked].astype(np.int64)
    outside = np.bincount(source, weights=crossing, minlength=size)[linked].astype(np.int64)
    return np.flatnonzero(linked), unit[linked], outside, written
