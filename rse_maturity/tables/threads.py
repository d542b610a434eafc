"""Who answers whom, in which thread: parents looked up once, replies followed to the post they hang from.

Edge rule: who is replied to, where the source says so (by an event of the export, or by name); else who started the
thread. A thread is named by the id of its root; where that is no event's id, its first post is its root.
Roots are posts, shares and uploads: what others can answer without it answering anything itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from rse_maturity.model.schema import CONTRIBUTIONS
from rse_maturity.tables.engine import collect, distinct, paired
from rse_maturity.tables.lookup import rows_with
from rse_maturity.tables.population import bots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

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
    up[pending] = step.get_column("up").fill_null(nowhere).to_numpy()
    for _ in range(nowhere.bit_length()):  # after that only circles are left
        above = up[pending]
        pending = pending[~rooted[above] & (above != nowhere)]
        if not pending.size:
            break
        up[pending] = up[up[pending]]
    return pl.select(pl.when(pl.Series(rooted[up[:nowhere]])).then(pl.Series(up[:nowhere]))).to_series()


def roots(
    events: pl.DataFrame,
    replies: pl.DataFrame,
    people: pl.DataFrame,
    *,
    spans: Sequence[Span],
    last_day: date,
    zone: str,
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
    zone
        That of its midnight.

    Returns
    -------
    DataFrame
        `Tables.roots`.
    """
    end = pl.lit(datetime.combine(last_day + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(zone)))
    found = (
        events.select("day", "at", "kind", "channel", author="actor")
        .with_columns(*_came_back(replies, rows=events.height), opening=_openings(events, size=people.height))
        .lazy()
        .filter(pl.col("kind").is_in(ROOT_KINDS) & (pl.col("day") <= last_day))
        .filter(~pl.col("author").is_in(bots(people).implode()))
        .join(_periods_of_days(spans), on="day", how="left", maintain_order="left")
        .select(
            "day",
            "period",
            pl.col("repeated").fill_null(value=False),
            "author",
            "channel",
            _hours(pl.col("at"), pl.col("first_answer_at")).alias("first_answer_hours"),
            "comments",
            "echo",
            "answerers",
            _hours(pl.col("at"), end.dt.convert_time_zone("UTC")).cast(pl.Float32).alias("followed_hours"),
            "opening",
        )
    )
    told = collect(found)
    author = told.get_column("author")
    return told.select(
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
        "answerers",
        "followed_hours",
        "opening",
    )


def _openings(events: pl.DataFrame, *, size: int) -> pl.Series:
    """Tell which events are the first root of their author, on the day of the author's first contribution."""
    contributed, is_root = (events.get_column("kind").is_in(kinds) for kinds in (CONTRIBUTIONS, ROOT_KINDS))
    actor, day, at = (events.get_column(name).to_physical() for name in ("actor", "day", "at"))
    first_day, first_at = (
        _lowest(actor.filter(some), times.filter(some), size=size)
        for some, times in ((contributed, day), (is_root, at))
    )
    return is_root & (day == first_day.gather(actor)) & (at == first_at.gather(actor))


def _lowest(actors: pl.Series, times: pl.Series, *, size: int) -> pl.Series:
    """Return the lowest time of each actor by code, the highest that there is for who has none."""
    lowest = np.full(size, np.iinfo(times.to_numpy().dtype).max)
    np.minimum.at(lowest, actors.to_numpy(), times.to_numpy())
    return pl.Series(lowest)


def _hours(since: pl.Expr, until: pl.Expr) -> pl.Expr:
    return (until - since).dt.total_microseconds().clip(lower_bound=0) / MICROSECONDS_PER_HOUR


def _came_back(replies: pl.DataFrame, *, rows: int) -> list[pl.Series]:
    """Sum up what hangs from each root, by row of the events.

    Returns
    -------
    list of Series
        comments u32, first_answer_at Datetime?, echo bool, answerers u32.
    """
    by_other = pl.col("source") != pl.col("author")
    hanging = collect(
        replies.lazy()
        .filter(pl.col("root").is_not_null())
        .select("root", "comment", "source", by_other=by_other, at=pl.col("at").to_physical())
    )
    echo = np.zeros(rows, dtype=np.bool_)
    echo[hanging.filter("by_other").get_column("root").to_numpy()] = True
    comments = np.zeros(rows, dtype=np.uint32)
    np.add.at(comments, hanging.filter("comment").get_column("root").to_numpy(), np.uint32(1))
    answered = hanging.filter(pl.col("comment") & pl.col("by_other"))
    never = np.iinfo(np.int64).max
    first = np.full(rows, never)
    np.minimum.at(first, answered.get_column("root").to_numpy(), answered.get_column("at").to_numpy())
    at = pl.Series("first_answer_at", first)
    return [
        pl.Series("comments", comments),
        at.set(at == never, None).cast(replies.schema["at"]),
        pl.Series("echo", echo),
        pl.Series("answerers", _different(answered, rows=rows)),
    ]


def _different(answered: pl.DataFrame, *, rows: int) -> NDArray[np.uint32]:
    """Count the different people who answered each root; most roots have one at most, and need no sorting."""
    root, source = answered.get_column("root").to_numpy(), answered.get_column("source").to_numpy()
    nobody = np.iinfo(np.uint32).max
    lowest, highest = np.full(rows, nobody, dtype=np.uint32), np.zeros(rows, dtype=np.uint32)
    np.minimum.at(lowest, root, source)
    np.maximum.at(highest, root, source)
    count: NDArray[np.uint32] = (lowest != nobody).astype(np.uint32)
    several = lowest < highest
    size = 1 + int(source.max(initial=0))
    pairs = answered.filter(several[root]).select(paired(pl.col("root"), pl.col("source"), size=size)).to_series()
    count[several] = 0
    np.add.at(count, (distinct(pairs) // size).to_numpy(), np.uint32(1))
    return count


def _periods_of_days(spans: Sequence[Span]) -> pl.LazyFrame:
    """List day Date, period u16, repeated bool: a day in two spans stands twice, the second time as repeated."""
    rows = [
        (start + timedelta(days=number), period)
        for period, (start, end) in enumerate(spans)
        for number in range((end - start).days + 1)
    ]
    listed = pl.DataFrame(rows, {"day": pl.Date, "period": pl.UInt16}, orient="row")
    return listed.with_columns((pl.col("period") > pl.col("period").min().over("day")).alias("repeated")).lazy()
