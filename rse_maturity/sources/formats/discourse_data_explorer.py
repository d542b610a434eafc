"""Discourse: the result of a Data Explorer query as JSON (columns, and rows of cells)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.columns import shown_columns
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
from rse_maturity.sources.discourse_results import KEYS, columns_of, cut_at, result_members, result_table
from rse_maturity.sources.discourse_users import USERS, USERS_TOO, listed_beside, users_reading
from rse_maturity.sources.format import Evidence

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing


class DiscourseDataExplorer:
    """Results of queries on `posts`, and where there are such on `post_actions`, `users`, `user_visits`."""

    name = "discourse_data_explorer"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "login", "parent", "thread", "channel", "tags", "directory", "title",
         "joined_at", "bots"), "yes",
    )  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise documents with columns, rows and the number of results; say which may be cut."""
        found = result_members(listing)
        if not found:
            return None
        why = f"{', '.join(member.name for member in found[:3])}: {', '.join(KEYS)}"
        cut = [f"{member.name}: {rows} rows, perhaps cut at a limit" for member in found if (rows := cut_at(member))]
        return Evidence("; ".join([why, *cut]))

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each result by what its columns are."""
        name = self.name
        readings: list[Reading] = []
        seen: list[str] = []
        for member in result_members(listing) or listing.members:
            columns = columns_of(member)
            table = partial(result_table, member, columns)
            seen += columns
            if set(POSTS) <= set(columns):
                posts = table((*POSTS, *POSTS_TOO), text="raw")
                readings.append(posts_reading(posts, context, format_name=name))
            elif set(LIKES) <= set(columns):
                readings += likes_readings([table((*LIKES, *LIKES_TOO))], context, format_name=name)
            elif set(VISITS) <= set(columns):
                visits = table(VISITS)
                readings.append(visits_reading(visits, context, format_name=name, actor=pl.col("user_id")))
            elif set(USERS) <= set(columns):
                readings.append(users_reading(table((*USERS, *USERS_TOO)), context, format_name=name))
        if not readings:
            raise ColumnMissing(path=listing.name, field="post_number", columns=shown_columns(seen))
        return readings + listed_beside(listing, context, format_name=name)
