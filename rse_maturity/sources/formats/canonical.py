"""The data set that `convert` writes: Parquet tables and a manifest."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.documents import read_parquet
from rse_maturity.sources.format import TOLD, Evidence, Reading

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing, Member
    from rse_maturity.sources.raw import RawTable

SCHEMA = "rse-maturity/dataset/1"
MANIFEST = "manifest.json"
GONE = "deleted.parquet"
_EVENTS, _PEOPLE = "events.parquet", "people.parquet"
_MAY_BE_EMPTY = ("joined_at", "left_at")  # columns that say something even where nobody has a value


class Canonical:
    """Our own data set, read back as it was written."""

    name = "canonical"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(TOLD, "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the manifest beside the events."""
        members = {member.name.rsplit("/", 1)[-1] for member in listing.members}
        return Evidence(f"{MANIFEST}, {_EVENTS}") if {MANIFEST, _EVENTS} <= members and _manifest(listing) else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read events and people."""
        del context
        manifest = _manifest(listing)
        by_name = {member.name.rsplit("/", 1)[-1]: member for member in listing.members}
        if not manifest or _EVENTS not in by_name:
            raise SourceUnreadable(path=listing.name, format=self.name, why=f"{MANIFEST} or {_EVENTS} is missing")
        events = _events(read_parquet(by_name[_EVENTS]), manifest)
        if GONE in by_name:
            events = replace(events, deleted=_deleted(by_name[GONE]))
        readings = [events]
        if _PEOPLE in by_name:
            with suppress(SourceEmpty):
                readings.append(_people(read_parquet(by_name[_PEOPLE]), manifest))
        return readings


def _manifest(listing: Listing) -> dict[str, Any]:
    """Return the manifest; nothing where it is not ours."""
    for member in listing.members:
        if member.name.rsplit("/", 1)[-1] == MANIFEST:
            try:
                found = json.loads(member.content)
            except ValueError:
                return {}
            return found if isinstance(found, dict) and found.get("schema") == SCHEMA else {}
    return {}


def _events(table: RawTable, manifest: dict[str, Any]) -> Reading:
    texts = [name for name in table.columns if name not in ("timestamp", "precision")]
    frame = table.frame.select(
        *[name for name in texts if name != "kind"],
        kind=pl.col("kind").replace("vote", "poll vote"),  # elsewhere a bare "vote" is a reaction
        at=pl.col("timestamp"),
        by_day=pl.col("precision") == "day",
        inherited=pl.col("precision") == "inherited",
        blank=pl.lit(value=False),
        has_time=pl.col("timestamp").is_not_null(),
    )
    reading = _reading(table, "events", frame, manifest, tuple(texts))
    return replace(reading, dropped=_dropped(manifest))


def _deleted(member: Member) -> pl.DataFrame:
    try:
        ids = read_parquet(member).frame.select(pl.col("event_id").cast(pl.String())).collect()
    except pl.exceptions.PolarsError as error:
        raise SourceUnreadable(path=member.name, format="canonical", why="it has no event_id") from error
    return ids.select(event=pl.col("event_id").hash(), event_id="event_id")


def _dropped(manifest: dict[str, Any]) -> dict[str, int]:
    """Return what was dropped at conversion; acts of bots are still there, and counted where they are read."""
    told = manifest.get("dropped")
    counts = told.items() if isinstance(told, dict) else ()
    return {name: count for name, count in counts if isinstance(count, int) and name != "bots"}


def _people(table: RawTable, manifest: dict[str, Any]) -> Reading:
    told = manifest["capabilities"]
    fields = tuple(name for name in table.columns if name not in _MAY_BE_EMPTY or told[name] == "yes")
    frame = table.frame.with_columns(blank=pl.lit(value=False))
    role = "directory" if told["directory"] == "yes" else "people"
    return _reading(table, role, frame, manifest, fields)


def _reading(
    table: RawTable, role: Any, frame: pl.LazyFrame, manifest: dict[str, Any], fields: tuple[str, ...]
) -> Reading:
    return Reading(
        name=table.name,
        format="canonical",
        role=role,
        frame=frame,
        fields=fields,
        columns=tuple(ColumnReading(name, name, "canonical") for name in table.columns),
        evidence=f"{MANIFEST}, {_EVENTS}",
        lines=table.lines,
        zone=manifest["zone"],
        tells=manifest["capabilities"],
        width=len(table.columns),
    )
