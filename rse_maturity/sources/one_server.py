"""Exports of one server that give the same message two ids: each message keeps one, so that it counts once.

A Mattermost bulk export knows no ids of posts, its compliance export does. Both know who wrote, and when to the
millisecond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORDER = ("mattermost_bulk", "canonical", "mattermost_compliance")  # whose ids hold: the one with reactions first
_BOTH = {"mattermost_bulk", "mattermost_compliance"}
_SAID = ("post", "comment", "join", "leave")
_SAME = ["at", "actor", "kind"]
_ID, _TEXT = ("event", "parent", "thread"), ("event_id", "parent_id", "thread_id")


def with_one_id(events: pl.DataFrame, formats: Sequence[str]) -> pl.DataFrame:
    """Give messages that two exports of one Mattermost server both hold the same id.

    Parameters
    ----------
    events
        `source` (number of the table), `at`, `actor` (a person), `kind`, ids as digests (`event`, `parent`, `thread`)
        and, where they were kept, as text.
    formats
        Format of each table, by its number.

    Returns
    -------
    The events in their order, with their ids exchanged where a person said one thing at one instant in both exports;
    as they are where there is but one of the two.
    """
    groups = [[number for number, name in enumerate(formats) if name == wanted] for wanted in _ORDER]
    groups = [group for group in groups if group]
    if len(groups) < 2 or not _BOTH & set(formats):  # noqa: PLR2004 one alone gives no message two ids
        return events
    known = groups[0]
    for later in groups[1:]:
        events = _renamed(events, known, later)
        known = [*known, *later]
    return events


def counts_twice(events: pl.DataFrame, formats: Sequence[str]) -> bool:
    """Tell whether two exports of Mattermost of different kinds cover a day in common and share no message at all.

    Parameters
    ----------
    events
        As `with_one_id` returns them.

    Returns
    -------
    Whether their messages may all count twice: false without two such exports.
    """
    if not _BOTH.issubset(formats):
        return False
    groups = [[number for number, name in enumerate(formats) if name == wanted] for wanted in sorted(_BOTH)]
    sides = [events.filter(pl.col("source").is_in(group)) for group in groups]
    said = [side.filter(pl.col("kind").is_in(("post", "comment"))) for side in sides]
    common = said[0].select("day").join(said[1].select("day"), on="day", how="semi")
    return not common.is_empty() and said[0].join(said[1], on="event", how="semi").is_empty()


def _renamed(events: pl.DataFrame, known: Sequence[int], later: Sequence[int]) -> pl.DataFrame:
    """Exchange the ids of later tables for those of the same messages in the tables that are known."""
    ids = [name for name in ("event", "event_id") if name in events.columns]
    said = events.filter(pl.col("event").is_not_null() & pl.col("kind").is_in(_SAID)).select("source", *_SAME, *ids)
    pairs = _once_each(said, later, ids).join(_once_each(said, known, ids), on=_SAME, suffix="_known")
    of_later = pl.col("source").is_in(later)
    for columns, name in ((_ID, "event"), (_TEXT, "event_id")):
        if name not in ids:
            continue
        table = pairs.select(name, known=f"{name}_known")
        for column in columns:
            both = events.select(column).join(table, left_on=column, right_on=name, how="left", maintain_order="left")
            events = events.with_columns(
                pl.when(of_later).then(pl.coalesce(both["known"], column)).otherwise(column).alias(column)
            )
    return events


def _once_each(said: pl.DataFrame, tables: Sequence[int], ids: Sequence[str]) -> pl.DataFrame:
    """Return the messages of some tables that alone have their person, instant and kind."""
    some = said.filter(pl.col("source").is_in(tables)).select(*_SAME, *ids)
    return some.unique([*_SAME, "event"]).unique(_SAME, keep="none")
