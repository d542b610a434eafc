"""What chance alone would let cross from unit to unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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


class Written(NamedTuple):
    """Everybody with a tie to a known unit, one entry a person: arrays of shape (people,).

    Attributes
    ----------
    person
        Codes of people, rising.
    unit
        Code of the unit.
    outside, comments
        Comments to people of other units, and of all.
    """

    person: NDArray[np.int64]
    unit: NDArray[np.int64]
    outside: NDArray[np.int64]
    comments: NDArray[np.int64]


def drawn_ratios(found: Written, *, seed: int) -> NDArray[np.float64]:
    """Return the ratio of observed to expected external share in draws of people.

    Returns
    -------
    array of shape (DRAWS,)
        Each draw takes as many people with a tie as there are, with replacement, each with unit and comments written;
        NaN where a draw has no comment or one unit only.
    """
    _, units, outside, written = found
    order = np.lexsort((written, outside, units))  # free of ids
    units, added = units[order], np.stack([outside, written])[:, order].astype(np.float64)
    n, (_, starts) = len(units), np.unique(units, return_index=True)
    random = np.random.default_rng(seed)
    ratios = np.full(DRAWS, np.nan)
    for draw in range(DRAWS):  # one draw at a time: all of them at once would fill the memory of a large network
        times = np.bincount(random.integers(n, size=n), minlength=n).astype(np.float64)
        sizes = np.add.reduceat(times, starts)
        # a person drawn twice meets oneself, inside the unit: n / (n - 1) makes up for that, exactly on average
        external = (1 - (sizes * (sizes - 1)).sum() / (n * (n - 1))) * n / (n - 1)
        across, comments = added @ times
        if comments * external > 0:
            ratios[draw] = across / (comments * external)
    return ratios


def written_by_person(ties: pl.DataFrame, people: pl.DataFrame) -> Written:
    """Return what everybody wrote to people of known units.

    Parameters
    ----------
    ties
        source, target, comments.
    people
        person, unit.
    """
    labels = people.filter(pl.col("unit").is_not_null()).select("person", pl.col("unit").rank("dense"))
    size = 1 + int(people["person"].to_numpy().max(initial=0))
    unit = np.full(size, -1, dtype=np.int64)
    unit[labels["person"].to_numpy()] = labels["unit"].to_numpy().astype(np.int64) - 1
    source, target = (ties[end].to_numpy().astype(np.int64) for end in ("source", "target"))
    near, far = unit.take(source), unit.take(target)
    comments = np.where((near >= 0) & (far >= 0), ties["comments"].to_numpy(), 0).astype(np.float64)
    written = np.bincount(source, weights=comments, minlength=size)
    linked = (written > 0) | (np.bincount(target, weights=comments, minlength=size) > 0)
    outside = np.bincount(source, weights=comments * (near != far), minlength=size)
    outside, written = (sums[linked].astype(np.int64) for sums in (outside, written))
    return Written(np.flatnonzero(linked), unit[linked], outside, written)
