"""Mattermost bulk export: one JSON object a line, its first line says the version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.line_blocks import line_blocks, record_lines
from rse_maturity.sources.mattermost_posts import block_acts
from rse_maturity.sources.mattermost_roster import read_roster
from rse_maturity.sources.readings import acts_reading, unreadable, users_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.line_blocks import Block
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 16
_ENDINGS = (".jsonl", ".ndjson", ".json", ".txt")
_POST_KEYS = {
    "user": "actor", "type": "kind", "message": "tags", "create_at": "timestamp", "channel": "channel",
    "replies": "parent_id", "reactions": "kind", "props.from_bot": "is_bot", "team": "event_id",
}  # fmt: skip
_USER_KEYS = {
    "username": "person_id", "first_name": "display_name", "last_name": "display_name", "nickname": "display_name",
    "email": "email", "position": "title", "roles": "is_guest", "delete_at": "left_at",
}  # fmt: skip


class MattermostBulk:
    """What `mmctl export create` gives, as a zip or as the file `import.jsonl` in it."""

    name = "mattermost_bulk"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "yes", "join": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "tags": "yes", "directory": "yes", "title": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a first line of type `version`."""
        members = _members(listing)
        return Evidence(f"{members[0].name}: type, version") if members else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the posts block by block, and the list of users."""
        members = _members(listing)
        if not members:
            why = "no file of it begins with a line of type 'version'"
            raise SourceUnreadable(path=listing.name, format=self.name, why=why)
        roster = read_roster(members, zone=context.zone)
        why = f"{members[0].name}: type, version"
        acts = acts_reading(
            lambda: _parts(members, roster.channels), name="post", format_name=self.name, why=why, keys=_POST_KEYS
        )
        if roster.users.is_empty():
            return [acts]
        users = users_reading(roster.users, name="user", format_name=self.name, why=why, keys=_USER_KEYS)
        return [acts, users]


def _members(listing: Listing) -> list[Member]:
    alone = len(listing.members) == 1
    return [m for m in listing.members if (alone or m.name.lower().endswith(_ENDINGS)) and _begins(m)]


def _begins(member: Member) -> bool:
    lines = member.head(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().splitlines()
    try:
        first = json.loads(lines[0]) if lines else None
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and first.get("type") == "version" and "version" in first


def _parts(members: Sequence[Member], channels: Mapping[str, str]) -> Iterator[Part]:
    for member in members:
        try:
            for block in line_blocks(member):
                yield _part(block, channels, member.name)
        except SourceUnreadable:
            yield unreadable(member.name)


def _part(block: Block, channels: Mapping[str, str], name: str) -> Part:
    acts, refused = block_acts(block, channels, path=name)
    records: pl.Series = acts["record"]

    def lines(rows: Sequence[int]) -> list[int]:
        return record_lines(block, refused, records.gather(list(rows)).to_list())

    return Part(acts.drop("record").lazy(), refused, name, lines)
