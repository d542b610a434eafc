"""Discourse: tables of its database, or the result of a Data Explorer query on posts, as separated text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.columns import shown_columns
from rse_maturity.sources.database_tables import database_tables, joined_frame, members_with
from rse_maturity.sources.discourse import (
    LIKES,
    LIKES_TOO,
    POSTS,
    POSTS_TOO,
    VISITS,
    likes_readings,
    posts_reading,
    visits_reading,
)
from rse_maturity.sources.discourse_users import USERS, USERS_TOO, listed_beside, users_reading
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.heads import heads_of

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_TOPICS = ("id", "archetype", "category_id")
_CATEGORIES = ("id", "name", "parent_category_id")
_TAGS = ("id", "name", "target_tag_id")
_TAGGED = ("topic_id", "tag_id")


class DiscoursePosts:
    """Tables `posts`, `topics`, `post_actions`, `users`, `user_visits`, `categories`, `tags`; `posts` is enough."""

    name = "discourse_posts"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "login", "parent", "thread", "channel", "tags", "directory", "title",
         "joined_at", "bots"), "yes",
    )  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a table of posts that are numbered within their topic; likes alone are no more than a companion."""
        for needed in (POSTS, LIKES):
            found = members_with(listing, needed)
            if found:
                return Evidence(f"{', '.join(found[:3])}: {', '.join(needed[:3])}")
        return None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read posts, likes, days of visit and users, each where it is there."""
        name = self.name
        topics = _topics(listing)
        readings = [
            posts_reading(table, context, format_name=name, topics=topics)
            for table in database_tables(listing, POSTS, POSTS_TOO, text="raw")
        ]
        readings += likes_readings(database_tables(listing, LIKES, LIKES_TOO), context, format_name=name)
        readings += [
            visits_reading(table, context, format_name=name, actor=pl.col("user_id"))
            for table in database_tables(listing, VISITS)
        ]
        if not readings:
            columns = [column for head in heads_of(listing).values() for column in head]
            raise ColumnMissing(path=listing.name, field="post_number", columns=shown_columns(columns))
        readings += [
            users_reading(table, context, format_name=name)
            for table in database_tables(listing, USERS, USERS_TOO, without=("post_number", "likes_given"))
        ]
        return readings + listed_beside(listing, context, format_name=name)


def _topics(listing: Listing) -> pl.DataFrame:
    """Return `topic_id`, `archetype`, `deleted_topic`, `category` and `tags` of the topics that are listed."""
    tables = database_tables(listing, _TOPICS, ("deleted_at",), without=("post_number",))
    topics = joined_frame(tables, [*_TOPICS, "deleted_at"], key="id").rename({"deleted_at": "deleted_topic"})
    names = joined_frame(database_tables(listing, _CATEGORIES), ["id", "name"], key="id")
    tags = joined_frame(database_tables(listing, _TAGS), ["id", "name"], key="id")
    tagged = [table.frame.select(_TAGGED) for table in database_tables(listing, _TAGGED)]
    every = pl.concat([pl.DataFrame(schema=dict.fromkeys(_TAGGED, pl.String())), *tagged])
    said = every.join(tags, left_on="tag_id", right_on="id").sort("name")
    said = said.group_by("topic_id", maintain_order=True).agg(tags=pl.col("name").str.join(";"))
    topics = topics.join(names, left_on="category_id", right_on="id", how="left")
    return topics.join(said, left_on="id", right_on="topic_id", how="left").select(
        "archetype", "deleted_topic", "tags", topic_id="id", category=pl.coalesce("name", "category_id")
    )
