"""Slack member analytics: one file a day, one line a member, counts instead of messages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty
from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.format import Evidence, Part, Reading
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.raw import REFUSED, numbered
from rse_maturity.sources.records import read_record_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing, Member

_SIGNS = {"user_id", "messages_posted_count", "is_active", "date"}
_ENDINGS = (".json", ".ndjson", ".jsonl", ".gz")
_MOST = 10_000  # judgement: acts of one kind by one member in a day; a count beyond it is a mistake
_TEXT = pl.String()
_COUNTS = ("messages_posted_count", "channel_messages_posted_count", "reactions_added_count")
_LINE = {"date": _TEXT, "user_id": _TEXT, "is_active": pl.Boolean(), **dict.fromkeys(_COUNTS, _TEXT)}
_MEMBER = {
    "date": _TEXT, "user_id": _TEXT, "email_address": _TEXT, "is_guest": pl.Boolean(), "date_claimed": _TEXT,
}  # fmt: skip
_MEANING = {"date": "timestamp", "user_id": "actor", "is_active": "kind", **dict.fromkeys(_COUNTS, "kind")}
_PERSON = {"user_id": "person_id", "email_address": "email", "is_guest": "is_guest", "date_claimed": "joined_at"}


class SlackAnalytics:
    """What `admin.analytics.getFile` gives of members; of channels it gives totals alone, which are not read."""

    name = "slack_analytics"
    tells: Mapping[str, Presence] = {
        "post": "yes", "reaction": "yes", "login": "yes", "directory": "yes", "joined_at": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise lines with a member, a day and counts."""
        files = _files(listing)
        if not files or not _SIGNS.issubset(head_of(files[0])):
            return None
        return Evidence(", ".join(sorted(_SIGNS)), len(files) / len(listing.members))

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the counts of each day as so many acts of that day, and the members."""
        files = _files(listing)
        if not files:
            raise SourceEmpty(path=listing.name)
        reading = Reading(
            name="counts",
            format=self.name,
            role="events",
            frame=_acts(pl.DataFrame(schema=_LINE), context.zone).drop("row").lazy(),
            fields=("event_id", "timestamp", "actor", "kind"),
            columns=tuple(ColumnReading(key, field, "synonym") for key, field in _MEANING.items()),
            evidence="",
            lines=numbered,
            encoding="utf-8",
            zone="UTC",  # docs.slack.dev: a day of this file is one in UTC
            parts=partial(_parts, files, context.zone),
        )
        members = _members(files)
        told = {key: field for key, field in _PERSON.items() if field in members.columns}
        people = replace(
            reading,
            name="members",
            role="people",
            frame=members.lazy(),
            fields=tuple(told.values()),
            columns=tuple(ColumnReading(key, field, "synonym") for key, field in told.items()),
            parts=None,
        )
        return [reading, people]


def _files(listing: Listing) -> list[Member]:
    """Return the members that may hold lines, by name; a source of one file may be called anything."""
    found = [member for member in listing.members if member.name.lower().endswith(_ENDINGS)]
    return sorted(found or listing.members[:1], key=lambda member: member.name)


def _parts(files: Sequence[Member], zone: str) -> Iterator[Part]:
    """Read file after file."""
    for file in files:
        records = read_record_lines(file.content, _LINE, path=file.name)
        gone = set(records.refused["line"])
        wrong = records.frame.with_row_index("row").filter(_impossible())["row"].to_list()
        places = [line for line in range(1, records.frame.height + len(gone) + 1) if line not in gone]
        refused = pl.DataFrame(
            {"line": [places[row] for row in wrong], "field": "kind", "reason": "impossible_count"}, schema=REFUSED
        ) if wrong else pl.DataFrame(schema=REFUSED)  # fmt: skip
        acts = _acts(records.frame, zone)
        rows = acts["row"]
        yield Part(
            acts.drop("row").lazy(),
            pl.concat([records.refused, refused]),
            file.name,
            partial(_lines, rows=rows, places=places),
        )


def _lines(asked: Sequence[int], *, rows: pl.Series, places: Sequence[int]) -> list[int]:
    """Return the lines in a file of the acts that were counted there."""
    return [places[rows[row]] for row in asked]


def _count(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64(), strict=False)


def _impossible() -> pl.Expr:
    """Tell lines with a count that is none, or that nobody can reach in a day."""
    return pl.any_horizontal(
        pl.col(name).is_not_null() & _count(name).is_between(0, _MOST).fill_null(value=False).not_() for name in _COUNTS
    )


def _acts(lines: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Return as many acts as are counted, and one presence a day for who was active.

    What is written outside channels is private.
    """
    everything, here, reactions = (_count(name) for name in _COUNTS)
    day = pl.col("date").str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))
    midnight = [
        shifted.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        for shifted in (day, day.dt.offset_by("1h"))  # where the clock skips midnight, the day begins an hour later
    ]
    counted = {
        ("post", None): pl.coalesce(here, everything),
        ("post", "private"): everything - here,
        ("reaction", None): reactions,
        ("login", None): pl.col("is_active").cast(pl.Int64()),
    }
    known = lines.lazy().with_row_index("row").filter(_impossible().not_())
    frames = [
        known.select(
            "row",
            at=pl.coalesce(midnight).dt.convert_time_zone("UTC"),
            by_day=pl.lit(value=True),
            has_time=pl.col("date").is_not_null(),
            actor="user_id",
            kind=pl.lit(kind),
            aside=pl.lit(aside, pl.String()),
            blank=pl.lit(value=False),
            event_id=pl.concat_str("date", "user_id", pl.lit(aside or kind), separator="/"),
            number=pl.int_ranges(times.fill_null(0).clip(0)),
        )
        .explode("number")
        .drop_nulls("number")
        .with_columns(event_id=pl.concat_str("event_id", "number", separator="/"))
        .drop("number")
        for (kind, aside), times in counted.items()
    ]
    return pl.concat(frames).collect()


def _members(files: Sequence[Member]) -> pl.DataFrame:
    """Return each member once, as the latest day has them; no `joined_at` where no file says it."""
    latest = pl.DataFrame(schema=_MEMBER)
    for file in files:
        lines = read_record_lines(file.content, _MEMBER, path=file.name).frame
        both = pl.concat([latest, lines.drop_nulls("user_id")]).sort("date", maintain_order=True)
        latest = both.unique("user_id", keep="last", maintain_order=True)
    claimed = pl.from_epoch(pl.col("date_claimed").cast(pl.Int64(), strict=False), time_unit="s")
    members = latest.sort("user_id").select(
        person_id="user_id",
        email="email_address",
        is_guest=pl.col("is_guest").cast(pl.String()),
        joined_at=pl.when(claimed > pl.datetime(1990, 1, 1)).then(claimed.dt.date()),
        blank=pl.lit(value=False),
    )
    return members if members["joined_at"].count() else members.drop("joined_at")
