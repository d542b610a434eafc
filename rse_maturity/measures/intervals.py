"""How sure a figure is: 95 % intervals without scipy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

Z = 1.959963984540054  # 97.5 % point of the normal law
DRAWS = 500


def wilson(numerator: pl.Expr, denominator: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Bound a share at 95 %, also where it is near 0 or 1 or the group is small.

    Parameters
    ----------
    numerator, denominator
        Counts, numerator <= denominator.

    Returns
    -------
    tuple of Expr
        Low and high, within 0 and 1; null where the denominator is 0.

    Notes
    -----
    Wilson (1927), without continuity correction.
    """
    n = pl.when(denominator > 0).then(denominator.cast(pl.Float64))
    share = numerator / n
    centre = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = (Z / (1 + Z**2 / n)) * (share * (1 - share) / n + Z**2 / (4 * n**2)).sqrt()
    # at 0 and at 1 the bound is exact, and rounding must not put it inside the value
    low = pl.when(numerator == 0).then(0 * n).otherwise((centre - half).clip(0, 1))
    high = pl.when(numerator == denominator).then(0 * n + 1).otherwise((centre + half).clip(0, 1))
    return low, high


def median_ranks(n: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Return the ranks (from 1) of the median of n sorted values and of its 95 % bounds.

    Returns
    -------
    tuple of Expr
        Median: the lowest value that half of the values do not exceed; low and high by the normal approximation of
        the binomial law (Campbell and Gardner 1988), within 1 and n.
    """
    half = Z * n.sqrt() / 2
    low = (n / 2 - half).round(mode="half_away_from_zero").cast(pl.Int64).clip(lower_bound=1)
    high = (1 + n / 2 + half).round(mode="half_away_from_zero").cast(pl.Int64)
    return (n / 2).ceil().cast(pl.Int64), low, pl.min_horizontal(high, n.cast(pl.Int64))


def resample(counts: NDArray[np.int64], *, seed: int) -> NDArray[np.int64]:
    """Draw the same number of people again, with replacement, where `counts` people share each value.

    People with the same value are alike, so a draw of people is a multinomial draw of values: far fewer numbers.

    Parameters
    ----------
    counts : array of shape (values,)
        People by value, in an order that depends on the values alone.

    Returns
    -------
    array of shape (DRAWS, values)
        People by value in each draw.
    """
    total = int(counts.sum())
    return np.random.default_rng(seed).multinomial(total, counts / total, size=DRAWS)


def resampled_sum(amounts: NDArray[np.int64], *, seed: int) -> NDArray[np.int64]:
    """Return the sum of the amounts of people drawn again, in each draw.

    Parameters
    ----------
    amounts : array of shape (people,)
        What each person adds.

    Returns
    -------
    array of shape (DRAWS,)
        0 throughout where there is nobody.
    """
    if not amounts.size:
        return np.zeros(DRAWS, dtype=np.int64)
    values, counts = np.unique(amounts, return_counts=True)
    return resample(counts, seed=seed) @ values


def ratio_interval(
    numerators: NDArray[np.int64], denominators: NDArray[np.int64], *, seed: int
) -> tuple[float, float] | None:
    """Bound sum(numerators) / sum(denominators) at 95 %, people being drawn again.

    Parameters
    ----------
    numerators, denominators : arrays of shape (people,)
        What each person adds to both sums.

    Returns
    -------
    tuple of float or None
        Low and high; None where a draw has nothing to divide by.
    """
    base = int(denominators.max()) + 1  # one number for a pair sorts faster than two
    codes, counts = np.unique(numerators * base + denominators, return_counts=True)
    sums = resample(counts, seed=seed) @ np.stack([codes // base, codes % base], axis=1)
    if not (sums[:, 1] > 0).all():
        return None
    return percentiles(sums[:, 0] / sums[:, 1])


def percentiles(draws: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 2.5 and 97.5 % points of bootstrap draws, each of them a value that was drawn."""
    low, high = np.percentile(draws, [2.5, 97.5], method="inverted_cdf")
    return float(low), float(high)
