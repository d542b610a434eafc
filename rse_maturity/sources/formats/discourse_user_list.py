"""Discourse: the list of users that an administrator exports, with their dates and counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.columns import shown_columns
from rse_maturity.sources.database_tables import DatabaseTable, members_with, table_reading, with_times
from rse_maturity.sources.discourse import POSTS
from rse_maturity.sources.discourse_results import result_members
from rse_maturity.sources.discourse_users import LISTED, listed_users, members_listed, users_reading
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.heads import heads_of

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_DATED = {"created_at": "join", "last_seen_at": "login"}


class DiscourseUserList:
    """Users with when they came and when they were last seen; their addresses on the internet are not read."""

    name = "discourse_user_list"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("join", "login", "directory", "unit", "title", "joined_at"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a table of users by the counts that it gives of each; beside posts it belongs to them."""
        found = [member.name for member in members_listed(listing)]
        if not found or members_with(listing, POSTS) or result_members(listing):
            return None
        return Evidence(f"{', '.join(found[:3])}: {', '.join(LISTED[:3])}", len(found) / len(listing.members))

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read when people came and were last seen, as joins and logins, and the list of people itself."""
        readings: list[Reading] = []
        for member in members_listed(listing):
            table, fields = listed_users(member)
            dated = [(table.only(pl.col(name).is_not_null(), refused=False), name) for name in _DATED]
            readings += [_seen(one, name, context) for one, name in dated if one.frame.height]
            readings.append(users_reading(table, context, format_name=self.name, more=fields))
        if not readings:
            columns = [column for head in heads_of(listing).values() for column in head]
            raise ColumnMissing(path=listing.name, field="username", columns=shown_columns(columns))
        return readings


def _seen(table: DatabaseTable, column: str, context: Context) -> Reading:
    """Read one date of each user as an act."""
    kind = _DATED[column]
    frame = with_times(table, column, replace(context, zone="UTC")).select(
        "at",
        "has_time",
        event_id=pl.concat_str(pl.lit(f"{kind}:"), "id", pl.lit(":"), column),
        actor="id",
        kind=pl.lit(kind),
    )
    fields = {"timestamp": column, "actor": "id"}
    return table_reading(table, frame, format_name="discourse_user_list", fields=fields, evidence=", ".join(LISTED[:3]))
