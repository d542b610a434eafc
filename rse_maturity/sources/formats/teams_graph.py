"""Messages of channels as Microsoft Graph answers them, saved as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.readings import ACTS, acts_reading, pieces, unreadable
from rse_maturity.sources.records import read_records
from rse_maturity.sources.teams_messages import Spelling, flat, teams_acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.member import Member
    from rse_maturity.sources.places import Listing

_HEAD = 1 << 16
_SIGNS = (b'"messageType"', b'"replyToId"', b'"createdDateTime"')
_SPELLING = Spelling(capitals=False)
_KEYS = {
    "id": "event_id", "createdDateTime": "timestamp", "from": "actor", "replyToId": "parent_id",
    "channelIdentity": "channel", "reactions": "kind", "eventDetail": "kind", "body": "tags",
}  # fmt: skip


class TeamsGraph:
    """What a script saves of `GET /teams/{id}/channels/{id}/messages`, page by page, with answers or without."""

    name = "teams_graph"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "yes", "join": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "tags": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the keys of a message."""
        members = _members(listing)
        return Evidence(f"messageType, replyToId ({len(members)} files)") if members else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the pages one by one."""
        members = _members(listing)
        if not members:
            raise SourceUnreadable(path=listing.name, format=self.name, why="it holds no messages of Microsoft Graph")
        why = f"messageType, replyToId ({len(members)} files)"
        acts = acts_reading(
            lambda: _parts(members, context), name="messages", format_name=self.name, why=why, keys=_KEYS
        )
        return [acts]


def _members(listing: Listing) -> list[Member]:
    alone = len(listing.members) == 1
    named = [m for m in listing.members if alone or m.name.lower().endswith(".json")]
    return [m for m in named if all(sign in m.head(_HEAD) for sign in _SIGNS)]


def _parts(members: Sequence[Member], context: Context) -> Iterator[Part]:
    schema = _SPELLING.schema(replies=True)
    for member in members:
        try:
            content = member.content
            under = "value" if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" else ""
            records = read_records(content, schema, path=member.name, under=under)
        except SourceUnreadable:
            yield unreadable(member.name)
            continue
        if records.refused.height:
            yield Part(pl.DataFrame(schema=ACTS).drop("record").lazy(), records.refused, member.name)
        messages = flat(records.frame, _SPELLING)
        acts = teams_acts(messages, channels={}, settings=context.settings, path=member.name)
        yield from pieces(acts.with_columns(member=pl.lit(0, pl.UInt32())), [member.name])
