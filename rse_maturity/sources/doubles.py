"""The same event twice: once is enough. Which of two is kept never depends on the order of rows."""

from __future__ import annotations

import polars as pl


def without_doubles(events: pl.DataFrame, *, sources: int) -> pl.DataFrame:
    """Keep each event once.

    Parameters
    ----------
    events
        `event` u64? (null: no id), `source` (number of the table), `at`, and the other columns of an event.
    sources
        How many tables they come from.

    Returns
    -------
    The events with one row per id; rows without id are kept as often as in the table that has them most often.
    """
    known = events["event"].is_not_null()
    identified = int(known.sum())
    if identified and events["event"].n_unique() - (identified < events.height) < identified:
        events = _once(events)
    if identified < events.height and sources > 1:
        events = _not_again(events)
    return events


def _once(events: pl.DataFrame) -> pl.DataFrame:
    twice = events["event"].is_duplicated() & events["event"].is_not_null()
    others = [name for name in events.columns if name not in ("event", "source")]
    kept = events.filter(twice).sort("event", *others, "source", nulls_last=True)
    return pl.concat([events.filter(~twice), kept.unique("event", keep="first", maintain_order=True)])


def _not_again(events: pl.DataFrame) -> pl.DataFrame:
    """Of identical rows without id, keep those of the table that has most of them."""
    same = [name for name in events.columns if name not in ("event", "source")]
    nameless = events.filter(pl.col("event").is_null())
    nameless = nameless.with_columns(time=pl.int_range(pl.len(), dtype=pl.UInt32()).over(*same, "source"))
    nameless = nameless.sort("source").unique([*same, "time"], keep="first", maintain_order=True).drop("time")
    return pl.concat([events.filter(pl.col("event").is_not_null()), nameless])
