"""Who answers whom, in which thread: parents looked up once, replies followed to the post they hang from.

Edge rule: who is replied to, where the source says so (by an event of the export, or by name); else who started the
thread. A thread is named by the id of its root; where that is no event's id, its first post is its root.
Roots are posts, shares and uploads: what others can answer without it answering anything itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.tables.engine import collect, counted
from rse_maturity.tables.population import bots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rse_maturity.tables.calendar import Span

ROOT_KINDS = ("post", "share", "upload")
REPLY_KINDS = ("comment", "reaction")
UNANSWERED_KINDS = ("reaction", "view", "login", "edit", "delete", "vote")  # their ids are nobody's parent
MICROSECONDS_PER_HOUR = 3_600_000_000


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
    numbered = events.lazy().with_row_index("row")
    known = numbered.filter(pl.col("event").is_not_null() & ~pl.col("kind").is_in(UNANSWERED_KINDS))
    replies = collect(
        numbered.filter(pl.col("kind").is_in(REPLY_KINDS))
        .select("row", "parent", "thread")
        .join(known.select(parent="event", parent_row="row"), on="parent", how="left")
        .select("row", "parent_row", "thread", pl.col("parent").is_null().alias("unaddressed"))
    )
    kind, actor = events.get_column("kind"), events.get_column("actor")
    is_root = kind.is_in(ROOT_KINDS)
    row, parent_row = replies.get_column("row"), replies.get_column("parent_row")
    thread_row = _started(replies.get_column("thread"), known, numbered)
    thread_root = pl.select(pl.when(is_root.gather(thread_row)).then(thread_row)).to_series()
    step = replies.select("row", up=pl.coalesce(thread_root, parent_row))
    up = _followed(step.filter(kind.gather(row) == "comment"), is_root)
    at_row = events.select("day", "at", "kind", "parent_actor").select(pl.all().gather(row))
    return at_row.select(
        actor.gather(row).alias("source"),
        pl.coalesce(
            actor.gather(parent_row),
            "parent_actor",
            pl.when(replies.get_column("unaddressed")).then(actor.gather(thread_row)),
        ).alias("target"),
        (pl.col("kind") == "comment").alias("comment"),
        (parent_row.is_null() & ~replies.get_column("unaddressed")).alias("lost"),
        "day",
        "at",
        pl.coalesce(thread_root, up.gather(parent_row)).alias("root"),
    ).with_columns(pl.lit(actor).gather("root").alias("author"))


def _started(threads: pl.Series, known: pl.LazyFrame, numbered: pl.LazyFrame) -> pl.Series:
    """Find the row that started each thread: the event with its id, else the earliest root that names the thread."""
    nowhere = pl.repeat(None, threads.len(), dtype=pl.UInt32, eager=True)
    given = pl.DataFrame({"thread": threads}).with_row_index("place").drop_nulls()
    if given.is_empty():
        return nowhere
    first = pl.col("row").sort_by("at", "actor", "event").first()
    openers = (
        numbered.filter(pl.col("kind").is_in(ROOT_KINDS) & (pl.col("thread") != pl.col("event")).fill_null(value=True))
        .drop_nulls("thread")
        .group_by("thread")
        .agg(first.alias("opener"))
    )
    found = collect(
        given.lazy()
        .join(known.select("row", thread="event"), on="thread", how="left")
        .join(openers, on="thread", how="left")
        .select("place", pl.coalesce("row", "opener"))
    )
    return nowhere.scatter(found.get_column("place"), found.get_column("row"))


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
    rows = is_root.len()
    up = pl.select(pl.when(is_root).then(pl.int_range(rows, dtype=pl.UInt32))).to_series()
    up = up.scatter(step.get_column("row"), step.get_column("up"))
    pending = step.get_column("row")
    for _ in range(rows.bit_length()):  # after that only circles are left
        above = up.gather(pending)
        pending = pending.filter((~is_root).gather(above).fill_null(value=False))
        if pending.is_empty():
            break
        up = up.scatter(pending, up.gather(up.gather(pending)))
    return pl.select(pl.when(is_root.gather(up)).then(up)).to_series()


def roots(
    events: pl.DataFrame, replies: pl.DataFrame, people: pl.DataFrame, *, spans: Sequence[Span], last_day: date
) -> pl.DataFrame:
    """Say of every root what came back: the first answer of somebody else, the comments, any echo.

    Parameters
    ----------
    events
        EVENTS, as `answers` read them.
    replies
        Those of `answers` that count: by humans, up to the last complete day.
    people
        PEOPLE; roots by bots are left out.
    spans
        By period, the days whose roots it looks at.
    last_day
        The last complete day.

    Returns
    -------
    DataFrame
        `Tables.roots`, sorted by time and whatever else tells two roots apart.
    """
    waited = (pl.col("first_answer_at") - pl.col("at")).dt.total_microseconds().clip(lower_bound=0)
    found = (
        events.select("day", "at", "kind", "channel", author="actor")
        .with_columns(_came_back(replies, rows=events.height))
        .lazy()
        .filter(pl.col("kind").is_in(ROOT_KINDS) & (pl.col("day") <= last_day))
        .filter(~pl.col("author").is_in(bots(people).implode()))
        .join(_periods_of_days(spans), on="day", how="left", maintain_order="left")
        .select(
            "at",
            "day",
            "period",
            pl.col("repeated").fill_null(value=False),
            "author",
            "channel",
            (waited / MICROSECONDS_PER_HOUR).alias("first_answer_hours"),
            pl.col("comments").fill_null(0),
            pl.col("echo").fill_null(value=False),
        )
    )
    ordered = collect(found).sort("at", "author", "period", "first_answer_hours", "comments", "echo", "channel")
    author = ordered.get_column("author")
    return ordered.select(
        "day",
        "period",
        "repeated",
        "author",
        "channel",
        people.get_column("unit").gather(author),
        people.get_column("is_community_team").gather(author).alias("team"),
        "first_answer_hours",
        "comments",
        "echo",
    )


def _came_back(replies: pl.DataFrame, *, rows: int) -> list[pl.Series]:
    """Sum up what hangs from each root, by row of the events: comments u32?, first_answer_at Datetime?, echo bool?."""
    by_other = pl.col("source") != pl.col("author")
    echoes = collect(
        replies.lazy()
        .filter(pl.col("root").is_not_null())
        .group_by("root")
        .agg(
            counted(pl.col("comment")).alias("comments"),
            pl.when(pl.col("comment") & by_other).then(pl.col("at")).min().alias("first_answer_at"),
            by_other.any().alias("echo"),
        )
    )
    at_row = echoes.get_column("root")
    return [
        pl.repeat(None, rows, dtype=column.dtype, eager=True).scatter(at_row, column).alias(column.name)
        for column in echoes.drop("root")
    ]


def _periods_of_days(spans: Sequence[Span]) -> pl.LazyFrame:
    """List day Date, period u16, repeated bool: a day in two spans stands twice, the second time as repeated."""
    rows = [
        (start + timedelta(days=number), period)
        for period, (start, end) in enumerate(spans)
        for number in range((end - start).days + 1)
    ]
    listed = pl.DataFrame(rows, {"day": pl.Date, "period": pl.UInt16}, orient="row")
    return listed.with_columns((pl.col("period") > pl.col("period").min().over("day")).alias("repeated")).lazy()
