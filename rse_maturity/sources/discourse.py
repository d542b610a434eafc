"""What the exports of Discourse share: posts numbered within their topic, likes, days of visit.

Source: schema comments of the models in github.com/discourse/discourse (`post.rb`, `post_action_type.rb`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.database_tables import DatabaseTable, table_reading, with_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.sources.format import Context, Reading

POSTS = ("topic_id", "post_number", "reply_to_post_number", "created_at")
POSTS_TOO = (
    "id", "user_id", "username", "name", "category_id", "category_name", "tags", "post_type", "reply_to_user_id",
    "deleted_at", "user_deleted", "action_code", "archetype",
)  # fmt: skip
LIKES = ("post_id", "user_id", "post_action_type_id", "created_at")
LIKES_TOO = ("id", "deleted_at")
VISITS = ("user_id", "visited_at", "posts_read")
_LIKE = "2"  # post_action_type.rb
_REGULAR = "1"  # post_type: 2 and 3 are notices of the moderators and of the program, 4 a whisper among the staff
_WHISPER = "4"
_TRUE = ("t", "true", "True", "1")


def posts_reading(
    table: DatabaseTable, context: Context, *, format_name: str, topics: pl.DataFrame | None = None
) -> Reading:
    """Read posts: the first of a topic is a post, the others are comments, on the one they reply to or on the topic.

    Parameters
    ----------
    table
        Columns POSTS and POSTS_TOO.
    topics
        `topic_id`, `archetype`, `deleted_topic`, `category`, `tags` of the topics, text; None where nothing more is
        known of them.
    """
    posts = with_times(table, "created_at", replace(context, zone="UTC"))
    if topics is not None:
        posts = posts.join(topics, on="topic_id", how="left", maintain_order="left", suffix="_of_topic")
        posts = posts.with_columns(
            archetype=pl.coalesce("archetype", "archetype_of_topic"),
            deleted_at=pl.coalesce("deleted_at", "deleted_topic"),
            category_name=pl.coalesce("category_name", "category"),
            tags=pl.coalesce("tags", "tags_of_topic"),
        )
    place = pl.concat_str("topic_id", pl.lit("/"), "post_number")
    posts = posts.with_columns(event_id=pl.coalesce("id", place))
    answered = posts.select("topic_id", "event_id", reply_to_post_number="post_number").drop_nulls()
    answered = answered.unique(["topic_id", "reply_to_post_number"], keep="first", maintain_order=True)
    posts = posts.join(
        answered, on=["topic_id", "reply_to_post_number"], how="left", maintain_order="left", suffix="_answered"
    )
    number = pl.col("post_number").cast(pl.Float64(), strict=False)
    elsewhere = pl.concat_str("topic_id", pl.lit("/"), "reply_to_post_number")
    user = pl.col("user_id").cast(pl.Float64(), strict=False)
    frame = posts.select(
        "event_id",
        "at",
        "has_time",
        "has_text",
        actor=pl.coalesce("user_id", "username"),
        display_name=pl.coalesce("name", "username"),
        kind=pl.when(number == 1).then(pl.lit("post")).when(number > 1).then(pl.lit("comment")),
        parent_id=pl.when(number > 1).then(pl.coalesce("event_id_answered", elsewhere)),
        parent_actor=pl.when(~pl.col("reply_to_user_id").str.starts_with("-") & (number > 1)).then("reply_to_user_id"),
        thread_id=pl.lit("topic:") + pl.col("topic_id"),
        channel=pl.coalesce("category_name", "category_id"),
        tags="tags",
        aside=pl.when((pl.col("archetype") == "private_message") | (pl.col("post_type") == _WHISPER))
        .then(pl.lit("private"))
        .when(pl.col("deleted_at").is_not_null() | pl.col("user_deleted").is_in(_TRUE))
        .then(pl.lit("deleted"))
        .when((pl.col("post_type") != _REGULAR) | pl.col("action_code").is_not_null() | (user < 0))
        .then(pl.lit("system"))
        .when(pl.coalesce("user_id", "username").is_null())  # whoever wrote it has closed the account
        .then(pl.lit("deleted")),
    )
    names = ("actor", "parent_actor", "display_name")  # nobody is named for what is private
    frame = frame.with_columns(pl.when(pl.col("aside").ne_missing("private")).then(one).alias(one) for one in names)
    return table_reading(
        table,
        frame,
        format_name=format_name,
        fields={
            "event_id": "id", "timestamp": "created_at", "actor": "user_id", "kind": "post_number",
            "parent_id": "reply_to_post_number", "parent_actor": "reply_to_user_id", "thread_id": "topic_id",
            "channel": "category_id", "tags": "tags", "display_name": "username",
        },
        evidence=", ".join(POSTS[:3]),
    )  # fmt: skip


def likes_readings(tables: Sequence[DatabaseTable], context: Context, *, format_name: str) -> list[Reading]:
    """Read likes; flags and bookmarks, of the same table, are not meant to be seen and are passed over.

    Parameters
    ----------
    tables
        Columns LIKES and LIKES_TOO.
    """
    of_likes = pl.col("post_action_type_id").is_null() | (pl.col("post_action_type_id") == _LIKE)
    found = [table.only(of_likes) for table in tables]
    return [_likes(table, context, format_name) for table in found if table.frame.height]


def _likes(table: DatabaseTable, context: Context, format_name: str) -> Reading:
    likes = with_times(table, "created_at", replace(context, zone="UTC"))
    gone = pl.col("deleted_at").is_not_null() | pl.col("user_id").is_null()
    frame = likes.select(
        "at",
        "has_time",
        event_id=pl.lit("like:") + pl.coalesce("id", pl.concat_str("post_id", pl.lit(":"), "user_id")),
        actor="user_id",
        kind=pl.lit("reaction"),
        parent_id="post_id",
        aside=pl.when(gone).then(pl.lit("deleted")),
    )
    fields = {"event_id": "id", "timestamp": "created_at", "actor": "user_id", "parent_id": "post_id"}
    return table_reading(table, frame, format_name=format_name, fields=fields, evidence="post_id, post_action_type_id")


def visits_reading(table: DatabaseTable, context: Context, *, format_name: str, actor: pl.Expr) -> Reading:
    """Read days of visit as logins.

    Parameters
    ----------
    table
        Column `visited_at`, and those of `actor`.
    """
    visits = with_times(table, "visited_at", context)
    frame = visits.select(
        "at",
        "by_day",
        "has_time",
        event_id=pl.concat_str(pl.lit("visit:"), actor, pl.lit(":"), "visited_at"),
        actor=actor,
        kind=pl.lit("login"),
    )
    fields = {"timestamp": "visited_at", "actor": "user_id"}
    return table_reading(table, frame, format_name=format_name, fields=fields, evidence="visited_at")
