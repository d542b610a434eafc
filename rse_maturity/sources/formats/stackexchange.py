"""Stack Exchange: the data dump of a site, one XML file a table, of any size.

Source: readme of the dump and https://meta.stackexchange.com/q/2677. Times are UTC and say no zone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.readings import acts_reading, as_acts, users_reading
from rse_maturity.sources.written_times import read_times
from rse_maturity.sources.xml_rows import read_xml_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member

_ROOT = re.compile(rb"<(posts|comments|votes|users)>\s*(?:<row\s|</)")
_HEAD = 1 << 12
_ATTRIBUTES = {
    "posts": ("Id", "PostTypeId", "ParentId", "CreationDate", "OwnerUserId", "Tags"),
    "comments": ("Id", "PostId", "CreationDate", "UserId"),
    "votes": ("Id", "PostId", "VoteTypeId", "CreationDate", "UserId"),
    "users": ("Id", "DisplayName", "CreationDate"),
}
_QUESTION, _ANSWER = "1", "2"  # PostTypeId; the others are texts of the site itself: tag wikis, elections
_BOOKMARK = "5"  # VoteTypeId: of the kinds with a user, the one that says that a post is liked
_COMMUNITY = "-1"  # the site's own account
_KEYS = {
    "Id": "event_id", "CreationDate": "timestamp", "OwnerUserId": "actor", "UserId": "actor", "PostTypeId": "kind",
    "ParentId": "parent_id", "PostId": "parent_id", "Tags": "tags",
}  # fmt: skip


class StackExchange:
    """Questions, answers and comments with their authors; votes have none."""

    name = "stackexchange"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "parent", "thread", "tags", "directory", "joined_at", "bots"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise XML files whose root is a table of posts or of comments, in rows."""
        found = _tables(listing)
        if not {"posts", "comments"} & set(found.values()):
            return None
        return Evidence(", ".join(f"{member.name} <{root}>" for member, root in found.items()))

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read posts, comments and bookmarks block by block, and the users."""
        tables = _tables(listing)
        if not tables:
            raise SourceUnreadable(
                path=listing.name, format="a Stack Exchange dump", why="no file of it holds its rows"
            )
        why = ", ".join(_KEYS)

        def parts() -> Iterator[Part]:
            for root in ("posts", "comments", "votes"):
                for member in (member for member, kind in tables.items() if kind == root):
                    yield from _parts(member, root, context)

        readings = [acts_reading(parts, name=listing.name, format_name=self.name, why=why, keys=_KEYS)]
        return readings + [
            _users(member, context, format_name=self.name) for member, root in tables.items() if root == "users"
        ]


def _tables(listing: Listing) -> dict[Member, str]:
    """Return the tables of a dump, each with the name of its root."""
    xml = [member for member in listing.members if member.name.lower().endswith(".xml") or len(listing.members) == 1]
    found = [(member, _ROOT.search(member.head(_HEAD))) for member in xml]
    return {member: root[1].decode() for member, root in found if root is not None}


def _parts(member: Member, root: str, context: Context) -> Iterator[Part]:
    for rows, refused in read_xml_rows(member, _ATTRIBUTES[root]):
        if root == "votes":
            rows = rows.filter((pl.col("VoteTypeId") == _BOOKMARK) & pl.col("UserId").is_not_null())  # noqa: PLW2901 the others are nobody's
        zone = context.zone if root == "votes" else "UTC"  # a vote has a day alone: that of the calendar
        times = read_times(rows["CreationDate"], settings=context.settings, path=member.name, zone=zone)
        acts = _ACTS[root](rows.with_columns(times))
        lines = rows["line"].to_list()
        frame = acts.drop("record").with_columns(by_day=pl.lit(root == "votes"))
        yield Part(frame.lazy(), refused, member.name, lambda picked, lines=lines: [lines[row] for row in picked])  # type: ignore[misc]


def _posts(rows: pl.DataFrame) -> pl.DataFrame:
    kind = pl.col("PostTypeId")
    return as_acts(
        rows,
        event_id=pl.col("Id"),
        at=pl.col("at"),
        has_time=pl.col("has_time"),
        has_text=pl.lit(value=True),
        actor=pl.col("OwnerUserId"),
        is_bot=_is_bot("OwnerUserId"),
        kind=pl.when(kind == _QUESTION).then(pl.lit("post")).when(kind == _ANSWER).then(pl.lit("comment")),
        parent_id=pl.col("ParentId"),
        thread_id=pl.coalesce("ParentId", "Id"),
        tags=pl.col("Tags").str.replace_all(r"><|\|", ";").str.strip_chars("<>;"),
        aside=pl.when(kind.is_in([_QUESTION, _ANSWER]).not_())
        .then(pl.lit("system"))
        .when(pl.col("OwnerUserId").is_null())
        .then(pl.lit("deleted")),
    )


def _comments(rows: pl.DataFrame) -> pl.DataFrame:
    return as_acts(
        rows,
        event_id=pl.lit("c:") + pl.col("Id"),
        at=pl.col("at"),
        has_time=pl.col("has_time"),
        has_text=pl.lit(value=True),
        actor=pl.col("UserId"),
        is_bot=_is_bot("UserId"),
        kind=pl.lit("comment"),
        parent_id=pl.col("PostId"),
        aside=pl.when(pl.col("UserId").is_null()).then(pl.lit("deleted")),
    )


def _bookmarks(rows: pl.DataFrame) -> pl.DataFrame:
    return as_acts(
        rows,
        event_id=pl.lit("v:") + pl.col("Id"),
        at=pl.col("at"),
        has_time=pl.col("has_time"),
        actor=pl.col("UserId"),
        is_bot=_is_bot("UserId"),
        kind=pl.lit("reaction"),
        parent_id=pl.col("PostId"),
    )


_ACTS = {"posts": _posts, "comments": _comments, "votes": _bookmarks}


def _users(member: Member, context: Context, *, format_name: str) -> Reading:
    blocks = list(read_xml_rows(member, _ATTRIBUTES["users"]))
    rows = pl.concat(
        [pl.DataFrame(schema=dict.fromkeys(_ATTRIBUTES["users"], pl.String())), *(r for r, _ in blocks)], how="diagonal"
    )
    times = read_times(rows["CreationDate"], settings=context.settings, path=member.name)
    people = rows.with_columns(times).select(
        person_id="Id",
        display_name="DisplayName",
        joined_at=pl.col("at").dt.convert_time_zone(context.zone).dt.date(),
        is_bot=_is_bot("Id"),
    )
    keys = {"Id": "person_id", "DisplayName": "display_name", "CreationDate": "joined_at"}
    reading = users_reading(people, name=member.name, format_name=format_name, why="DisplayName", keys=keys)
    return replace(reading, refused=pl.concat([pl.DataFrame(schema=REFUSED), *(refused for _, refused in blocks)]))


def _is_bot(column: str) -> pl.Expr:
    return pl.when(pl.col(column) == _COMMUNITY).then(pl.lit("true")).otherwise(pl.lit("false"))
