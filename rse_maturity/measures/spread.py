"""How contributions spread over people: what the measures of concentration read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import bound_headline
from rse_maturity.measures.figures import values as figures
from rse_maturity.measures.intervals import percentiles, resample

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel

    Measure = Callable[["Spread"], NDArray[np.float64]]
    """One value for each row of a spread."""


@dataclass(frozen=True)
class Spread:
    """Contributors by number of contributions, in several populations of at least one contributor.

    Attributes
    ----------
    amounts : array of shape (amounts,)
        Numbers of contributions, rising, from 1.
    people : array of shape (populations, amounts)
        Contributors with that number.
    """

    amounts: NDArray[np.int64]
    people: NDArray[np.int64]

    @cached_property
    def contributors(self) -> NDArray[np.int64]:
        """Contributors of each population."""
        return self.people.sum(axis=1)

    @cached_property
    def contributions(self) -> NDArray[np.int64]:
        """Contributions of each population."""
        return self.people @ self.amounts

    def held_by_top(self, tops: NDArray[np.float64]) -> NDArray[np.float64]:
        """Contributions of the `tops` most active people of each population; a fraction of a person counts as such."""
        falling = self.people[:, ::-1]
        above = np.cumsum(falling, axis=1) - falling
        taken = np.clip(tops[:, None] - above, 0, falling)
        held: NDArray[np.float64] = taken @ self.amounts[::-1]
        return held


def concentration(panel: Panel, measure: Measure) -> pl.DataFrame:
    """Measure the spread of the 12 months that end with each period, with a bootstrap of people for the headline.

    Returns
    -------
    DataFrame
        COLUMNS of `figures`; the denominator is the number of contributors. Fewer than the minimum group is too few.
    """
    counts = (
        panel.year.filter(pl.col("contributions") > 0)
        .group_by("key", "contributions")
        .agg(people=pl.len())
        .sort("key", "contributions")
    )
    if counts.is_empty():
        nobody = pl.DataFrame(schema={"key": panel.keys.schema["key"], "value": pl.Float64, "denominator": pl.Int64})
        return figures(panel, nobody, few="few_people", minimum=panel.minimum)
    keys = counts.get_column("key").unique().sort()
    amounts, column = np.unique(counts.get_column("contributions").to_numpy().astype(np.int64), return_inverse=True)
    row = np.searchsorted(keys.to_numpy(), counts.get_column("key").to_numpy())
    people = np.zeros((len(keys), len(amounts)), dtype=np.int64)
    people[row, column] = counts.get_column("people").to_numpy()
    spread = Spread(amounts=amounts, people=people)
    measured = pl.DataFrame({"key": keys, "value": measure(spread), "denominator": spread.contributors})
    rows = figures(panel, measured, few="few_people", minimum=panel.minimum)
    if keys[-1] != panel.last or spread.contributors[-1] < panel.minimum:
        return rows
    present = people[-1] > 0
    drawn = resample(people[-1][present], seed=panel.settings.seed)
    return bound_headline(panel, rows, percentiles(measure(Spread(amounts=amounts[present], people=drawn))))
