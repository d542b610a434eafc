"""Who answers whom, in which thread: parents looked up once, replies followed to the post they hang from.

Edge rule: who is replied to, where the source says so (by an event of the export, or by name); else who started the
thread. A thread is named by the id of its root; where that is no event's id, its first post is its root.
Roots are posts, shares and uploads: what others can answer without it answering anything itself.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from rse_maturity.tables.engine import collect
from rse_maturity.tables.lookup import rows_with

ROOT_KINDS = ("post", "share", "upload")
REPLY_KINDS = ("comment", "reaction")
UNANSWERED_KINDS = ("reaction", "view", "login", "edit", "delete", "vote")  # their ids are nobody's parent


def answers(events: pl.DataFrame) -> pl.DataFrame:
    """Say of every comment and reaction whom it answers and which root it hangs from.

    Parameters
    ----------
    events
        EVENTS, bots included: a thread may pass through them. Ids are unique.

    Returns
    -------
    DataFrame
        One row per comment or reaction: source u32, target u32? (who is answered), comment bool, lost bool (answers an
        event that is not in the export), day Date, at Datetime, root u32? (row of `events`; null where it is not in the
        export, or the replies go round in a circle), author u32? (of the root).
    """
    is_root = events.get_column("kind").is_in(ROOT_KINDS).rechunk()
    replies = (
        events.select("parent", "thread", "parent_actor", "kind", "day", "at", "actor")
        .with_row_index("row")
        .filter(pl.col("kind").is_in(REPLY_KINDS))
        .rechunk()
    )
    parent, actor = replies.get_column("parent"), events.get_column("actor").rechunk()
    parent_row = _found(parent, events)
    thread_row = _started(replies.get_column("thread"), events)
    thread_root = pl.select(pl.when(is_root.gather(thread_row)).then(thread_row)).to_series()
    step = replies.select("row", "kind", up=pl.coalesce(thread_root, parent_row))
    up = _followed(step.filter(pl.col("kind") == "comment"), is_root)
    return replies.select(
        pl.col("actor").alias("source"),
        pl.coalesce(
            actor.gather(parent_row),
            "parent_actor",
            pl.when(parent.is_null()).then(actor.gather(thread_row)),
        ).alias("target"),
        (pl.col("kind") == "comment").alias("comment"),
        (parent_row.is_null() & parent.is_not_null()).alias("lost"),
        "day",
        "at",
        pl.coalesce(thread_root, up.gather(parent_row)).alias("root"),
    ).with_columns(pl.lit(actor).gather("root").alias("author"))


def _found(ids: pl.Series, events: pl.DataFrame) -> pl.Series:
    """Find the row of the event with each id, among those that something can answer."""
    answerable = ~events.get_column("kind").is_in(UNANSWERED_KINDS)
    return rows_with(ids, events.get_column("event"), among=answerable)


def _started(threads: pl.Series, events: pl.DataFrame) -> pl.Series:
    """Find the row that started each thread: the event with its id, else the earliest root that names the thread."""
    started = _found(threads, events)
    missing = pl.DataFrame({"thread": threads}).with_row_index("place").filter(started.is_null()).drop_nulls()
    if missing.is_empty():
        return started
    openers = (
        events.lazy()
        .with_row_index("row")
        .filter(pl.col("kind").is_in(ROOT_KINDS) & (pl.col("thread") != pl.col("event")).fill_null(value=True))
        .drop_nulls("thread")
        .group_by("thread")
        .agg(pl.col("row").sort_by("at", "actor", "event").first())
    )
    found = collect(missing.lazy().join(openers, on="thread").select("place", "row"))
    return started.scatter(found.get_column("place"), found.get_column("row"))


def _followed(step: pl.DataFrame, is_root: pl.Series) -> pl.Series:
    """Follow comments up to their root, doubling the stride each time.

    Parameters
    ----------
    step
        row u32 of a comment, up u32? the row above it.
    is_root
        By row, whether it is a root.

    Returns
    -------
    Series
        By row of the events, the row of its root: a root's own, a comment's if it has one, null for all others.
    """
    nowhere = is_root.len()  # a row below the last, where what has no row above it ends
    rooted = np.append(is_root.to_numpy(), False)
    up = np.where(rooted, np.arange(nowhere + 1, dtype=np.uint32), np.uint32(nowhere))
    pending = step.get_column("row").to_numpy()
    up[pending] = above = step.get_column("up").fill_null(nowhere).to_numpy()
    for _ in range(nowhere.bit_length()):  # after that only circles are left
        further = ~rooted.take(above) & (above != nowhere)
        pending, above = pending.compress(further), up.take(above.compress(further))
        if not pending.size:
            break
        up[pending] = above
    return pl.select(pl.when(pl.Series(rooted.take(up[:nowhere]))).then(pl.Series(up[:nowhere]))).to_series()
