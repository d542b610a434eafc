"""Slack workspace export: lists of users and channels, one folder a channel, one JSON file a day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.compact import EARLIEST
from rse_maturity.sources.format import Evidence, Part, Reading
from rse_maturity.sources.raw import REFUSED, numbered
from rse_maturity.sources.slack_messages import MESSAGE, slack_events
from rse_maturity.sources.slack_workspace import USERS, day_files, split, users_of, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing
    from rse_maturity.sources.slack_workspace import DayFile

_HEAD = 1 << 16
_PIECE = 100_000  # messages held at once
_DAY = re.compile(r"(?:.*/)?\d{4}-\d\d-\d\d\.json")
_MESSAGE = (re.compile(rb'"type"\s*:\s*"message"'), re.compile(rb'"ts"\s*:\s*"\d{10}\.\d{6}"'))
_MEANING = {
    "ts": "timestamp", "user": "actor", "subtype": "kind", "thread_ts": "parent_id", "parent_user_id": "parent_actor",
    "reactions": "kind", "bot_id": "is_bot",
}  # fmt: skip
_PERSON = {
    "id": "person_id", "real_name": "display_name", "profile.email": "email", "profile.title": "title",
    "deleted": "status", "is_bot": "is_bot", "is_restricted": "is_guest",
}  # fmt: skip
_PLACE = {"space": pl.String(), "channel": pl.String(), "private": pl.Boolean(), "member": pl.UInt32()}


class SlackExport:
    """What an owner of the workspace downloads; conversations are in it only with leave from Slack."""

    name = "slack_export"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "join": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "directory": "yes", "title": "yes", "bots": "yes",
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
        events = Reading(
            name="messages",
            format=self.name,
            role="events",
            frame=slack_events(_placed([], []), bots=bots).drop("row", "member").lazy(),
            fields=("event_id", "timestamp", "actor", "kind", "parent_id", "parent_actor", "channel", "thread_id"),
            columns=tuple(ColumnReading(key, field, "synonym") for key, field in _MEANING.items()),
            evidence="",
            lines=numbered,
            encoding="utf-8",
            zone=zone_of(users, files),
            parts=lambda: _parts(files, bots),
        )
        if users.is_empty():
            return [events]
        people = Reading(
            name="users.json",
            format=self.name,
            role="people",
            frame=users.drop("tz").with_columns(blank=pl.lit(value=False)).lazy(),
            fields=tuple(name for name in users.columns if name != "tz"),
            columns=tuple(ColumnReading(key, field, "synonym") for key, field in _PERSON.items()),
            evidence="",
            lines=numbered,
            encoding="utf-8",
        )
        return [events, people]


def _parts(files: Sequence[DayFile], bots: pl.Series) -> Iterator[Part]:
    """Read the files one after another, and yield their events as soon as there are enough messages."""
    held: list[DayFile] = []
    frames: list[pl.DataFrame] = []
    for file in files:
        try:
            records = file.read(MESSAGE)
        except SourceUnreadable:
            refused = pl.DataFrame({"line": [0], "field": [""], "reason": ["unreadable_member"]}, schema=REFUSED)
            yield Part(slack_events(_placed([], []), bots=bots).lazy(), refused, file.member.name)
            continue
        if records.refused.height:
            yield from _pieces([file], [records.frame], bots, refused=records.refused)
            continue
        held.append(file)
        frames.append(records.frame)
        if sum(frame.height for frame in frames) >= _PIECE:
            yield from _pieces(held, frames, bots)
            held, frames = [], []
    if held:
        yield from _pieces(held, frames, bots)


def _pieces(
    files: Sequence[DayFile], frames: Sequence[pl.DataFrame], bots: pl.Series, *, refused: pl.DataFrame | None = None
) -> Iterator[Part]:
    """Yield the events of some files; a file with a message that cannot be used by itself, so that it can be named."""
    events = slack_events(_placed(files, frames), bots=bots)
    alone = events.filter(_unusable())["member"].unique().sort()
    if refused is not None:
        alone = pl.Series([0], dtype=pl.UInt32())
    for number in alone:
        own = events.filter(pl.col("member") == number)
        gone = set(refused["line"]) if refused is not None else set()
        places = [place for place in range(1, frames[number].height + len(gone) + 1) if place not in gone]
        rows = own["row"].to_list()

        def lines(asked: Sequence[int], rows: list[int] = rows, places: list[int] = places) -> list[int]:
            return [places[rows[row]] for row in asked]

        none = pl.DataFrame(schema=REFUSED)
        yield Part(_canonical(own), none if refused is None else refused, files[number].member.name, lines)
    rest = events.filter(pl.col("member").is_in(alone.implode()).not_())
    if rest.height:
        yield Part(_canonical(rest))


def _unusable() -> pl.Expr:
    """Tell which acts will be refused, for want of a time or of a person."""
    timed = pl.col("at").is_between(EARLIEST, datetime.now(UTC) + timedelta(days=1)).fill_null(value=False)
    named = (pl.col("actor").str.strip_chars() != "").fill_null(value=False)
    return pl.col("aside").is_null() & (timed & named).not_()


def _canonical(events: pl.DataFrame) -> pl.LazyFrame:
    return events.drop("row", "member").lazy()


def _placed(files: Sequence[DayFile], frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Lay the messages of some files under one another, each with its channel and its place."""
    placed = [pl.DataFrame(schema={**MESSAGE, "row": pl.UInt32(), **_PLACE})]
    for number, (file, frame) in enumerate(zip(files, frames, strict=True)):
        channel = file.channel
        own = {
            "space": channel.id if channel is not None else None,
            "channel": channel.name if channel is not None else None,
            "private": channel is not None and channel.private,
            "member": number,
        }
        columns = [pl.lit(own[name], dtype).alias(name) for name, dtype in _PLACE.items()]
        placed.append(frame.with_row_index("row").select(*MESSAGE, "row", *columns))
    return pl.concat(placed)
