"""HumHub: tables of its database (content, comment, like, memberships), with its users."""

from __future__ import annotations

from dataclasses import replace
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
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.people_table import people_reading

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_OBJECT = ("object_model", "object_id", "created_at", "created_by")
_CONTENT = (*_OBJECT, "contentcontainer_id")
_SPACE = ("id", "guid", "name", "contentcontainer_id")
_POST = ("id", "message", "url", "created_at", "created_by")
_MEMBERSHIP = ("id", "space_id", "user_id", "status", "created_at")
_POST_MODEL = r"humhub\modules\post\models\Post"
_COMMENT_MODEL = r"humhub\modules\comment\models\Comment"
_PUBLISHED, _MEMBER = "1", "3"  # content.state, space_membership.status
_FIELDS = {"event_id": "id", "timestamp": "created_at", "actor": "created_by", "parent_id": "object_id"}


class HumHub:
    """A HumHub network as its database holds it."""

    name = "humhub"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        (
            "post", "comment", "reaction", "upload", "join", "parent", "thread", "channel", "directory", "title",
            "joined_at",
        ),
        "yes",
    )  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise tables whose rows point at an object by its model and its number."""
        found = members_with(listing, _OBJECT)
        return Evidence(f"{', '.join(found[:3])}: object_model, object_id") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read content (or posts, where there is no table of content), comments, likes, memberships and users."""
        contents = database_tables(listing, _CONTENT, ("state",))
        comments = database_tables(listing, (*_OBJECT, "id", "message"), text="message", without=("target_user_id",))
        likes = database_tables(listing, (*_OBJECT, "id", "target_user_id"))
        roots = joined_frame(contents, _CONTENT, key="object_id").select(
            root=_key("object_model", "object_id"), container="contentcontainer_id"
        )
        rooms = database_tables(listing, _SPACE, without=("object_model",))
        spaces = joined_frame(rooms, _SPACE, key="contentcontainer_id").select("contentcontainer_id", "name")
        places = roots.join(spaces, left_on="container", right_on="contentcontainer_id", how="left")
        places = places.select("root", channel=pl.coalesce("name", pl.lit("container ") + pl.col("container"))).unique(
            "root", keep="first"
        )
        readings = [_content(table, spaces, context) for table in contents]
        if not contents:
            readings += [_post(table, context) for table in database_tables(listing, _POST, text="message")]
        above = _roots_of(comments)
        readings += [_comment(table, above, places, context) for table in comments]
        readings += [_like(table, above, places, context) for table in likes]
        names = joined_frame(rooms, _SPACE, key="id").select("id", "name")
        readings += [_membership(table, names, context) for table in database_tables(listing, _MEMBERSHIP)]
        return with_events([*readings, *_people(listing, context)], listing, format_name=self.name)


def _key(model: str, number: str) -> pl.Expr:
    """Name an object by its model and its number: numbers alone come again from table to table."""
    plain = pl.col(model).str.replace_all("\\\\", "\\", literal=True)  # some dumps double their backslashes
    return pl.concat_str(plain, number, separator=":")


def _roots_of(comments: list[DatabaseTable]) -> pl.DataFrame:
    """Say what each comment (`key`) stands under (`above`): comments stand at most two deep."""
    answered = joined_frame(comments, ("id", "object_model", "object_id"), key="id").select(
        key=pl.lit(f"{_COMMENT_MODEL}:") + pl.col("id"), above=_key("object_model", "object_id")
    )
    upper = answered.rename({"key": "above", "above": "top"})
    both = answered.join(upper, on="above", how="left", maintain_order="left")
    return both.select("key", above=pl.coalesce("top", "above"))


def _content(table: DatabaseTable, spaces: pl.DataFrame, context: Context) -> Reading:
    """Read whatever was published in a space: posts, polls, pages, files."""
    own = pl.col("object_model")
    frame = with_times(table, "created_at", context)
    frame = frame.join(spaces, on="contentcontainer_id", how="left", maintain_order="left").select(
        "at", "by_day", "has_time",
        event_id=_key("object_model", "object_id"),
        thread_id=_key("object_model", "object_id"),
        actor="created_by",
        kind=pl.when(own.str.contains(r"\\cfiles\\|\\gallery\\")).then(pl.lit("upload")).otherwise(pl.lit("post")),
        channel=pl.coalesce("name", pl.lit("container ") + pl.col("contentcontainer_id")),
        aside=pl.when(own.str.contains(r"\\activity\\")).then(pl.lit("system"))
        .when(pl.col("state") != _PUBLISHED).then(pl.lit("deleted")),
    )  # fmt: skip
    fields = {**_FIELDS, "event_id": "object_id", "kind": "object_model", "channel": "contentcontainer_id"}
    return table_reading(table, frame, format_name="humhub", fields=fields, evidence="object_model, object_id")


