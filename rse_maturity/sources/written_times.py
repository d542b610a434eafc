"""Times as a platform writes them, by column: the form that most share is read fast, the others one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.raw import HEAD_ROWS
from rse_maturity.sources.times import plan_times

if TYPE_CHECKING:
    from rse_maturity.config import Settings

_NOTHING = ("", "null", "NULL", "None")


def filled(column: str) -> pl.Expr:
    """Tell which cells of a column hold something; some platforms write `null` for nothing."""
    return pl.col(column).is_not_null() & pl.col(column).is_in(_NOTHING).not_()


def read_times(values: pl.Series, *, settings: Settings, path: str, zone: str = "UTC") -> pl.DataFrame:
    """Read a column of times in whatever way each is written.

    Parameters
    ----------
    values
        Text.
    zone
        Where times without offset are.

    Returns
    -------
    One row a value: `at` (Datetime us UTC, null where it cannot be read), `by_day` (it is only a day), `has_time`
    (there is something, readable or not).

    Raises
    ------
    DateOrderUnknown
        As `plan_times`.
    """
    frame = pl.DataFrame({"time": values}, schema={"time": pl.String()})
    has_time = filled("time")
    plan = plan_times(
        frame.lazy(), frame.head(HEAD_ROWS), "time", zone=zone, settings=settings, path=path, general=False
    )
    by_day = pl.lit(value=False) if plan.by_day is None else plan.by_day
    read = frame.with_columns(at=plan.at, by_day=by_day, has_time=has_time)
    odd = read.with_row_index("row").filter(pl.col("at").is_null() & pl.col("has_time"))
    if not plan.fast or odd.is_empty():
        return read.select("at", "by_day", "has_time")
    patient = plan_times(
        frame.lazy(), odd.head(HEAD_ROWS), "time", zone=zone, settings=settings, path=path, general=True
    )
    again = odd.select(
        "row", at=patient.at, by_day=patient.by_day if patient.by_day is not None else pl.lit(value=False)
    )
    return read.select(
        at=read["at"].scatter(again["row"], again["at"]),
        by_day=read["by_day"].scatter(again["row"], again["by_day"]),
        has_time="has_time",
    )
