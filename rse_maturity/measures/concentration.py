"""Figures of concentration: the spread of contributions, measured by period, with an interval for the headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import bound_headline, values, withhold
from rse_maturity.measures.intervals import percentiles

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel
    from rse_maturity.measures.spread import Spread


def concentration(
    panel: Panel, measure: Callable[[Spread], NDArray[np.float64]], *, spread: Spread | None = None
) -> pl.DataFrame:
    """Measure the spread of the 12 months that end with each period, with a bootstrap of people for the headline.

    Parameters
    ----------
    measure
        Gives one value for each population of a spread.
    spread
        By default that over the contributors.

    Returns
    -------
    DataFrame
        COLUMNS of `figures`; the denominator is the number of people in the spread. Fewer than the minimum group is too
        few.
    """
    spread = panel.spread if spread is None else spread
    measured = pl.DataFrame(
        {
            "key": spread.keys,
            "value": pl.Series(measure(spread)).set(pl.Series(spread.contributions == 0), None),
            "denominator": spread.contributors,
        },
        schema={"key": panel.keys.schema["key"], "value": pl.Float64, "denominator": pl.Int64},
    )
    rows = values(panel, measured, few="few_people", minimum=panel.minimum)
    rows = withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="no_activity")
    if panel.by == "unit" or rows.get_column("value")[-1] is None:
        return rows
    return bound_headline(panel, rows, percentiles(measure(spread.again)[spread.again.contributions > 0]))
