"""What was read, and how it was treated: the first part of an analysis."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from rse_maturity.model.metric import Frozen

Presence = Literal["yes", "inherited", "no"]


class SourceSummary(Frozen):
    """One table of a source, as it was read.

    `capabilities`: what it tells, by kind or field; `inherited`: its time is that of what it answers; a key left out is
    not told. `unread`: files of the source that its format does not read, stated with its first table.
    """

    name: str
    format: str
    sha256: str
    rows: int
    events: int
    rejected: int
    duplicates: int
    left_out: int
    unread: int = 0
    capabilities: dict[str, Presence] = Field(default_factory=dict)


class Match(Frozen):
    """Agreement of directory and export: shares, None where the denominator is zero."""

    actors_in_directory: float | None
    directory_in_actors: float | None


class Unmatched(Frozen):
    """Somebody who acts and whom no directory lists, by the ids of the source; only where names were asked for."""

    person: str
    display_name: str | None
    email: str | None


class Directory(Frozen):
    """The directory of people. Counts of those who act leave bots out.

    `unmatched` lists those who act and are not listed, for whoever keeps the directory; the silent are never named.
    """

    people: int
    expected: int
    match: Match
    actors: int = 0
    actors_not_listed: int = 0
    listed_not_acting: int = 0
    unmatched: tuple[Unmatched, ...] = ()


class Input(Frozen):
    """What was read."""

    sources: tuple[SourceSummary, ...]
    first_event: datetime
    last_event: datetime
    zone: str
    zone_source: str
    events: int
    kinds: dict[str, int]
    people: int
    directory: Directory | None
    capabilities: dict[str, Presence]


class Processing(Frozen):
    """What was read and dropped, and how people are shown."""

    dropped: dict[str, int]
    excluded_channels: int
    excluded_persons: int
    minimum_group: int
    persons: Literal["pseudonyms", "names", "none"]
    key: Literal["environment", "run", "none"]
