"""Feeds of Workplace from Meta, saved from its Graph API while the service was open."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.readings import acts_reading
from rse_maturity.sources.records import record_pieces
from rse_maturity.sources.workplace_posts import POSTS, acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 18
_ID = re.compile(rb'"id"\s*:\s*"\d+_\d+"')
_SIGNS = (b'"created_time"', b'"from"')
_LISTS = ("", "data")
_NESTED = (b'"comments"', b'"reactions"', b'"seenby"')
_KEYS = {
    "id": "event_id", "created_time": "timestamp", "from.id": "actor", "from.name": "display_name",
    "from.email": "email", "from.title": "title", "from.department": "department", "reactions": "kind",
    "seenby": "kind", "comments": "parent_id", "group_name": "channel", "message": "tags",
}  # fmt: skip


class Workplace:
    """Posts of groups with what is nested in them."""

    name = "workplace"
    tells: ClassVar[dict[str, Presence]] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "view": "inherited", "parent": "yes",
        "thread": "yes", "channel": "yes", "tags": "yes", "unit": "yes", "title": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise feeds by the keys of their posts, and by ids made of those of a group and a post."""
        feeds = _feeds(listing)
        return Evidence(_why(feeds)) if feeds else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read posts feed by feed."""
        feeds = _feeds(listing)
        if not feeds:
            raise SourceUnreadable(path=listing.name, format=self.name, why="no posts with created_time and from")
        parts = partial(pages, feeds, partial(_feed, settings=context.settings))
        return [acts_reading(parts, name="feeds", format_name=self.name, why=_why(feeds), keys=_KEYS)]


def _why(feeds: Sequence[Member]) -> str:
    return f"data: created_time, from, comments, reactions ({len(feeds)})"


def _feeds(listing: Listing) -> list[Member]:
    return [member for member in listing.members if _holds_posts(member.head(_HEAD))]


def _holds_posts(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    told = b'"data"' in head if start == b"{" else start == b"["
    signs = all(sign in head for sign in _SIGNS) and any(sign in head for sign in _NESTED)
    return told and signs and _ID.search(head) is not None


def _feed(feed: Member, settings: Settings) -> Iterator[Part]:
    for found in record_pieces(feed, POSTS, under=_LISTS):
        yield page(acts(found.placed(), settings=settings, path=feed.name), refused=found.refused, name=feed.name)
