"""Messages of Yammer (Viva Engage) as its REST API gives them: JSON, one file a page.

Keys: learn.microsoft.com/rest/api/yammer/messages, and the answers recorded in github.com/pnp/cli-microsoft365.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.readings import acts_reading, unreadable, users_reading
from rse_maturity.sources.records import read_records
from rse_maturity.sources.written_times import read_times
from rse_maturity.sources.yammer_messages import EVENTS, acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 18
_S = pl.String()
_LIKE = pl.Struct({"user_id": _S, "full_name": _S})
_SIGNS = (b'"replied_to_id"', b'"liked_by"', b'"sender_id"')
_MESSAGE: dict[str, pl.DataType] = {
    **dict.fromkeys(("id", "replied_to_id", "thread_id", "created_at", "sender_id", "sender_type", "group_id"), _S),
    "message_type": _S,
    "direct_message": _S,
    "body": pl.Struct({"plain": _S, "parsed": _S}),
    "liked_by": pl.Struct({"names": pl.List(_LIKE)}),
}
_REFERENCE: dict[str, pl.DataType] = dict.fromkeys(
    ("type", "id", "name", "full_name", "email", "job_title", "state", "activated_at"), _S
)
_KEYS = {
    "id": "event_id", "created_at": "timestamp", "sender_id": "actor", "message_type": "kind",
    "liked_by.names": "kind", "replied_to_id": "parent_id", "group_id": "channel", "thread_id": "thread_id",
    "sender_type": "is_bot", "body": "tags",
}  # fmt: skip
_PERSON = {
    "id": "person_id", "full_name": "display_name", "email": "email", "job_title": "title",
    "activated_at": "joined_at", "state": "status",
}  # fmt: skip


class YammerApi:
    """Pages of messages, each with those who liked them and the people and communities that it refers to."""

    name = "yammer_api"
    tells: ClassVar[dict[str, Presence]] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "join": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "tags": "yes", "title": "yes", "joined_at": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise pages by the keys of their messages."""
        pages = _pages(listing)
        return Evidence(f"messages: replied_to_id, liked_by ({len(pages)})") if pages else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read messages and likes page by page, and the people they refer to."""
        pages = _pages(listing)
        if not pages:
            raise SourceUnreadable(path=listing.name, format=self.name, why="no messages with replied_to_id, liked_by")
        why = f"messages: replied_to_id, liked_by ({len(pages)})"
        references = pl.concat([_references(page) for page in pages]).unique().sort(pl.all(), nulls_last=True)
        events = acts_reading(
            partial(_parts, pages, references, context.settings),
            name="messages",
            format_name=self.name,
            why=why,
            keys=_KEYS,
        )
        users = references.filter(pl.col("type") == "user").unique("id", keep="first", maintain_order=True)
        if users.is_empty():
            return [events]
        joined = read_times(users["activated_at"], settings=context.settings, path=listing.name)["at"]
        people = users.select(
            *[pl.col(key).alias(field) for key, field in _PERSON.items() if field != "joined_at"],
            joined_at=joined.dt.convert_time_zone(context.zone).dt.date(),
        )
        return [events, users_reading(people, name="references", format_name=self.name, why=why, keys=_PERSON)]


def _pages(listing: Listing) -> list[Member]:
    """Return the members that hold messages."""
    return [member for member in listing.members if _holds_messages(member.head(_HEAD))]


def _holds_messages(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    told = b'"messages"' in head if start == b"{" else start == b"["
    return told and all(sign in head for sign in _SIGNS)


def _references(page: Member) -> pl.DataFrame:
    """Return the people and communities that a page refers to; none where it says nothing of them."""
    try:
        return read_records(page.content, _REFERENCE, path=page.name, under="references").frame
    except SourceUnreadable:
        return pl.DataFrame(schema=_REFERENCE)


def _parts(pages: Sequence[Member], references: pl.DataFrame, settings: Settings) -> Iterator[Part]:
    for page in pages:
        content = page.content
        try:
            bare = content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
            records = read_records(content, _MESSAGE, path=page.name, under="" if bare else "messages")
        except SourceUnreadable:
            if len(pages) == 1:
                raise
            yield unreadable(page.name)
            continue
        if records.frame.is_empty() and records.refused.is_empty() and len(pages) == 1:
            raise SourceEmpty(path=page.name)
        yield Part(_events(records.frame, references, settings, page.name).lazy(), records.refused, page.name)


def _events(messages: pl.DataFrame, references: pl.DataFrame, settings: Settings, path: str) -> pl.DataFrame:
    """Unfold messages into acts, then the likes of each; a like has the time of its message."""
    called = references.select("type", "id", called=pl.coalesce("full_name", "name")).unique(["type", "id"])
    users = called.filter(pl.col("type") == "user").select(sender_id="id", sender_name="called")
    groups = called.filter(pl.col("type") == "group").select(group_id="id", group_name="called")
    table = (
        messages.join(users, on="sender_id", how="left", maintain_order="left")
        .join(groups, on="group_id", how="left", maintain_order="left")
        .with_columns(
            body=pl.coalesce(pl.col("body").struct.field("parsed"), pl.col("body").struct.field("plain")),
            in_private_conversation="direct_message",
            sender_email=pl.lit(None, pl.String()),
            conversation_id=pl.lit(None, pl.String()),
            deleted_at=pl.lit(None, pl.String()),
            deleted_by_id=pl.lit(None, pl.String()),
        )
    )
    said = acts(table, {}, settings=settings, path=path).with_columns(inherited=pl.lit(value=False))
    private = pl.col("aside") == "private"
    likes = (
        said.with_columns(messages["liked_by"].struct.field("names"))
        .filter(pl.col("aside").is_null() | private)
        .explode("names", keep_nulls=False, empty_as_null=False)
        .with_columns(user=pl.col("names").struct.field("user_id"))
        .select(
            event_id=pl.concat_str(pl.lit("r:"), "event_id", pl.lit(":"), "user"),
            at="at",
            by_day="by_day",
            inherited=pl.lit(value=True),
            actor="user",
            kind=pl.lit("reaction"),
            parent_id="event_id",
            channel="channel",
            thread_id="thread_id",
            display_name=pl.col("names").struct.field("full_name"),
            has_text=pl.lit(value=False),
            has_time="has_time",
            blank=pl.lit(value=False),
            aside="aside",
        )
    )
    return pl.concat([said, likes], how="diagonal").select("inherited", *EVENTS)
