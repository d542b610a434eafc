"""What units would exchange if only their sizes of exchange mattered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    import numpy.typing as npt

ROUNDS = 200
CLOSE = 1e-9


def quasi_independence(observed: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the counts expected between units by quasi-independence, the diagonal left out.

    Exchange inside a unit would drown everything, so rows and columns are fitted on what crosses alone, by iterative
    proportional fitting.

    Parameters
    ----------
    observed
        Comments from row to column, shape (units, units).

    Returns
    -------
    ndarray
        Expected counts, same shape, NaN on the diagonal.

    References
    ----------
    Goodman 1968, The analysis of cross-classified data: independence, quasi-independence.
    """
    crossing = observed.astype(float)
    np.fill_diagonal(crossing, 0.0)
    rows, columns = crossing.sum(axis=1), crossing.sum(axis=0)
    fitted = np.ones_like(crossing)
    np.fill_diagonal(fitted, 0.0)
    for _ in range(ROUNDS):
        before = fitted.copy()
        fitted *= np.divide(rows, fitted.sum(axis=1), out=np.zeros_like(rows), where=fitted.sum(axis=1) > 0)[:, None]
        fitted *= np.divide(columns, fitted.sum(axis=0), out=np.zeros_like(rows), where=fitted.sum(axis=0) > 0)
        if np.abs(fitted - before).max() < CLOSE:
            break
    np.fill_diagonal(fitted, np.nan)
    return fitted


def unit_matrix(unit_ties: pl.DataFrame, *, shown: frozenset[str]) -> pl.DataFrame:
    """Lay what units exchange beside what chance would give.

    Parameters
    ----------
    unit_ties
        source_unit, target_unit, comments, of one period.
    shown
        Units that may be shown; the others are left out of counts and expectation.

    Returns
    -------
    DataFrame
        source, target str, comments u64, expected f64?, ratio f64?: every ordered pair of shown units, sorted;
        expected and ratio are null inside a unit and where nothing is expected.
    """
    names = sorted(shown)
    counted = unit_ties.filter(pl.col("source_unit").is_in(names) & pl.col("target_unit").is_in(names))
    place = {name: index for index, name in enumerate(names)}
    observed = np.zeros((len(names), len(names)))
    for source, target, comments in counted.select("source_unit", "target_unit", "comments").iter_rows():
        observed[place[source], place[target]] += comments
    expected = quasi_independence(observed) if names else observed
    return pl.DataFrame(
        {
            "source": [source for source in names for _ in names],
            "target": names * len(names),
            "comments": observed.ravel().astype(np.uint64),
            "expected": expected.ravel(),
        },
        schema={"source": pl.String, "target": pl.String, "comments": pl.UInt64, "expected": pl.Float64},
    ).with_columns(
        expected=pl.when(pl.col("expected") > 0).then(pl.col("expected").fill_nan(None)),
        ratio=pl.when(pl.col("expected") > 0).then((pl.col("comments") / pl.col("expected")).fill_nan(None)),
    )
