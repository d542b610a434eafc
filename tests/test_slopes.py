"""Lines through points, against hand-made ones and the coverage that their bounds promise."""

from __future__ import annotations

import numpy as np
import pytest

from rse_maturity.slopes import relative_changes, slope_ranks


def test_slope_ranks_leave_as_many_slopes_on_both_sides():
    assert slope_ranks(10) == (10, 34)  # 45 slopes, 1.96 sqrt(10 * 9 * 25 / 18) = 21.9
    assert slope_ranks(4) == (0, 5)  # all six: only an unbroken fall is off zero
    assert slope_ranks(2) == (0, 0)


def test_the_change_is_over_the_whole_line_relative_to_its_middle():
    value, low, high = relative_changes(np.array([0, 2, 4]), np.array([[120.0, 100.0, 80.0], [0.0, 0.0, 0.0]]))
    assert (value[0], low[0], high[0]) == pytest.approx((-0.4, -0.4, -0.4))
    assert np.isnan(value[1])


def test_the_interval_covers_a_flat_line_about_as_often_as_it_says():
    random = np.random.default_rng(6)
    weeks = np.arange(26)
    _, low, high = relative_changes(weeks, 100 + random.normal(0, 10, (400, 26)))
    covered = np.mean((low <= 0) & (high >= 0))
    assert 0.92 <= covered <= 0.98