def _post(table: DatabaseTable, context: Context) -> Reading:
    frame = with_times(table, "created_at", context).select(
        "at", "by_day", "has_time", "has_text",
        event_id=pl.lit(f"{_POST_MODEL}:") + pl.col("id"),
        thread_id=pl.lit(f"{_POST_MODEL}:") + pl.col("id"),
        actor="created_by",
        kind=pl.lit("post"),
    )  # fmt: skip
    return table_reading(table, frame, format_name="humhub", fields=_FIELDS, evidence="id, created_by, created_at")


def _comment(table: DatabaseTable, above: pl.DataFrame, places: pl.DataFrame, context: Context) -> Reading:
    """Read comments; a comment on a comment belongs to the thread of that one."""
    frame = _placed(with_times(table, "created_at", context), above, places).select(
        "at", "by_day", "has_time", "has_text", "channel",
        event_id=pl.lit(f"{_COMMENT_MODEL}:") + pl.col("id"),
        parent_id="parent",
        thread_id="root",
        actor="created_by",
        kind=pl.lit("comment"),
    )  # fmt: skip
    return table_reading(table, frame, format_name="humhub", fields=_FIELDS, evidence="object_model, object_id")


def _like(table: DatabaseTable, above: pl.DataFrame, places: pl.DataFrame, context: Context) -> Reading:
    frame = _placed(with_times(table, "created_at", context), above, places).select(
        "at", "by_day", "has_time", "channel",
        event_id=pl.lit("like:") + pl.col("id"),
        parent_id="parent",
        parent_actor="target_user_id",
        thread_id="root",
        actor="created_by",
        kind=pl.lit("reaction"),
    )  # fmt: skip
    fields = {**_FIELDS, "parent_actor": "target_user_id"}
    return table_reading(table, frame, format_name="humhub", fields=fields, evidence="object_model, object_id")


def _placed(frame: pl.DataFrame, above: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Add `parent`, `root` (of the thread) and `channel` to what answers an object."""
    frame = frame.with_columns(parent=_key("object_model", "object_id"))
    frame = frame.join(above, left_on="parent", right_on="key", how="left", maintain_order="left")
    nested = pl.col("parent").str.starts_with(_COMMENT_MODEL)
    frame = frame.with_columns(root=pl.when(nested).then("above").otherwise("parent"))
    return frame.join(places, on="root", how="left", maintain_order="left")


def _membership(table: DatabaseTable, names: pl.DataFrame, context: Context) -> Reading:
    """Read members of spaces as joins; invitations and requests are left aside."""
    frame = with_times(table, "created_at", context)
    frame = frame.join(names, left_on="space_id", right_on="id", how="left", maintain_order="left")
    frame = frame.select(
        "at", "by_day", "has_time",
        event_id=pl.concat_str(pl.lit("member"), "space_id", "user_id", separator=":"),
        actor="user_id",
        kind=pl.lit("join"),
        channel=pl.coalesce("name", pl.lit("space ") + pl.col("space_id")),
        aside=pl.when(pl.col("status") != _MEMBER).then(pl.lit("system")),
    )  # fmt: skip
    fields = {"event_id": "id", "timestamp": "created_at", "actor": "user_id", "channel": "space_id", "kind": "status"}
    return table_reading(table, frame, format_name="humhub", fields=fields, evidence="space_id, user_id")


def _people(listing: Listing, context: Context) -> list[Reading]:
    """Read users and profiles; the export of users writes dates day first, whatever its language."""
    settings = context.settings
    day_first = settings.model_copy(update={"time": settings.time.model_copy(update={"date_order": "dmy"})})
    tables = [
        *raw_tables(listing, ("guid", "status", "username", "email"), without=("object_model",)),
        *raw_tables(listing, ("user_id", "firstname", "lastname")),
    ]
    readings = []
    for table in tables:
        have = {column.lower(): column for column in reversed(table.columns)}
        columns = {"person_id": have.get("user_id", have.get("id", "")), "joined_at": have.get("created at", "")}
        readings.append(
            people_reading(
                table, replace(context, settings=day_first), format_name="humhub", role="people", columns=columns
            )
        )
    return [reading for reading in readings if reading is not None]
