"""Rows counted together: the same as groups give, whether there are few combinations or many."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from rse_maturity.measures.alike import alike, numbered


@pytest.mark.parametrize("size", [7, 2**20, 2**40])
def test_rows_are_counted_as_groups_are(size):
    random = np.random.default_rng(3)
    rows = pl.DataFrame(
        {
            "period": pl.Series(random.integers(0, 5, 400), dtype=pl.UInt16),
            "member": random.random(400) < 0.5,
            "kind": random.integers(0, 7, 400) * (size // 7),
            "posts": pl.Series(random.integers(0, 9, 400), dtype=pl.UInt32),
        }
    )
    by = {"period": 5, "member": 2, "kind": size}
    groups = rows.group_by(*by).agg(n=pl.len().cast(pl.Int64), posts=pl.col("posts").cast(pl.Int64).sum())
    assert_frame_equal(alike(rows, by, amounts=("posts",)), groups.sort(*by))


def test_no_rows_are_counted_as_none():
    rows = pl.DataFrame(schema={"period": pl.UInt16, "posts": pl.UInt32})
    assert alike(rows, {"period": 3}, amounts=("posts",)).is_empty()


def test_numbers_are_told_by_their_places():
    different, places = numbered(np.array([9, 4, 9, 0], dtype=np.uint32))
    assert (different.tolist(), places.tolist()) == ([0, 4, 9], [2, 1, 2, 0])
    assert [part.tolist() for part in numbered(np.zeros(0, dtype=np.uint32))] == [[], []]
