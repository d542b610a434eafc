"""Discourse: what one person downloads of themselves (`user_archive-<name>-….zip`)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.columns import shown_columns
from rse_maturity.sources.database_tables import (
    DatabaseTable,
    database_tables,
    members_with,
    table_reading,
    with_times,
)
from rse_maturity.sources.discourse import visits_reading
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.heads import heads_of

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_POSTS = ("topic_title", "categories", "is_pm", "url", "created_at")
_LIKES = ("post_id", "topic_id", "post_number", "created_at", "deleted_by")
_VISITS = ("visited_at", "posts_read", "time_read")
_NAMED = re.compile(r"user_archive-(.+?)-\d{6}-\d{6}")
_PUBLIC = ("no", "non", "nein", "nee", "não", "nej", "nei", "nie", "ne", "нет", "ні", "いいえ", "否", "아니요", "hayır")
_PLACE = r"/t/(?:[^/]+/)?(\d+)/(\d+)$"


class DiscourseUserArchive:
    """Posts, likes and days of visit of one person; nothing of anybody else."""

    name = "discourse_user_archive"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "login", "thread", "channel"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the table of a person's posts by its columns."""
        found = members_with(listing, _POSTS)
        return Evidence(f"{', '.join(found[:3])}: topic_title, is_pm, url") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read posts, likes and days of visit; the person's name stands in that of the archive alone."""
        named = next((found[1] for name in (listing.name, *_names(listing)) if (found := _NAMED.search(name))), None)
        person = pl.lit(named or listing.name.partition(".")[0])
        readings: list[Reading] = []
        for text in ("post_raw", "post"):  # its name until the text was split into raw and cooked
            wanted = database_tables(
                listing, (*_POSTS, text), text=text, without=("post_raw",) if text == "post" else ()
            )
            readings += [_posts(table, context, person) for table in wanted]
        readings += [_likes(table, context, person) for table in database_tables(listing, _LIKES, ("id", "deleted_at"))]
        readings += [
            visits_reading(table, context, format_name=self.name, actor=person)
            for table in database_tables(listing, _VISITS, without=("user_id",))
        ]
        if not readings:
            columns = [column for head in heads_of(listing).values() for column in head]
            raise ColumnMissing(path=listing.name, field="url", columns=shown_columns(columns))
        return readings


def _names(listing: Listing) -> list[str]:
    return [member.name for member in listing.members]


def _posts(table: DatabaseTable, context: Context, person: pl.Expr) -> Reading:
    """Read posts: topic and number stand at the end of the address; what is not known to be public is private."""
    posts = with_times(table, "created_at", replace(context, zone="UTC"))
    topic, number = (pl.col("url").str.extract(_PLACE, group) for group in (1, 2))
    frame = posts.select(
        "at",
        "has_time",
        "has_text",
        event_id=topic + "/" + number,
        actor=person,
        kind=pl.when(number == "1").then(pl.lit("post")).when(number.is_not_null()).then(pl.lit("comment")),
        thread_id=pl.lit("topic:") + topic,
        channel=pl.col("categories").str.extract(r"([^|]+)$"),
        aside=pl.when(pl.col("is_pm").str.to_lowercase().is_in(_PUBLIC).fill_null(value=False).not_()).then(
            pl.lit("private")
        ),
    )
    fields = {"event_id": "url", "timestamp": "created_at", "channel": "categories"}
    return table_reading(table, frame, format_name="discourse_user_archive", fields=fields, evidence="topic_title, url")


def _likes(table: DatabaseTable, context: Context, person: pl.Expr) -> Reading:
    likes = with_times(table, "created_at", replace(context, zone="UTC"))
    frame = likes.select(
        "at",
        "has_time",
        event_id=pl.lit("like:") + pl.coalesce("id", "post_id"),
        actor=person,
        kind=pl.lit("reaction"),
        parent_id="post_id",
        thread_id=pl.lit("topic:") + pl.col("topic_id"),
        aside=pl.when(pl.col("deleted_at").is_not_null()).then(pl.lit("deleted")),
    )
    fields = {"event_id": "id", "timestamp": "created_at", "parent_id": "post_id", "thread_id": "topic_id"}
    return table_reading(
        table, frame, format_name="discourse_user_archive", fields=fields, evidence="post_id, topic_id"
    )
