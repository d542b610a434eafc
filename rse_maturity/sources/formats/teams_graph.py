"""Messages of channels as Microsoft Graph answers them, saved as JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.pages import pages
from rse_maturity.sources.readings import acts_reading
from rse_maturity.sources.records import record_pieces
from rse_maturity.sources.teams_messages import Spelling, teams_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.member import Member
    from rse_maturity.sources.places import Listing

_HEAD = 1 << 16
_SIGNS = (b'"messageType"', b'"replyToId"', b'"createdDateTime"')
_LISTS = ("", "value")
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
        parts = partial(pages, members, partial(_page, context=context))
        return [acts_reading(parts, name="messages", format_name=self.name, why=why, keys=_KEYS)]


def _members(listing: Listing) -> list[Member]:
    alone = len(listing.members) == 1
    named = [m for m in listing.members if alone or m.name.lower().endswith(".json")]
    return [m for m in named if all(sign in m.head(_HEAD) for sign in _SIGNS)]


def _page(member: Member, context: Context) -> Iterator[Part]:
    found = record_pieces(member, _SPELLING.schema(replies=True), under=_LISTS)
    yield from teams_parts(found, _SPELLING, channels={}, settings=context.settings, path=member.name)
