"""What chance alone would let cross from unit to unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.intervals import DRAWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHUNK = 5_000_000  # people drawn at a time: bounds the memory, not the result


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
    units, outside, written = _per_person(ties, people)
    n, kinds = len(units), int(units.max()) + 1
    sums = np.zeros((DRAWS, 2))
    inside = np.zeros(DRAWS)
    random = np.random.default_rng(seed)
    step = max(1, CHUNK // n)
    for start in range(0, DRAWS, step):
        rows = min(step, DRAWS - start)
        drawn = random.integers(n, size=(rows, n), dtype=np.uint32)
        sums[start : start + rows, 0] = outside[drawn].sum(axis=1)
        sums[start : start + rows, 1] = written[drawn].sum(axis=1)
        flat = units[drawn] + kinds * np.arange(rows)[:, None]
        sizes = np.bincount(flat.ravel(), minlength=rows * kinds).reshape(rows, kinds).astype(np.float64)
        inside[start : start + rows] = (sizes * (sizes - 1)).sum(axis=1)
    expected = sums[:, 1] * (1 - inside / (n * (n - 1)))
    return np.divide(sums[:, 0], expected, out=np.full(DRAWS, np.nan), where=expected > 0)


def _per_person(
    ties: pl.DataFrame, people: pl.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return unit code, comments to other units and comments of everybody with a tie, in an order free of ids."""
    labels = people.filter(pl.col("unit").is_not_null()).select("person", pl.col("unit").rank("dense"))
    size = 1 + max((int(frame.max() or 0) for frame in (ties["source"], ties["target"], people["person"])), default=0)  # type: ignore[arg-type]
    unit = np.full(size, -1, dtype=np.int64)
    unit[labels["person"].to_numpy()] = labels["unit"].to_numpy().astype(np.int64) - 1
    source, target = ties["source"].to_numpy(), ties["target"].to_numpy()
    known = (unit[source] >= 0) & (unit[target] >= 0) & (ties["comments"].to_numpy() > 0)
    source, target = source[known], target[known]
    comments = ties["comments"].to_numpy()[known].astype(np.float64)
    crossing = np.where(unit[source] != unit[target], comments, 0.0)
    linked = np.zeros(size, dtype=bool)
    linked[source] = linked[target] = True
    written = np.bincount(source, weights=comments, minlength=size)[linked]
    outside = np.bincount(source, weights=crossing, minlength=size)[linked]
    order = np.lexsort((written, outside, unit[linked]))
    return unit[linked][order], outside[order], written[order]
