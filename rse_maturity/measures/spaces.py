"""How long the platform's own spaces (channels, groups) live, those that still do included."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.survival import Survival, kaplan_meier

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

SILENT_DAYS = 56
"""Eight weeks without an act: a space that was silent for so long has ended, even where it wakes again."""

DAYS_A_MONTH = 365.25 / 12


def lives(panel: Panel) -> Survival | None:
    """Estimate how long spaces live: from the first act in them to the last one before `SILENT_DAYS` silent days.

    The silence of the last `SILENT_DAYS` days is not over: a space that had not ended before is censored where they
    begin, and one that was born in them is left out. So is, in an export that begins midway, one first seen in its
    first `SILENT_DAYS` days, for it may be older.

    Returns
    -------
    Survival or None
        In months; None where there are fewer spaces, or fewer people, than the minimum group.
    """
    found = _lives(panel)
    if panel.tables.contributors_ever < panel.minimum or found.height < panel.minimum:
        return None
    months = found.get_column("days").to_numpy() / DAYS_A_MONTH
    return kaplan_meier(months, found.get_column("ended").to_numpy())


def _lives(panel: Panel) -> pl.DataFrame:
    """Return days f64 and ended bool for each space that could be followed."""
    calendar = panel.tables.calendar
    days = panel.tables.space_days
    assert days is not None
    following = pl.col("day").shift(-1).over("channel").fill_null(calendar.last_day + timedelta(days=1))
    silence = (following - pl.col("day")).dt.total_days() - 1 - _lost_between(panel, pl.col("day"), following)
    told_until = calendar.last_day - timedelta(days=SILENT_DAYS)
    spaces = (
        days.sort("channel", "day")
        .with_columns(silence=silence)
        .group_by("channel", maintain_order=True)
        .agg(
            born=pl.col("day").min(),
            end=pl.col("day").filter(pl.col("silence") >= SILENT_DAYS).min(),
        )
    )
    known = calendar.first_day + timedelta(days=SILENT_DAYS) if panel.tables.begins_midway else calendar.first_day
    until = pl.col("end").fill_null(told_until)
    return spaces.filter((pl.col("born") >= known) & (pl.col("born") <= told_until)).select(
        days=(until - pl.col("born")).dt.total_days() + 1.0, ended=pl.col("end").is_not_null()
    )


def _lost_between(panel: Panel, day: pl.Expr, following: pl.Expr) -> pl.Expr:
    """Count the days between two that the export lost: nobody knows whether a space was silent then."""
    count = pl.lit(0)
    for start, end in panel.tables.calendar.lost:
        first = pl.max_horizontal(day + timedelta(days=1), pl.lit(start))
        last = pl.min_horizontal(following - timedelta(days=1), pl.lit(end))
        count = count + ((last - first).dt.total_days() + 1).clip(lower_bound=0)
    return count
