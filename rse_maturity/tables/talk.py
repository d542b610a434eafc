"""How people talk on this platform, and whether the export begins in the middle of it.

Platforms differ: in some chats nearly every message answers the one before it, in others (and in Slack before it had
threads) none does. What is counted by posts and the comments on them then means something else, and is not read.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.tables.calendar import year_until
from rse_maturity.tables.engine import collect
from rse_maturity.tables.threads import ROOT_KINDS

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.tables.tables import Calendar, Talk

ANSWERS_A_ROOT = 19.0
"""Comments per post above which nearly every message (19 in 20) answers another. Our judgement."""

COMMENTS_A_ROOT, CLOSE_SHARE, LEAST_ROOTS = 0.2, 1 / 3, 50
"""Fewer comments per post than this, while a third of the posts follow somebody else's in the same channel within the
hour: people talk, without threads. Our judgement."""

CLOSE = timedelta(hours=1)

FIRST_DAYS, LEAST_LOST, EXCESS, STANDARD_ERRORS = 14, 5, 0.02, 4.0
"""The export begins in the middle where, in its first two weeks, more answers than afterwards answer a message that is
not in it: one in fifty more, and more than chance would give. Our judgement."""


def manner_of_talk(events: pl.DataFrame, replies: pl.DataFrame, roots: pl.DataFrame, *, end: date) -> Talk:
    """Say whether the messages of the last 12 months are posts with comments, or a talk without such threads.

    Parameters
    ----------
    events
        EVENTS.
    replies
        Those of `threads.answers` that count.
    roots
        `Tables.roots`.
    end
        The last complete day.
    """
    since = year_until(end)[0]
    comments = replies.select((pl.col("comment") & (pl.col("day") >= since)).sum()).item()
    posts = roots.select((~pl.col("repeated") & (pl.col("day") >= since)).sum()).item()
    if comments > ANSWERS_A_ROOT * posts:
        return "all_answers"
    if posts < LEAST_ROOTS or comments >= COMMENTS_A_ROOT * posts:
        return "threads"
    return "unthreaded" if _close_share(events, since=since, end=end) >= CLOSE_SHARE else "threads"


def begins_midway(replies: pl.DataFrame, calendar: Calendar) -> bool:
    """Tell whether the export begins in the middle: its first answers answer what came before it."""
    early = pl.col("day") < calendar.first_day + timedelta(days=FIRST_DAYS)
    lost = pl.col("lost")
    first_lost, first, later_lost, later = replies.select(
        first_lost=(early & lost).sum(), first=early.sum(), later_lost=(~early & lost).sum(), later=(~early).sum()
    ).row(0)
    if first_lost < LEAST_LOST:
        return False
    usual = later_lost / later if later else 0.0
    excess = first_lost / first - usual
    return bool(excess >= EXCESS and excess > STANDARD_ERRORS * math.sqrt(usual * (1 - usual) / first))


def _close_share(events: pl.DataFrame, *, since: date, end: date) -> float:
    """Return the share of posts that follow a post of somebody else in the same channel within the hour."""
    before = pl.col("at", "actor").shift(1).over("channel", order_by=["at", "actor"]).name.suffix("_before")
    close = (pl.col("at") - pl.col("at_before") <= CLOSE) & (pl.col("actor") != pl.col("actor_before"))
    posts = collect(
        events.lazy()
        .filter(pl.col("kind").is_in(ROOT_KINDS) & pl.col("day").is_between(since, end))
        .filter(pl.col("channel").is_not_null())
        .select("channel", "at", "actor")
        .with_columns(before)
        .select(close.fill_null(value=False).mean().alias("share"))
    )
    return posts.item() or 0.0
