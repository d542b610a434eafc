"""What happens to an export on its way here: columns that are missing, days that were lost, companies that merge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.simulate import simulate

if TYPE_CHECKING:
    from rse_maturity.simulate import Simulated, Story

DAY_OF = pl.col("timestamp").str.slice(0, 10).str.to_date("%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Export:
    """The two tables of an export; `people` None where there is no directory."""

    events: pl.DataFrame
    people: pl.DataFrame | None


def exported(simulated: Simulated) -> Export:
    """Return the whole export of a made-up network."""
    return Export(simulated.events, simulated.people)


def no_directory(export: Export) -> Export:
    return Export(export.events, None)


def no_reactions(export: Export) -> Export:
    return Export(export.events.filter(pl.col("kind") != "reaction"), export.people)


def no_team(export: Export) -> Export:
    """Nobody says who belongs to the community team."""
    return Export(export.events, _people(export).drop("is_community_team"))


def no_joins(export: Export) -> Export:
    """The directory does not tell who has an account: everybody listed counts as a member."""
    return Export(export.events.filter(pl.col("kind") != "join"), _people(export).drop("joined_at"))


def bulk_enrolled(export: Export) -> Export:
    """Everybody who was there was given an account in the night before the opening."""
    people = _people(export)
    first = people.get_column("joined_at").min()
    hired_later = (pl.col("joined_at") > pl.lit(first) + pl.duration(days=330)).fill_null(value=False)
    joined = pl.when(hired_later).then("joined_at").otherwise(pl.lit(first))
    return Export(export.events, people.with_columns(joined_at=joined))


def hole(export: Export, *, weeks: int, before_end: int) -> Export:
    """Lose some weeks of events, the last of them so many weeks before the end."""
    last = _last(export) - timedelta(weeks=before_end)
    lost = DAY_OF.is_between(last - timedelta(weeks=weeks), last)
    return Export(export.events.filter(~lost), export.people)


def silence(export: Export, *, weeks: int, before_end: int) -> Export:
    """Let nobody say or do anything for some weeks, though people still log in: an outage of writing."""
    last = _last(export) - timedelta(weeks=before_end)
    lost = DAY_OF.is_between(last - timedelta(weeks=weeks), last) & ~pl.col("kind").is_in(["login", "join"])
    return Export(export.events.filter(~lost), export.people)


def truncated(export: Export, *, months: int) -> Export:
    """Export the last months only."""
    return Export(export.events.filter(_last(export) - timedelta(days=round(30.44 * months)) < DAY_OF), export.people)


def only_first(export: Export, *, days: int) -> Export:
    """Export the first days only."""
    first = export.events.select(DAY_OF.min()).item()
    return Export(export.events.filter(first + timedelta(days=days) > DAY_OF), export.people)


def imported(export: Export, *, months: int) -> Export:
    """Stamp everything older than the last months with the day on which it was imported from an older platform."""
    moved = _last(export) - timedelta(days=round(30.44 * months))
    stamp = pl.lit(moved.isoformat()) + pl.col("timestamp").str.slice(10)
    old = (moved > DAY_OF) & ~pl.col("kind").is_in(["login", "view"])
    events = export.events.filter((moved <= DAY_OF) | old)
    return Export(events.with_columns(timestamp=pl.when(old).then(stamp).otherwise("timestamp")), export.people)


def merged_with(export: Export, *, story: Story, people: int, months: int, seed: int) -> Export:
    """Lay the export of another company, with departments of its own, beside this one."""
    guest = simulate(story, people=people, months=months, seed=seed)
    ids = ("event_id", "actor", "parent_id", "parent_actor", "thread_id")
    events = guest.events.with_columns(*(pl.concat_str(pl.lit("b-"), name).alias(name) for name in ids))
    people = guest.people.with_columns(
        *(pl.concat_str(pl.lit("b-"), name).alias(name) for name in ("person_id", "manager_id")),
        pl.concat_str(pl.lit("b."), "email").alias("email"),
        pl.concat_str(pl.lit("B "), "department").alias("department"),
    )
    return Export(pl.concat([export.events, events]), pl.concat([_people(export), people]))


def quiet_from(export: Export, *, months: float, share: float, seed: int) -> Export:
    """Let a share of the people fall silent for good, so many months before the end."""
    day = _last(export) - timedelta(days=round(30.44 * months))
    gone = _drawn(export, share=share, seed=seed)
    return Export(export.events.filter((day > DAY_OF) | ~pl.col("actor").is_in(gone)), export.people)


def one_department(export: Export, *, rest: float, seed: int) -> Export:
    """Let only a small part of the people outside the largest department take part at all."""
    people = _people(export)
    largest = people.get_column("department").value_counts(sort=True).item(0, 0)
    others = people.filter((pl.col("department") != largest) & ~pl.col("is_community_team").fill_null(value=False))
    silent = others.sample(fraction=1 - rest, seed=seed).get_column("person_id").implode()
    seen = pl.col("kind").is_in(["join", "login", "view"])
    return Export(export.events.filter(seen | ~pl.col("actor").is_in(silent)), people)


def unthreaded(export: Export) -> Export:
    """Write as people did in chats before threads: every answer is a message of its own in the channel."""
    comment = pl.col("kind") == "comment"
    events = export.events.with_columns(
        kind=pl.when(comment).then(pl.lit("post")).otherwise("kind"),
        parent_id=pl.when(~comment).then("parent_id"),
        parent_actor=pl.when(~comment).then("parent_actor"),
        thread_id=pl.when(~comment & (pl.col("kind") != "post")).then("thread_id"),
    )
    return Export(events, export.people)


def all_answers(export: Export) -> Export:
    """Write as people do where each message answers the one before it in its channel: nearly nothing opens a thread."""
    posts = export.events.filter(pl.col("kind") == "post").with_columns(
        before=pl.col("event_id").shift(1).over("channel", order_by="timestamp"),
        whom=pl.col("actor").shift(1).over("channel", order_by="timestamp"),
        turn=pl.int_range(pl.len()).over("channel", order_by="timestamp"),
    )
    answering = posts.filter((pl.col("turn") % 40 > 0) & (pl.col("whom") != pl.col("actor")))
    events = (
        export.events.join(answering.select("event_id", "before", "whom"), on="event_id", how="left")
        .with_columns(
            kind=pl.when(pl.col("before").is_null()).then("kind").otherwise(pl.lit("comment")),
            parent_id=pl.coalesce("before", "parent_id"),
            parent_actor=pl.coalesce("whom", "parent_actor"),
            thread_id=pl.lit(None, dtype=pl.String),
        )
        .drop("before", "whom")
    )
    return Export(events, export.people)


def keeping(export: Export, *, share: float, seed: int) -> Export:
    """Keep a share of the people, with what they did: one sample of the same network."""
    gone = _drawn(export, share=1 - share, seed=seed)
    people = None if export.people is None else export.people.filter(~pl.col("person_id").is_in(gone))
    return Export(export.events.filter(~pl.col("actor").is_in(gone)), people)


def _drawn(export: Export, *, share: float, seed: int) -> pl.Series:
    """Draw a share of the people; never the community team, nor who is no human."""
    actors = export.events.get_column("actor").unique().sort()
    listed = (
        actors if export.people is None else pl.concat([actors, export.people.get_column("person_id")]).unique().sort()
    )
    if export.people is not None and "is_community_team" in export.people.columns:
        kept = pl.col("is_community_team").fill_null(value=False) | pl.col("is_bot").fill_null(value=False)
        listed = listed.filter(~listed.is_in(export.people.filter(kept).get_column("person_id").implode()))
    drawn = np.random.default_rng(seed).random(listed.len()) < share
    return listed.filter(pl.Series(drawn)).implode()


def _people(export: Export) -> pl.DataFrame:
    assert export.people is not None
    return export.people


def _last(export: Export) -> date:
    last: date = export.events.select(DAY_OF.max()).item()
    return last
