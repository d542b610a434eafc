"""Who is there: one row per human, with the days between which each of them is a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.expectation import expected_on
from rse_maturity.tables.tables import NEVER

if TYPE_CHECKING:
    from datetime import date


def bots(people: pl.DataFrame) -> pl.Series:
    """Return the codes of those who are no humans."""
    return people.filter(pl.col("is_bot").fill_null(value=False)).get_column("person")


def people_table(people: pl.DataFrame, firsts: pl.DataFrame, *, joined_known: bool, last_day: date) -> pl.DataFrame:
    """Say of each human from when to when they are a member, and whether they are expected to take part.

    Parameters
    ----------
    people
        PEOPLE of the model.
    firsts
        person u32, first_act, first_participation, first_contribution Date?.
    joined_known
        Whether the source has a column of joining days: then an empty one means the first act, and never without one.
    last_day
        The last complete day; expectations are those of that day.

    Returns
    -------
    DataFrame
        `Tables.people`; no row for an empty input.
    """
    act_or_never = pl.coalesce("joined_at", "first_act", pl.lit(NEVER))
    return (
        people.filter(~pl.col("is_bot").fill_null(value=False))
        .join(firsts, on="person", how="left")
        .select(
            "person",
            "id",
            "display_name",
            "unit",
            "site",
            expected_on(last_day).alias("expected"),
            pl.col("listed").fill_null(value=False),
            pl.col("in_directory").fill_null(value=False),
            pl.col("is_community_team").alias("team"),
            pl.col("is_manager").alias("manager"),
            (act_or_never if joined_known else pl.lit(None, dtype=pl.Date)).alias("joined"),
            pl.col("left_at").alias("left"),
            "first_participation",
            "first_contribution",
        )
        .sort("person")
    )
