"""Activity Streams 2.0: an outbox or another collection of activities, as the W3C words them."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.collecting import uncollected
from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.activity_items import items_of, rows_of
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.mail_identities import addresses, person_ids
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.readings import acts_reading, as_acts
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 16
_KINDS = {
    "Announce": "share", "Like": "reaction", "Dislike": "reaction", "EmojiReact": "reaction", "View": "view",
    "Read": "view", "Listen": "view", "Join": "join", "Leave": "leave", "Follow": "follow", "Invite": "invite",
    "Update": "edit", "Delete": "delete", "Undo": "delete", "Login": "login", "Arrive": "login",
}  # fmt: skip
_MAKE = ("Create", "Add")
_FILES = ("Document", "Image", "Video", "Audio")
_ABOUT = ("share", "reaction", "view")
_KEYS = {
    "published": "timestamp", "actor": "actor", "type": "kind", "inReplyTo": "parent_id", "target": "channel",
    "audience": "channel", "context": "thread_id", "tag": "tags", "id": "event_id",
}  # fmt: skip


class ActivityStreams2:
    """A collection of Activity Streams 2.0 (JSON-LD)."""

    name = "activitystreams2"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        (
            "post", "comment", "reaction", "share", "upload", "view", "join", "login", "parent", "thread", "channel",
            "tags", "bots",
        ),
        "yes",
    )  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the context of the vocabulary and a collection."""
        found = [member.name for member in listing.members if _is_collection(member)]
        return Evidence(f"{found[0]}: @context activitystreams, items") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read every collection of activities; collections of mere links (likes, bookmarks) are no acts with a time."""
        members = [member for member in listing.members if _is_collection(member)]
        if not members:
            raise SourceUnreadable(path=listing.name, format=self.name, why="it holds no list of objects")
        return [
            acts_reading(
                partial(pages, members, partial(_page, context=context)),
                name="activities",
                format_name=self.name,
                why="@context activitystreams, items",
                keys=_KEYS,
            )
        ]


def _is_collection(member: Member) -> bool:
    head = member.head(_HEAD)
    within = b"rderedItems" in head or b'"items"' in head or b"OrderedCollection" in head
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    return b"ns/activitystreams" in head and ((start == b"{" and within) or start == b"[")


def _page(member: Member, context: Context) -> Part | None:
    """Read one collection; None where it holds links alone."""
    items = items_of(_document(member))
    if items is None:
        raise SourceUnreadable(path=member.name, format="JSON", why="the list of records is not where it should be")
    if all(isinstance(item, str) for item in items):
        return None
    bad = [place for place, item in enumerate(items, start=1) if not isinstance(item, (dict, str))]
    rows = rows_of(items)
    times = read_times(rows["time"], settings=context.settings, path=member.name, zone=context.zone)
    who = pl.DataFrame({"email": addresses(rows["actor"]), "actor": person_ids(rows["actor"])})
    told = pl.concat([_canonical(rows), who, times.drop("by_day")], how="horizontal")
    acts = as_acts(told, **{name: pl.col(name) for name in told.columns})
    refused = pl.DataFrame({"line": bad, "field": "", "reason": "no_record"}, schema=REFUSED)
    return page(acts, refused=refused, name=member.name)


def _document(member: Member) -> object:
    text = member.content
    try:
        with uncollected():  # a document has no circles to look for, and looking takes twice the time of reading
            return json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceUnreadable(path=member.name, format="JSON", why="it is not UTF-8 text") from error
    except RecursionError as error:
        raise SourceUnreadable(path=member.name, format="JSON", why="it is nested too deep") from error
    except ValueError as error:
        raise SourceUnreadable(path=member.name, format="JSON", why="it is cut or damaged") from error


def _canonical(rows: pl.DataFrame) -> pl.DataFrame:
    """Put the words of the vocabulary into ours: what was created goes by its own id, for others answer that."""
    makes = pl.col("type").is_in(_MAKE)
    kind = (
        pl.when(makes & pl.col("ballot")).then(pl.lit("poll vote"))
        .when(makes & pl.col("in_reply_to").is_not_null()).then(pl.lit("comment"))
        .when(makes & pl.col("object_type").is_in(_FILES)).then(pl.lit("upload"))
        .when(pl.col("type") == "Create").then(pl.lit("post"))
        .otherwise(pl.col("type").replace_strict(_KINDS, default="other", return_dtype=pl.String()))
    )  # fmt: skip
    rows = rows.with_columns(kind=kind, event_id=pl.when(makes).then(pl.coalesce("object", "activity"))
                             .otherwise("activity"))  # fmt: skip
    made = rows.filter(makes & pl.col("activity").is_not_null()).unique("activity", keep="first", maintain_order=True)
    rows = rows.join(made.select(object="activity", made="object"), on="object", how="left", maintain_order="left")
    gone = rows.filter(pl.col("kind") == "delete")["object"].drop_nulls().unique().implode()
    answered = pl.when(makes).then("in_reply_to").when(pl.col("kind").is_in(_ABOUT)).then(pl.coalesce("made", "object"))
    return rows.select(
        "record", "event_id", "display_name", "is_bot", "kind", "thread_id", "channel", "tags", "has_text",
        parent_id=answered,
        aside=pl.when("private").then(pl.lit("private"))
        .when(
            (pl.col("kind") != "delete")
            & ((pl.col("object_type") == "Tombstone") | pl.col("event_id").is_in(gone) | pl.col("activity").is_in(gone))
        ).then(pl.lit("deleted")),
    )  # fmt: skip
