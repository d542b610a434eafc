"""Mattermost compliance export: posts.csv, by day or by batch, in zips or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources.csv_pieces import csv_layout, csv_pieces
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.mattermost_log import (
    COLUMNS,
    FIELDS,
    channels_of,
    deleted_posts,
    log_acts,
    surveyed,
    users_of,
)
from rse_maturity.sources.readings import acts_reading, unreadable, users_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.mattermost_log import Survey
    from rse_maturity.sources.places import Listing, Member

_SIGNS = ("Post Creation Time", "Replied to Post Id")
_SHORT = 1  # rows of attachments lack the last cell in the version of 18 columns
_USER_KEYS = {"User Id": "person_id", "Username": "display_name", "User Email": "email", "User Type": "is_bot"}


class MattermostCompliance:
    """What the compliance export of Mattermost Enterprise writes, by day or on demand."""

    name = "mattermost_compliance"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "join": "yes", "parent": "yes", "thread": "yes", "channel": "yes",
        "tags": "yes", "directory": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the header of posts.csv."""
        members = _members(listing)
        if not members:
            return None
        widths = sorted({len(csv_layout(member).columns) for member in members})
        several = f" ({len(members)} files)" if len(members) > 1 else ""
        return Evidence(f"{', '.join(_SIGNS)}{several}: {', '.join(map(str, widths))} columns")

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the log piece by piece, after a first look at which posts are deleted, and the people it names."""
        del context
        evidence = self.recognise(listing)
        if evidence is None:
            why = f"no file of it has the columns {' and '.join(_SIGNS)}"
            raise SourceUnreadable(path=listing.name, format=self.name, why=why)
        members = _members(listing)
        surveys = list(_surveys(members))
        deleted, channels, users = deleted_posts(surveys), channels_of(surveys), users_of(surveys)
        acts = acts_reading(
            lambda: _parts(members, deleted, channels),
            name="posts",
            format_name=self.name,
            why=evidence.why,
            keys=FIELDS,
        )
        if users.is_empty():
            return [acts]
        listed = users_reading(users, name="users", format_name=self.name, why=evidence.why, keys=_USER_KEYS)
        return [acts, listed]


def _members(listing: Listing) -> list[Member]:
    return [member for member in listing.members if "/files/" not in f"/{member.name}" and _begins(member)]


def _begins(member: Member) -> bool:
    if not all(sign.encode() in member.head(1 << 11).replace(b"\x00", b"") for sign in _SIGNS):
        return False
    try:
        return set(_SIGNS) <= set(csv_layout(member).columns)
    except InputError:
        return False


def _surveys(members: Sequence[Member]) -> Iterator[Survey]:
    yield surveyed(pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String())))
    for member in members:
        try:
            for piece in csv_pieces(member, wanted=COLUMNS, short=_SHORT):
                yield surveyed(piece.frame)
        except InputError:
            continue  # it is told when its rows are read


def _parts(members: Sequence[Member], deleted: pl.Series, channels: Mapping[str, str]) -> Iterator[Part]:
    for member in members:
        try:
            for piece in csv_pieces(member, wanted=COLUMNS, short=_SHORT):
                acts = log_acts(piece.frame, deleted=deleted, channels=channels)
                yield Part(acts.drop("record").lazy(), piece.refused, member.name, piece.lines)
        except InputError:
            yield unreadable(member.name)
