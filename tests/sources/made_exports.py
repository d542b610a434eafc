"""A small made-up export, and what a data set says in the words of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Dataset

EVENTS = """event_id,timestamp,actor,kind,parent_id,channel
a,2024-03-04T08:00:00Z,ada,post,,welcome
b,2024-03-05T09:00:00Z,bob,comment,a,welcome
c,2024-03-06T10:00:00Z,ada,reaction,b,news
d,2024-03-11T23:30:00Z,eve,post,,
"""


def spoken(dataset: Dataset) -> pl.DataFrame:
    """Return the events with names instead of codes, in an order of their own."""
    names = dataset.people["id"]
    channels = dataset.channels["name"] if dataset.channels.height else pl.Series([None], dtype=pl.String())
    return dataset.events.with_columns(
        pl.lit(names).gather(pl.col("actor")).alias("actor"),
        pl.lit(names).gather(pl.col("parent_actor")).alias("parent_actor"),
        pl.lit(channels).gather(pl.col("channel")).alias("channel"),
    ).sort(pl.all(), nulls_last=True)
