"""HCL Connections (once IBM Connections): its activity stream, in the words of Activity Streams 1.0."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.readings import acts_reading, as_acts
from rse_maturity.sources.records import record_pieces
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 16
_LIST = re.compile(rb'"(list|entry)"\s*:\s*\[\s*\{')
_TEXT = pl.String()
_PERSON = pl.Struct({"objectType": _TEXT, "id": _TEXT, "displayName": _TEXT})
_REPLIES = pl.Struct({"items": pl.List(pl.Struct({"id": _TEXT, "author": _PERSON, "updated": _TEXT}))})
_OBJECT = pl.Struct({"objectType": _TEXT, "id": _TEXT, "displayName": _TEXT, "replies": _REPLIES})
_ENTRY = {"id": _TEXT, "published": _TEXT, "verb": _TEXT, "actor": _PERSON, "object": _OBJECT, "target": _OBJECT}
_KINDS = {
    "post": "post", "create": "post", "add": "post", "comment": "comment", "reply": "comment", "like": "reaction",
    "favorite": "reaction", "recommend": "reaction", "share": "share", "upload": "upload", "join": "join",
    "follow": "follow", "leave": "leave", "update": "edit", "delete": "delete", "invite": "invite", "read": "view",
}  # fmt: skip
_PLACES = ("community", "group", "person", "forum", "blog", "wiki", "activity")
_KEYS = {
    "id": "event_id", "published": "timestamp", "actor": "actor", "verb": "kind", "object": "event_id",
    "target": "channel",
}  # fmt: skip


class HclConnections:
    """Activity stream of HCL Connections."""

    name = "hcl_connections"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "share", "upload", "join", "parent", "channel"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the frame of the stream: startIndex, totalResults and a list of entries with verbs."""
        found = [member.name for member in listing.members if _is_stream(member)]
        return Evidence(f"{found[0]}: startIndex, totalResults, verb") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read every page of the stream."""
        members = [member for member in listing.members if _is_stream(member)]
        if not members:
            raise SourceUnreadable(path=listing.name, format=self.name, why="it holds no list of objects")
        return [
            acts_reading(
                partial(pages, members, partial(_page, context=context)),
                name="activitystream",
                format_name=self.name,
                why="startIndex, totalResults, verb",
                keys=_KEYS,
            )
        ]


def _is_stream(member: Member) -> bool:
    head = member.head(_HEAD)
    signs = (b'"startIndex"', b'"totalResults"', b'"verb"')
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" and _list_of(head) != "" and all(s in head for s in signs)


def _list_of(head: bytes) -> str:
    found = _LIST.search(head)
    return found[1].decode() if found is not None else ""


def _page(member: Member, context: Context) -> Iterator[Part]:
    for records in record_pieces(member, _ENTRY, under=[_list_of(member.head(_HEAD))]):
        yield page(_acts(records.placed(), context, member.name), refused=records.refused, name=member.name)


def _acts(entries: pl.DataFrame, context: Context, name: str) -> pl.DataFrame:
    """Lay out entries, and the replies that stand under their objects and targets."""
    target, thing, person = pl.col("target").struct, pl.col("object").struct, pl.col("actor").struct
    place = target.field("objectType").is_in(_PLACES)
    is_comment = (thing.field("objectType") == "comment") & (pl.col("verb").str.to_lowercase() == "post")
    kind = pl.col("verb").str.to_lowercase().replace_strict(_KINDS, default="other", return_dtype=pl.String())
    kind = pl.when(is_comment).then(pl.lit("comment")).otherwise(kind)
    channel = pl.when(place).then(pl.coalesce(target.field("displayName"), target.field("id")))
    makes = kind.is_in(("post", "comment", "upload"))
    acts = entries.select(
        "record",
        event_id=pl.when(makes).then(pl.coalesce(thing.field("id"), "id")).otherwise("id"),
        actor=person.field("id"),
        display_name=person.field("displayName"),
        time="published",
        kind=kind,
        parent_id=pl.when(kind == "comment").then(pl.when(place.not_()).then(target.field("id")))
        .when(makes.not_()).then(thing.field("id")),
        channel=channel,
    )  # fmt: skip
    replies = pl.concat(
        [
            entries.select("record", channel=channel, parent_id=thing.field("id"), reply=_replies(where))
            for where in ("object", "target")
        ]
    ).explode("reply", empty_as_null=False)  # fmt: skip
    reply = pl.col("reply").struct
    replies = replies.filter(pl.col("reply").is_not_null()).select(
        "record",
        "channel",
        "parent_id",
        event_id=reply.field("id"),
        actor=reply.field("author").struct.field("id"),
        display_name=reply.field("author").struct.field("displayName"),
        time=reply.field("updated"),
        kind=pl.lit("comment"),
    )
    every = pl.concat([acts, replies], how="diagonal")
    times = read_times(every["time"], settings=context.settings, path=name, zone=context.zone)
    names = [column for column in every.columns if column != "time"]
    return as_acts(every.hstack(times), **{column: pl.col(column) for column in (*names, "at", "has_time")})


def _replies(where: str) -> pl.Expr:
    return pl.col(where).struct.field("replies").struct.field("items")
