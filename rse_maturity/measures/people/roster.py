"""Who counts on the last day, and what each did in the last 12 months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from rse_maturity.tables.tables import Tables

ACTS = ("posts", "comments", "shares", "reactions")


def roster(tables: Tables) -> pl.DataFrame:
    """List the people of the network on its last complete day, with their acts of the last 12 months.

    With a directory: its members on that day, and those who took part without being listed in it. Without one: the
    people who took part in the 12 months. People who left are out.

    Returns
    -------
    DataFrame
        Sorted by person: person u32, unit str?, expected bool, team bool, manager bool, posts, comments, shares,
        reactions u32, contributions u32, received u32 (comments received), state str (contributes, reacts, silent).
        An unknown team or manager is false here; `tables.capabilities` tells whether they are known.
    """
    last = len(tables.calendar.ends) - 1
    day = tables.calendar.last_day
    acts = tables.years.filter(pl.col("period") == last).select("person", *ACTS)
    comments = np.bincount(*(tables.ties.get_column(name).to_numpy() for name in ("target", "comments")))
    received = pl.DataFrame({"received": comments.astype(np.uint32)}).with_row_index("person")
    counted = (
        tables.people.filter(pl.col("left").is_null() | (pl.col("left") > day))
        .join(acts, on="person", how="left")
        .join(received, on="person", how="left")
        .with_columns(pl.col(*ACTS, "received").fill_null(0), pl.col("team", "manager").fill_null(value=False))
        .with_columns(contributions=pl.sum_horizontal("posts", "comments", "shares"))
    )
    took_part = (pl.col("contributions") > 0) | (pl.col("reactions") > 0)
    known = pl.col("expected") if tables.has_directory else pl.lit(value=False)
    return (
        counted.filter(took_part | known)
        .with_columns(
            state=pl.when(pl.col("contributions") > 0)
            .then(pl.lit("contributes"))
            .when(pl.col("reactions") > 0)
            .then(pl.lit("reacts"))
            .otherwise(pl.lit("silent"))
        )
        .select("person", "unit", "expected", "team", "manager", *ACTS, "contributions", "received", "state")
        .sort("person")
    )
