"""Intervals against published values and brute force."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from rse_maturity.measures.intervals import (
    median_ranks,
    ratio_interval,
    resample,
    resampled_sum,
    wilson,
)


def bounds(numerator, denominator):
    frame = pl.DataFrame({"a": [numerator], "n": [denominator]})
    low, high = wilson(pl.col("a"), pl.col("n"))
    return frame.select(low=low, high=high).row(0)


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_values_of_newcombe_1998(numerator, denominator, low, high):
    assert bounds(numerator, denominator) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_everybody_ends_exactly_at_one_and_of_nobody_begins_exactly_at_zero():
    for n in range(1, 400):
        assert bounds(n, n)[1] == 1.0
        assert bounds(0, n)[0] == 0.0


def test_wilson_of_nothing_is_unknown():
    assert bounds(0, 0) == (None, None)


@pytest.mark.parametrize(("n", "ranks"), [(20, (10, 6, 15)), (50, (25, 18, 33)), (1, (1, 1, 1)), (7, (4, 1, 7))])
def test_median_ranks_are_those_of_the_tables(n, ranks):
    found = pl.DataFrame({"n": [float(n)]}).select(**dict(zip("mlh", median_ranks(pl.col("n")), strict=True)))
    assert found.row(0) == ranks


def test_drawing_people_by_value_spreads_like_drawing_people():
    values = np.repeat([1, 2, 30], [50, 30, 20])
    by_value = resample(np.array([50, 30, 20]), seed=1) @ np.array([1, 2, 30])
    one_by_one = np.random.default_rng(2).choice(values, size=(4000, 100)).sum(axis=1)
    assert by_value.mean() == pytest.approx(one_by_one.mean(), rel=0.03)
    assert by_value.std() == pytest.approx(one_by_one.std(), rel=0.1)


def test_a_ratio_that_is_the_same_for_everybody_is_certain():
    assert ratio_interval(np.array([2, 4, 6]), np.array([1, 2, 3]), seed=1) == (2.0, 2.0)


def test_a_ratio_that_a_draw_cannot_divide_has_no_interval():
    assert ratio_interval(np.array([1, 1, 1]), np.array([0, 0, 1]), seed=1) is None


def test_the_sum_over_people_drawn_again_keeps_its_mean_and_nobody_adds_nothing():
    assert resampled_sum(np.array([5, 5, 5]), seed=1).tolist() == [15] * len(resampled_sum(np.array([1]), seed=1))
    assert resampled_sum(np.arange(100), seed=1).mean() == pytest.approx(4950, rel=0.02)
    assert not resampled_sum(np.array([], dtype=np.int64), seed=1).any()
