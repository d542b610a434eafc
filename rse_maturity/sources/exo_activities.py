"""Activities of eXo and Meeds as the REST service gives them: posts with their comments and likes nested in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.readings import acts_reading, as_acts
from rse_maturity.sources.records import record_pieces
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Member

_HEAD = 1 << 16
_TEXT = pl.String()
_PERSON = pl.Struct({"id": _TEXT, "remoteId": _TEXT, "username": _TEXT})
_COMMENT = pl.Struct(
    {"id": _TEXT, "identity": _PERSON, "createDate": _TEXT, "parentCommentId": _TEXT, "likes": pl.List(_PERSON)}
)
_ACTIVITY = {
    "id": _TEXT,
    "identity": _PERSON,
    "createDate": _TEXT,
    "type": _TEXT,
    "hidden": _TEXT,
    "likes": pl.List(_PERSON),
    "comments": pl.List(_COMMENT),
    "originalActivity": pl.Struct({"id": _TEXT}),
    "activityStream": pl.Struct({"type": _TEXT, "id": _TEXT, "space": pl.Struct({"displayName": _TEXT})}),
}
_NOTICES = ("SPACE_ACTIVITY", "exosocial:spaces", "USER_PROFILE_ACTIVITY", "USER_ACTIVITIES_FOR_RELATIONSHIP")
_KEYS = {
    "id": "event_id", "identity": "actor", "createDate": "timestamp", "likes": "kind", "comments": "thread_id",
    "originalActivity": "parent_id", "activityStream": "channel",
}  # fmt: skip


def is_activities(member: Member) -> bool:
    """Tell a page of activities by its first bytes."""
    head = member.head(_HEAD)
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" and all(
        sign in head for sign in (b'"activities"', b'"createDate"', b'"identity"')
    )


def activities_reading(members: Sequence[Member], context: Context, *, format_name: str) -> Reading:
    """Read pages of activities: posts and shares, the comments under them, the likes of both (at their time)."""
    return acts_reading(
        partial(pages, members, partial(_page, context=context)),
        name="activities",
        format_name=format_name,
        why="activityStream, createDate",
        keys=_KEYS,
    )


def _page(member: Member, context: Context) -> Iterator[Part]:
    for records in record_pieces(member, _ACTIVITY, under=["activities"]):
        yield page(_acts(records.placed(), context, member.name), refused=records.refused, name=member.name)


def _acts(roots: pl.DataFrame, context: Context, name: str) -> pl.DataFrame:
    posts = roots.select(
        "record",
        "likes",
        event_id="id",
        actor=_who("identity"),
        time="createDate",
        kind=pl.when(pl.col("originalActivity").struct.field("id").is_null()).then(pl.lit("post"))
        .otherwise(pl.lit("share")),
        parent_id=pl.col("originalActivity").struct.field("id"),
        thread_id="id",
        channel=_channel(),
        aside=pl.when(pl.col("type").is_in(_NOTICES)).then(pl.lit("system"))
        .when(pl.col("hidden") == "true").then(pl.lit("deleted")),
    )  # fmt: skip
    under = roots.select("record", "comments", root="id", channel=_channel()).explode("comments", empty_as_null=False)
    comments = under.filter(pl.col("comments").is_not_null()).unnest("comments").select(
        "record", "channel", "likes",
        event_id=_plain("id"),
        actor=_who("identity"),
        time="createDate",
        kind=pl.lit("comment"),
        parent_id=pl.coalesce(_plain("parentCommentId"), "root"),
        thread_id="root",
    )  # fmt: skip
    written = pl.concat([posts, comments], how="diagonal")
    likes = written.select("record", "time", "channel", "thread_id", "aside", "likes", parent_id="event_id")
    likes = likes.explode("likes", empty_as_null=False).filter(pl.col("likes").is_not_null())
    likes = likes.select(
        pl.exclude("likes"),
        actor=_who("likes"),
        event_id=pl.concat_str(pl.lit("r"), "parent_id", _who("likes"), separator=":"),
        kind=pl.lit("reaction"),
        inherited=pl.lit(value=True),
    )
    every = pl.concat([written.drop("likes"), likes], how="diagonal")
    times = read_times(every["time"], settings=context.settings, path=name, zone=context.zone)
    names = [column for column in every.columns if column not in ("time", "inherited")]
    return as_acts(
        every.hstack(times),
        **{column: pl.col(column) for column in (*names, "at", "has_time")},
        inherited=pl.col("inherited").fill_null(value=False),
    )


def _who(column: str) -> pl.Expr:
    """Return the user name of an identity, its number where there is none."""
    person = pl.col(column).struct
    return pl.coalesce(person.field("remoteId"), person.field("username"), person.field("id"))


def _channel() -> pl.Expr:
    stream = pl.col("activityStream").struct
    space = pl.coalesce(stream.field("space").struct.field("displayName"), stream.field("id"))
    return pl.when(stream.field("type") == "space").then(space)


def _plain(column: str) -> pl.Expr:
    """Return the id of a comment as its parent's service has it: this service writes a word before it."""
    return pl.col(column).str.strip_prefix("comment")
