"""On which days something happened in each of the platform's own spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.schema import PARTICIPATION
from rse_maturity.tables.engine import collect

if TYPE_CHECKING:
    from datetime import date


def space_days(events: pl.DataFrame, bots: pl.Series, *, last_day: date) -> pl.DataFrame:
    """List the days on which somebody took part in each space.

    Parameters
    ----------
    events
        EVENTS.
    bots
        Codes of those who are no humans.
    last_day
        The last complete day.

    Returns
    -------
    DataFrame
        channel u32, day Date, sorted; no row where no event names a space.
    """
    inside = (
        pl.col("channel").is_not_null()
        & (pl.col("day") <= last_day)
        & pl.col("kind").is_in(PARTICIPATION)
        & ~pl.col("actor").is_in(bots.implode())
    )
    return collect(events.lazy().filter(inside).select("channel", "day").unique()).sort("channel", "day")
