"""Rocket.Chat: answers of its REST API, or the collections that mongoexport writes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.pages import pages
from rse_maturity.sources.readings import acts_reading, users_reading
from rse_maturity.sources.rocketchat_files import content_of, pieces_of
from rse_maturity.sources.rocketchat_messages import MESSAGE, ROOM, USER, instant, rocketchat_acts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member
    from rse_maturity.sources.rocketchat_files import Content

_ENDINGS = (".json", ".jsonl", ".ndjson")
_MOST = 50  # files looked at to recognise an export
_ACTS = {
    "_id": "event_id", "ts": "timestamp", "u": "actor", "t": "kind", "tmid": "parent_id", "rid": "channel",
    "reactions": "kind", "msg": "tags", "bot": "is_bot",
}  # fmt: skip
_PEOPLE = {
    "username": "person_id", "name": "display_name", "emails": "email", "active": "status", "type": "is_bot",
    "roles": "is_guest", "createdAt": "joined_at",
}  # fmt: skip


class RocketChat:
    """What an administrator saves from the API, room by room, or exports from the database."""

    name = "rocketchat"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "join": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "tags": "yes", "directory": "yes", "joined_at": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise files of messages by their keys."""
        found = [member for member in _files(listing)[:_MOST] if content_of(member) == "messages"]
        return Evidence(f"rid, msg, u in {found[0].name}") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read messages file by file; rooms and users where there are files of them."""
        del context
        by_content: dict[Content | None, list[Member]] = {}
        for member in _files(listing):
            by_content.setdefault(content_of(member), []).append(member)
        files = by_content.get("messages", [])
        if not files:
            raise SourceEmpty(path=listing.name)
        rooms = _whole(by_content.get("rooms", []), ROOM)
        parts = partial(pages, files, partial(_page, rooms=rooms))
        acts = acts_reading(parts, name="messages", format_name=self.name, why="", keys=_ACTS)
        users = _whole(by_content.get("users", []), USER)
        if users.is_empty():
            return [acts]
        people = _people(users)
        keys = {key: field for key, field in _PEOPLE.items() if field in people.columns}
        return [acts, users_reading(people, name="users", format_name=self.name, why="", keys=keys)]


def _files(listing: Listing) -> list[Member]:
    """Return the files that may be of Rocket.Chat, by name; a source of one file may be called anything."""
    found = [member for member in listing.members if member.name.lower().endswith(_ENDINGS)]
    return sorted(found or listing.members[:1], key=lambda member: member.name)


def _page(file: Member, rooms: pl.DataFrame) -> Iterator[Part]:
    for piece in pieces_of(file, MESSAGE):
        acts = rocketchat_acts(piece.records.frame.with_row_index("record"), rooms=rooms)
        lines = partial(_lines, records=acts["record"], places=piece.lines)
        yield Part(acts.drop("record").lazy(), piece.records.refused, file.name, lines)


def _lines(rows: Sequence[int], *, records: pl.Series, places: Callable[[Sequence[int]], list[int]]) -> list[int]:
    """Return the lines of a file that acts stand in."""
    return places(records.gather(list(rows)).to_list())


def _whole(members: Sequence[Member], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return the records of small files, one row an id."""
    frames = [piece.records.frame for member in members for piece in pieces_of(member, schema)]
    found = pl.concat([pl.DataFrame(schema=schema), *frames])
    return found.drop_nulls("_id").unique("_id", keep="last", maintain_order=True)


def _people(users: pl.DataFrame) -> pl.DataFrame:
    """Return the users as members; no `joined_at` where no user says when they came."""
    roles = pl.col("roles").list
    people = users.select(
        person_id=pl.coalesce("username", "_id"),
        display_name="name",
        email=pl.col("emails").list.get(0, null_on_oob=True).struct.field("address"),
        status=pl.when("active").then(pl.lit("active")).when(pl.col("active").not_()).then(pl.lit("inactive")),
        is_bot=((pl.col("type") == "bot").fill_null(value=False) | roles.contains("bot").fill_null(value=False)).cast(
            pl.String()
        ),
        is_guest=roles.contains("guest").cast(pl.String()),
        joined_at=instant(pl.col("createdAt")).dt.date(),
    )
    return people if people["joined_at"].count() else people.drop("joined_at")
