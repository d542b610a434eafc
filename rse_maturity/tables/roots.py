"""What became of each root post: the first answer of somebody else, the comments, who answered, any echo."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from rse_maturity.tables.engine import as_enum, collect, distinct
from rse_maturity.tables.population import bots
from rse_maturity.tables.threads import ROOT_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from rse_maturity.tables.calendar import Span

MICROSECONDS_PER_HOUR = 3_600_000_000
SLICE = 2**19  # replies looked at in one go: what is made of them stays in the cache
CODES = 2**32  # a code is below it
NOBODY, NEVER = np.iinfo(np.uint32).max, np.iinfo(np.int64).max


def roots(
    events: pl.DataFrame,
    replies: pl.DataFrame,
    people: pl.DataFrame,
    *,
    begun: pl.DataFrame,
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
    begun
        person u32, first_contribution Date?: of every human who did anything up to the last day.
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
    is_root = events.get_column("kind").is_in(ROOT_KINDS)
    end = pl.lit(datetime.combine(last_day + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(zone)))
    posted = events.select("day", "at", "channel", author="actor").filter(is_root)
    found = (
        posted.with_columns(*_came_back(replies, is_root), opening=_openings(posted, begun, size=people.height))
        .lazy()
        .filter((pl.col("day") <= last_day) & ~pl.col("author").is_in(bots(people).implode()))
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
        as_enum(people.get_column("unit")).gather(author),
        people.get_column("is_community_team").gather(author).alias("team"),
        "first_answer_hours",
        "comments",
        "echo",
        "answerers",
        "followed_hours",
        "opening",
    )


def _openings(posted: pl.DataFrame, begun: pl.DataFrame, *, size: int) -> pl.Series:
    """Tell which roots are the first of their author, on the day of the author's first contribution."""
    author, day, at = (posted.get_column(name).to_physical().to_numpy() for name in ("author", "day", "at"))
    first_day, first_at = np.full(size, NEVER), np.full(size, NEVER)
    np.minimum.at(first_at, author, at)
    wrote = begun.drop_nulls("first_contribution")
    first_day[wrote.get_column("person").to_numpy()] = wrote.get_column("first_contribution").to_physical().to_numpy()
    return pl.Series((day == first_day.take(author)) & (at == first_at.take(author)))


def _hours(since: pl.Expr, until: pl.Expr) -> pl.Expr:
    return (until - since).dt.total_microseconds().clip(lower_bound=0) / MICROSECONDS_PER_HOUR


def _came_back(replies: pl.DataFrame, is_root: pl.Series) -> list[pl.Series]:
    """Sum up what hangs from each root, in the order of the events.

    Returns
    -------
    list of Series
        comments u32, first_answer_at Datetime?, echo bool, answerers u32.
    """
    size = int(is_root.sum())
    number = np.cumsum(is_root.to_numpy(), dtype=np.uint32)
    number -= np.uint32(1)
    hanging = replies.select("root", "comment", "source", "author", "at")
    echo, comments = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.uint32)
    first = np.full(size, NEVER)
    lowest, highest = np.full(size, NOBODY, dtype=np.uint32), np.zeros(size, dtype=np.uint32)
    answers: list[tuple[NDArray[np.uint32], NDArray[np.uint32]]] = []
    for part in hanging.iter_slices(SLICE):
        there = part.drop_nulls("root").with_columns(pl.lit(number).gather("root").alias("root"))
        np.add.at(comments, there.filter("comment").get_column("root").to_numpy(), np.uint32(1))
        theirs = there.filter(pl.col("source") != pl.col("author"))
        echo[theirs.get_column("root").to_numpy()] = True
        written = theirs.filter("comment")
        root, source = (written.get_column(name).to_numpy() for name in ("root", "source"))
        answers.append((root, source))
        np.minimum.at(first, root, written.get_column("at").to_physical().to_numpy())
        np.minimum.at(lowest, root, source)
        np.maximum.at(highest, root, source)
    at = pl.Series("first_answer_at", first)
    answerers = (lowest != NOBODY).astype(np.uint32) + (lowest < highest)  # few roots have more, and need sorting
    between = [_between(root, source, lowest, highest) for root, source in answers]
    others = distinct(pl.concat([pl.Series([], dtype=pl.UInt64), *between])) // CODES
    np.add.at(answerers, others.to_numpy(), np.uint32(1))
    return [
        pl.Series("comments", comments),
        at.set(at == NEVER, None).cast(replies.schema["at"]),
        pl.Series("echo", echo),
        pl.Series("answerers", answerers),
    ]


def _between(
    root: NDArray[np.uint32], source: NDArray[np.uint32], lowest: NDArray[np.uint32], highest: NDArray[np.uint32]
) -> pl.Series:
    """Return root and answerer as one number, where the answerer is neither the lowest nor the highest of the root."""
    there = (lowest.take(root) < source) & (source < highest.take(root))
    return pl.Series(root.compress(there).astype(np.uint64) * np.uint64(CODES) + source.compress(there))


def _periods_of_days(spans: Sequence[Span]) -> pl.LazyFrame:
    """List day Date, period u16, repeated bool: a day in two spans stands twice, the second time as repeated."""
    rows = [
        (start + timedelta(days=number), period)
        for period, (start, end) in enumerate(spans)
        for number in range((end - start).days + 1)
    ]
    listed = pl.DataFrame(rows, {"day": pl.Date, "period": pl.UInt16}, orient="row")
    return listed.with_columns((pl.col("period") > pl.col("period").min().over("day")).alias("repeated")).lazy()
