"""Discourse: topics as JSON, as the site itself serves them (`/t/<id>.json`), one file a topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.database_tables import DatabaseTable
from rse_maturity.sources.discourse import POSTS, POSTS_TOO, posts_reading
from rse_maturity.sources.format import Evidence, Part, Reading
from rse_maturity.sources.raw import HEAD_ROWS, REFUSED, RawTable, numbered
from rse_maturity.sources.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing, Member

_SIGN = re.compile(rb'"post_stream"\s*:\s*\{')
_HEAD = 1 << 16
_LOOKED_AT = 50  # members; a folder of topics shows what it is by the first of them
_AT_ONCE = 100  # topics of one piece
_POST = (
    "id", "user_id", "username", "name", "created_at", "post_number", "reply_to_post_number", "reply_to_user_id",
    "post_type", "deleted_at", "user_deleted", "action_code",
)  # fmt: skip
_TOPIC = {
    "id": pl.String(),
    "archetype": pl.String(),
    "category_id": pl.String(),
    "deleted_at": pl.String(),
    "tags": pl.List(pl.String()),
    "post_stream": pl.Struct(
        {"posts": pl.List(pl.Struct(dict.fromkeys(_POST, pl.String()) | {"cooked": pl.String()}))}
    ),
}


class DiscourseTopic:
    """Topics with the posts that they came with; likes are counts without a name, and are not read."""

    name = "discourse_topic"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "parent", "thread", "channel", "tags", "bots"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise documents with a stream of posts."""
        found = [member for member in listing.members[:_LOOKED_AT] if _is_topic(member)]
        return Evidence(f"{', '.join(member.name for member in found[:3])}: post_stream") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the posts of each topic, some files at a time."""
        topics = [member for member in listing.members if member.name.lower().endswith(".json") or _is_topic(member)]
        if not topics:
            raise SourceUnreadable(path=listing.name, format="Discourse topics", why="no file of it is JSON")
        columns = tuple(ColumnReading(column, field, "synonym") for column, field in _FIELDS.items())
        nothing = _posts(pl.DataFrame(schema=_TOPIC), listing.name, context)

        def parts() -> Iterator[Part]:
            for start in range(0, len(topics), _AT_ONCE):
                yield from _parts(topics[start : start + _AT_ONCE], context)

        return [
            Reading(
                name=listing.name,
                format=self.name,
                role="events",
                frame=nothing.frame,
                fields=nothing.fields,
                columns=columns,
                evidence="post_stream",
                lines=numbered,
                encoding="utf-8",
                parts=parts,
            )
        ]


_FIELDS = {
    "id": "event_id", "created_at": "timestamp", "user_id": "actor", "post_number": "kind",
    "reply_to_post_number": "parent_id", "reply_to_user_id": "parent_actor", "topic_id": "thread_id",
    "category_id": "channel", "tags": "tags", "username": "display_name",
}  # fmt: skip


def _is_topic(member: Member) -> bool:
    return _SIGN.search(member.head(_HEAD)) is not None


def _parts(members: Sequence[Member], context: Context) -> Iterator[Part]:
    """Read topics together; one by one where one of them is damaged, so that the others are kept."""
    try:
        texts = [member.content.removeprefix(b"\xef\xbb\xbf") for member in members]
        topics = read_records(b"[" + b",".join(texts) + b"]", _TOPIC, path=members[0].name)
        yield Part(_posts(topics.frame, members[0].name, context).frame, topics.refused, members[0].name)
    except InputError:
        if len(members) > 1:
            for member in members:
                yield from _parts([member], context)
            return
        refused = pl.DataFrame({"line": [0], "field": "", "reason": "unreadable_member"}, schema=REFUSED)
        empty = _posts(pl.DataFrame(schema=_TOPIC), members[0].name, context).frame
        yield Part(empty, refused, members[0].name)


def _posts(topics: pl.DataFrame, name: str, context: Context) -> Reading:
    """Lay the posts of topics under one another, as the database would have them."""
    every = topics.select(
        "archetype",
        "category_id",
        topic_id="id",
        deleted_topic="deleted_at",
        tags=pl.col("tags").list.join(";", ignore_nulls=True).replace("", None),
        post=pl.col("post_stream").struct.field("posts"),
    ).explode("post", empty_as_null=False)
    posts = every.filter(pl.col("post").is_not_null()).unnest("post")
    posts = posts.with_columns(deleted_at=pl.coalesce("deleted_at", "deleted_topic"), has_text=pl.col("cooked") != "")
    posts = posts.with_columns(pl.lit(None, pl.String()).alias(one) for one in POSTS_TOO if one not in posts.columns)
    frame = posts.select(*POSTS, *POSTS_TOO, "has_text", blank=pl.lit(value=False))
    raw = RawTable(name, "json", frame.lazy(), tuple(frame.columns), frame.head(HEAD_ROWS), numbered)
    return posts_reading(DatabaseTable(raw, frame), context, format_name="discourse_topic")
