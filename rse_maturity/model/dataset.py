"""What the sources room hands to the tables room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import date, datetime

    import polars as pl

Presence = Literal["yes", "inherited", "no"]


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What one column was taken for, and why.

    `field` is None for a column that is ignored; `why` is a key of i18n `inspect` (synonym, map, content, unknown).
    """

    column: str
    field: str | None
    why: str
    example_kind: str = ""  # what the values look like: date dmy, epoch ms, integer, text, ... never a value


class Digest:
    """The SHA-256 of a source that is still being taken: a text to whoever asks, and in every copy."""

    __slots__ = ("_coming",)

    def __init__(self, coming: Future[str]) -> None:
        """Wait for it when it is asked for."""
        self._coming = coming

    def __str__(self) -> str:
        """Return the hexadecimal digits, once they are there."""
        return self._coming.result()

    def __eq__(self, other: object) -> bool:
        """Compare as texts."""
        return str(self) == str(other) if isinstance(other, Digest | str) else NotImplemented

    def __hash__(self) -> int:
        """Stand for the text."""
        return hash(str(self))

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Copy the text."""
        return str, (str(self),)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source as it was read: counts add up, rows = events + rejected + duplicates + left_out."""

    name: str
    format: str
    sha256: Digest | str
    rows: int
    events: int
    rejected: int
    duplicates: int
    left_out: int = 0  # by --since, --until, --exclude-channel, --exclude-person, private, deleted
    role: Literal["events", "people"] = "events"
    encoding: str = ""
    delimiter: str = ""
    columns: tuple[ColumnReading, ...] = ()
    evidence: str = ""  # why this format: column or member names
    unread: int = 0  # files of the source that its format does not read; stated once for a source
    capabilities: dict[str, Presence] = field(default_factory=dict)  # what this table tells; a key left out is no


@dataclass(frozen=True, slots=True)
class DirectoryMatch:
    """How well the directory and the export agree, both ways (n and of how many); bots are not counted as actors."""

    people: int
    expected: int
    actors: int
    actors_in_directory: int
    directory_in_actors: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """Canonical events and people of one network, with what is known about their reading.

    Attributes
    ----------
    events
        EVENTS, bots included, sorted by nothing in particular.
    people
        PEOPLE, one row per person seen or listed; row i has person == i.
    channels, tags
        CHANNELS, TAGS.
    rejected
        REJECTED, one row per refused row.
    capabilities
        kind or field (post, comment, reaction, parent, unit, directory, team, manager, joined_at, ...) to yes,
        inherited or no.
    dropped
        What was read and not kept, with its count: texts, addresses, private, bots, system.
    warnings
        What the user must know before anything is concluded: keys of i18n `reading.warnings`.
    reached
        Day of the last event that was read, those left out included: whether the export goes as far as `--until`.
    """

    events: pl.DataFrame
    people: pl.DataFrame
    channels: pl.DataFrame
    tags: pl.DataFrame
    sources: tuple[SourceReport, ...]
    rejected: pl.DataFrame
    zone: str
    zone_source: Literal["option", "settings", "export", "default"]
    first_event: datetime
    last_event: datetime
    capabilities: dict[str, Presence]
    directory: DirectoryMatch | None = None
    dropped: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    reached: date | None = None
