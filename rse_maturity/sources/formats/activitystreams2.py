"""Activity Streams 2.0: an outbox or another collection of activities, as the W3C words them."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from rse_maturity.collecting import uncollected
from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.activity_items import rows_of
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.mail_identities import addresses, person_ids
from rse_maturity.sources.packed import Packed
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.readings import acts_reading, as_acts
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_SAME = (
    "record", "event_id", "actor", "email", "display_name", "is_bot", "kind", "thread_id", "channel", "tags",
    "has_text", "at", "has_time",
)  # fmt: skip
_LISTS = ("", "orderedItems", "items", "first.orderedItems", "first.items")
_NOTHING = pl.Series([], dtype=pl.String())
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


def _page(member: Member, context: Context) -> Iterator[Part]:
    """Read one collection; what was deleted in it is known at its end, so that its activities wait until then.

    Nothing where it holds links alone.
    """
    told, refused = Packed(), []
    deleted, asked = [_NOTHING], [_NOTHING.hash()]
    for rows, odd in _rows(member):
        told.add(rows)
        refused.append(odd)
        deleted.append(rows.filter(kind="delete")["object"])
        asked.append(rows.filter(pl.col("kind").is_in(_ABOUT))["object"].hash())
    gone = pl.concat(deleted).drop_nulls().unique()
    made = _made(told, pl.concat(asked).unique())
    for rows, odd in zip(told, refused, strict=True):
        if rows.height or odd.height:
            yield page(_acts(rows, made, gone, context, member.name), refused=odd, name=member.name)


def _rows(member: Member) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Return some activities at a time, and what is none; no reader with a schema takes them as they are."""
    for piece in json_pieces(member, under=_LISTS, lone=True):
        with uncollected():  # a document has no circles to look for, and looking takes twice the time of reading
            items = _parsed(piece.content, member.name)
            rows = _worded(rows_of(items, first=piece.first))
        bad = [place for place, item in enumerate(items, piece.first + 1) if not isinstance(item, (dict, str))]
        yield rows, pl.DataFrame({"line": bad, "field": "", "reason": "no_record"}, schema=REFUSED)


def _parsed(content: bytes, path: str) -> list[Any]:
    try:
        found: list[Any] = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceUnreadable(path=path, format="JSON", why="it is not UTF-8 text") from error
    except RecursionError as error:
        raise SourceUnreadable(path=path, format="JSON", why="it is nested too deep") from error
    except ValueError as error:
        raise SourceUnreadable(path=path, format="JSON", why="it is cut or damaged") from error
    return found


def _worded(rows: pl.DataFrame) -> pl.DataFrame:
    """Put the words of the vocabulary into ours: what was created goes by its own id."""
    makes = pl.col("type").is_in(_MAKE)
    kind = (
        pl.when(makes & pl.col("ballot")).then(pl.lit("poll vote"))
        .when(makes & pl.col("in_reply_to").is_not_null()).then(pl.lit("comment"))
        .when(makes & pl.col("object_type").is_in(_FILES)).then(pl.lit("upload"))
        .when(pl.col("type") == "Create").then(pl.lit("post"))
        .otherwise(pl.col("type").replace_strict(_KINDS, default="other", return_dtype=pl.String()))
    )  # fmt: skip
    return rows.select(
        "record", "activity", "object", "in_reply_to", "actor", "display_name", "is_bot", "time", "thread_id",
        "channel", "tags", "has_text", "private",
        makes=makes,
        kind=kind,
        event_id=pl.when(makes).then(pl.coalesce("object", "activity")).otherwise("activity"),
        gone=pl.col("object_type") == "Tombstone",
    )  # fmt: skip


def _made(told: Packed, asked: pl.Series) -> pl.DataFrame:
    """Return `object` and `made`: activities that others are about, and what each created.

    Parameters
    ----------
    asked
        Digests of what activities are about.
    """
    found = [pl.DataFrame(schema={"object": pl.String(), "made": pl.String()})]
    if len(asked):
        wanted = pl.col("makes") & pl.col("activity").hash().is_in(asked.implode())
        found += [rows.filter(wanted).select(object="activity", made="object") for rows in told]
    return pl.concat(found).drop_nulls("object").unique("object", keep="first", maintain_order=True)


def _acts(rows: pl.DataFrame, made: pl.DataFrame, gone: pl.Series, context: Context, name: str) -> pl.DataFrame:
    """Lay out activities; others answer what was created by the id of that, whatever they call it."""
    times = read_times(rows["time"], settings=context.settings, path=name, zone=context.zone)
    who = {"email": addresses(rows["actor"]), "actor": person_ids(rows["actor"])}
    rows = rows.with_columns(**who, at=times["at"], has_time=times["has_time"])
    rows = rows.join(made, on="object", how="left", maintain_order="left")
    about = pl.col("kind").is_in(_ABOUT)
    taken_back = pl.any_horizontal(pl.col(one).is_in(gone.implode()) for one in ("event_id", "activity"))
    return as_acts(
        rows,
        **{column: pl.col(column) for column in _SAME},
        parent_id=pl.when("makes").then("in_reply_to").when(about).then(pl.coalesce("made", "object")),
        aside=pl.when("private").then(pl.lit("private"))
        .when((pl.col("kind") != "delete") & (pl.col("gone") | taken_back)).then(pl.lit("deleted")),
    )  # fmt: skip
