"""Rows that are alike, counted together: millions of rows become the few that figures are made of."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

SPARSE = 8
"""Where there are so many times more combinations than rows, those that exist are looked for first."""


def alike(rows: pl.DataFrame, by: Mapping[str, int], *, amounts: Collection[str] = ()) -> pl.DataFrame:
    """Count the rows that agree in some columns, and add up amounts of theirs: a fifth of the time of groups.

    Parameters
    ----------
    rows
        The columns of `by` and `amounts`, none of them null.
    by
        For each column of whole numbers or truths, what all of them are below.

    Returns
    -------
    DataFrame
        The columns of `by`, n i64 (how many rows), and the sum of each amount (i64), sorted; only what there is.
    """
    size = prod(by.values())
    whole = pl.UInt32() if size <= 2**32 else pl.UInt64()
    code = pl.lit(0, dtype=whole)
    for name, below in by.items():
        code = code * below + pl.col(name).cast(whole)
    codes: NDArray[Any] = rows.select(code=code).to_series().to_numpy()
    existing = None
    if size > SPARSE * (1 + rows.height):
        existing, codes = np.unique(codes, return_inverse=True)
    counts = np.bincount(codes)
    found = np.flatnonzero(counts)
    sums = {
        name: np.bincount(codes, weights=rows.get_column(name).to_numpy())[found].astype(np.int64) for name in amounts
    }
    there = found if existing is None else existing[found]
    places = zip(by, np.unravel_index(there, tuple(by.values())), strict=True)
    counted = pl.DataFrame({**dict(places), "n": counts[found], **sums})
    return counted.with_columns(pl.col(name).cast(rows.schema[name]) for name in by)


def numbered(values: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the different ones of some small whole numbers, rising, and the place of each value among them."""
    there = np.zeros(1 + int(values.max(initial=0)), dtype=bool)
    there[values] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1).take(values)
