"""Feeds of Workplace from Meta, saved from its Graph API while the service was open."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.readings import acts_reading, unreadable
from rse_maturity.sources.records import read_records
from rse_maturity.sources.workplace_posts import POSTS, acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 18
_ID = re.compile(rb'"id"\s*:\s*"\d+_\d+"')
_SIGNS = (b'"created_time"', b'"from"')
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
        parts = partial(_parts, feeds, context.settings)
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


def _parts(feeds: Sequence[Member], settings: Settings) -> Iterator[Part]:
    for feed in feeds:
        content = feed.content
        bare = content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
        try:
            records = read_records(content, POSTS, path=feed.name, under="" if bare else "data")
        except SourceUnreadable:
            if len(feeds) == 1:
                raise
            yield unreadable(feed.name)
            continue
        events = acts(records.frame, settings=settings, path=feed.name)
        bad = set(records.refused["line"])
        kept = [number for number in range(1, records.frame.height + len(bad) + 1) if number not in bad]
        lines = partial(_numbers, events["record"], kept)
        yield Part(events.drop("record").lazy(), records.refused, feed.name, lines)


def _numbers(places: pl.Series, kept: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Return the number of the post (1 first, the refused counted) that each act was in."""
    return [kept[places[row]] for row in rows]
