"""Slack member analytics: one file a day, one line a member, counts instead of messages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.readings import acts_reading, users_reading
from rse_maturity.sources.records import read_record_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
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
        acts = acts_reading(
            lambda: pages(files, partial(_counted, zone=context.zone)),
            name="counts",
            format_name=self.name,
            why="",
            keys=_MEANING,
            zone="UTC",  # docs.slack.dev: a day of this file is one in UTC
        )
        members = _members(files)
        keys = {key: field for key, field in _PERSON.items() if field in members.columns}
        people = users_reading(members, name="members", format_name=self.name, why="", keys=keys)
        return [
            replace(
                acts,
                frame=_acts(pl.DataFrame(schema={**_LINE, "record": pl.UInt32()}), context.zone).drop("record").lazy(),
            ),
            people,
        ]


def _files(listing: Listing) -> list[Member]:
    """Return the members that may hold lines, by name; a source of one file may be called anything."""
    found = [member for member in listing.members if member.name.lower().endswith(_ENDINGS)]
    return sorted(found or listing.members[:1], key=lambda member: member.name)


def _counted(file: Member, *, zone: str) -> Iterator[Part]:
    """Read one file."""
    records = read_record_lines(file.content, _LINE, path=file.name)
    lines = records.placed()
    wrong = lines.filter(_impossible()).select(
        line=pl.col("record").cast(pl.Int64()) + 1, field=pl.lit("kind"), reason=pl.lit("impossible_count")
    )
    yield page(_acts(lines, zone), refused=pl.concat([records.refused, wrong]), name=file.name)


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
    known = lines.lazy().filter(_impossible().not_())
    frames = [
        known.select(
            "record",
            at=pl.coalesce(midnight).dt.convert_time_zone("UTC"),
            by_day=pl.lit(value=True),
            has_time=pl.col("date").is_not_null(),
            actor=pl.col("user_id") if aside is None else pl.lit(None, pl.String()),
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
    )
    return members if members["joined_at"].count() else members.drop("joined_at")
