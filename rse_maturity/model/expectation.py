"""Who is expected to take part: the population that silence is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from datetime import date


def expected_on(day: date) -> pl.Expr:
    """Say who of PEOPLE is expected on a day: as stated, else listed by a directory, hired, not gone, no guest, no bot.

    Joining the network is no condition: who never came is expected all the same.
    """
    derived = (
        pl.col("in_directory").fill_null(value=False)
        & ~pl.col("is_guest").fill_null(value=False)
        & ~pl.col("is_bot").fill_null(value=False)
        & (pl.col("hired_at") <= day).fill_null(value=True)
        & (pl.col("left_at") > day).fill_null(value=True)
    )
    return pl.coalesce("expected", derived)
