"""Slack workspace export: lists of users and channels, one folder a channel, one JSON file a day."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.readings import acts_reading, pieces, unreadable, users_reading
from rse_maturity.sources.slack_messages import MESSAGE, slack_acts
from rse_maturity.sources.slack_workspace import USERS, day_files, split, users_of, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing
    from rse_maturity.sources.records import Records
    from rse_maturity.sources.slack_workspace import DayFile

_HEAD = 1 << 16
_PIECE = 100_000  # messages held at once, with their texts
_PIECE_BYTES = 32 << 20
_DAY = re.compile(r"(?:.*/)?\d{4}-\d\d-\d\d\.json")
_MESSAGE = (re.compile(rb'"type"\s*:\s*"message"'), re.compile(rb'"ts"\s*:\s*"\d{10}\.\d{6}"'))
_ACTS = {
    "ts": "timestamp", "user": "actor", "subtype": "kind", "thread_ts": "parent_id", "parent_user_id": "parent_actor",
    "reactions": "kind", "text": "tags", "bot_id": "is_bot",
}  # fmt: skip
_PEOPLE = {
    "id": "person_id", "real_name": "display_name", "profile.email": "email", "profile.title": "title",
    "deleted": "status", "is_bot": "is_bot", "is_restricted": "is_guest",
}  # fmt: skip


class SlackExport:
    """What an owner of the workspace downloads; conversations are in it only with leave from Slack."""

    name = "slack_export"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "join": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "tags": "yes", "directory": "yes", "title": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise lists of users and channels side by side, or files of days that hold messages."""
        names = {member.name: split(member.name) for member in listing.members}
        days = [member for member in listing.members if _DAY.fullmatch(member.name)]
        for folder, base in names.values():
            if base in USERS and (folder, "channels.json") in names.values():
                return Evidence(f"{base}, channels.json, {len(days)} day files", 1.0 if days else 0.5)
        files = days or [member for member in listing.members if len(listing.members) == 1]
        if not files:
            return None
        head = files[0].head(_HEAD)
        if not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[") or not all(sign.search(head) for sign in _MESSAGE):
            return None
        return Evidence(f"type, ts, {len(files)} day files", 0.9)

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read messages in pieces of many days, and the list of users."""
        del context
        files = day_files(listing)
        if not files:
            raise SourceEmpty(path=listing.name)
        users = users_of(listing)
        bots = users.filter(pl.col("is_bot") == "true")["person_id"]
        acts = acts_reading(
            partial(_parts, files, bots),
            name="messages",
            format_name=self.name,
            why="",
            keys=_ACTS,
            zone=zone_of(users, files),
        )
        if users.is_empty():
            return [acts]
        return [acts, users_reading(users.drop("tz"), name="users.json", format_name=self.name, why="", keys=_PEOPLE)]


def _parts(files: Sequence[DayFile], bots: pl.Series) -> Iterator[Part]:
    """Read the files one after another, and yield their acts as soon as there are enough messages."""
    held: list[tuple[DayFile, Records]] = []
    messages = 0
    size = 0
    for file in files:
        try:
            records = file.read(MESSAGE)
        except SourceUnreadable:
            yield unreadable(file.member.name)
            continue
        held.append((file, records))
        messages += records.frame.height
        size += file.member.size or 0
        if messages >= _PIECE or size >= _PIECE_BYTES:
            yield from _pieces(held, bots)
            held, messages, size = [], 0, 0
    yield from _pieces(held, bots)


def _pieces(held: Sequence[tuple[DayFile, Records]], bots: pl.Series) -> Iterator[Part]:
    """Yield the acts of some files, and what is refused in each."""
    acts = slack_acts(_laid([_placed(number, *one) for number, one in enumerate(held)]), bots=bots)
    yield from pieces(acts, [file.member.name for file, _ in held])
    for file, records in held:
        if records.refused.height:
            yield Part(acts.clear().drop("member", "record").lazy(), records.refused, file.member.name)


def _placed(number: int, file: DayFile, records: Records) -> pl.DataFrame:
    """Say of the messages of a file in which channel they stand, and where."""
    channel = file.channel
    return records.placed().select(
        *MESSAGE,
        pl.col("record").cast(pl.UInt32()),
        space=pl.lit(channel.id if channel is not None else None, pl.String()),
        channel=pl.lit(channel.name if channel is not None else None, pl.String()),
        private=pl.lit(channel is not None and channel.private),
        member=pl.lit(number, pl.UInt32()),
    )


def _laid(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Lay the messages of files under one another."""
    schema = {**MESSAGE, "record": pl.UInt32(), "space": pl.String(), "channel": pl.String()}
    return pl.concat([pl.DataFrame(schema={**schema, "private": pl.Boolean(), "member": pl.UInt32()}), *frames])
