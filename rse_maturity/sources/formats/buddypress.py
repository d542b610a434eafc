"""BuddyPress and BuddyBoss: the table of activity of a WordPress network, with its groups and users where given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.sources.database_tables import (
    DatabaseTable,
    database_tables,
    joined_frame,
    members_with,
    raw_tables,
    table_reading,
    with_events,
    with_times,
)
from rse_maturity.sources.format import Context, Evidence, Reading
from rse_maturity.sources.people_table import people_reading

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.places import Listing

_ACTIVITY = ("id", "user_id", "component", "type", "item_id", "secondary_item_id", "date_recorded")
_KINDS = {
    "activity_update": "post",
    "bbp_topic_create": "post",
    "new_blog_post": "post",
    "new_forum_topic": "post",
    "bp_doc_created": "post",
    "activity_comment": "comment",
    "bbp_reply_create": "comment",
    "new_blog_comment": "comment",
    "new_forum_post": "comment",
    "activity_share": "share",
    "activity_liked": "reaction",
    "joined_group": "join",
    "new_member": "join",
    "friendship_created": "follow",
    "friendship_accepted": "follow",
    "last_activity": "login",
}
_NOTICES = ("new_avatar", "updated_profile", "new_cover_photo", "created_group", "group_details_updated")
_FIELDS = {
    "event_id": "id",
    "actor": "user_id",
    "kind": "type",
    "channel": "item_id",
    "parent_id": "secondary_item_id",
    "timestamp": "date_recorded",
}


class BuddyPress:
    """The activity table of a BuddyPress or BuddyBoss site."""

    name = "buddypress"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "share", "join", "login", "parent", "thread", "channel", "directory", "joined_at"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the columns of the activity table."""
        found = members_with(listing, ("secondary_item_id", "date_recorded", "component"))
        return Evidence(f"{found[0]}: component, secondary_item_id, date_recorded") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the activity; the platform writes its times in UTC."""
        groups = joined_frame(
            database_tables(listing, ("id", "creator_id", "name", "slug", "date_created")), ("id", "name"), key="id"
        )
        tables = database_tables(listing, _ACTIVITY, ("is_spam",), text="content")
        roots = joined_frame(tables, _ACTIVITY, key="id").filter(pl.col("component") == "groups")
        roots = roots.select(root="id", group="item_id")
        readings = [_reading(table, groups, roots, Context(context.settings, "UTC")) for table in tables]
        for table in raw_tables(listing, ("user_login", "user_email", "user_registered")):
            have = {column.lower(): column for column in reversed(table.columns)}
            columns = {
                "person_id": have.get("id", ""),
                "display_name": have.get("display_name", ""),
                "email": have["user_email"],
                "joined_at": have["user_registered"],
            }
            people = people_reading(table, context, format_name=self.name, role="people", columns=columns)
            readings += [people] if people is not None else []
        return with_events(readings, listing, format_name=self.name)


def _reading(table: DatabaseTable, groups: pl.DataFrame, roots: pl.DataFrame, context: Context) -> Reading:
    """Read acts; a comment belongs to the group of the activity that it stands under."""
    frame = with_times(table, "date_recorded", context)
    frame = frame.join(roots, left_on="item_id", right_on="root", how="left", maintain_order="left")
    answers = pl.col("type") == "activity_comment"
    group = pl.when(answers).then("group").when(pl.col("component") == "groups").then("item_id")
    frame = frame.with_columns(group=group)
    frame = frame.join(groups, left_on="group", right_on="id", how="left", maintain_order="left")
    kind = pl.col("type").replace_strict(_KINDS, default="other", return_dtype=pl.String())
    frame = frame.select(
        "at", "by_day", "has_time", "has_text",
        event_id="id",
        actor="user_id",
        kind=kind,
        channel=pl.coalesce("name", pl.lit("group ") + pl.col("group")),
        parent_id=pl.when(answers).then("secondary_item_id"),
        thread_id=pl.when(answers).then("item_id").when(kind == "post").then("id"),
        aside=pl.when(pl.col("is_spam") == "1").then(pl.lit("deleted"))
        .when(pl.col("type").is_in(_NOTICES)).then(pl.lit("system")),
    )  # fmt: skip
    evidence = "component, secondary_item_id, date_recorded"
    return table_reading(table, frame, format_name="buddypress", fields=_FIELDS, evidence=evidence)
