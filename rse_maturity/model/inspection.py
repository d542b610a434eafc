"""What `inspect` shows: how the sources are understood, before any analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.model.dataset import DirectoryMatch, Presence, SourceReport


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field of the generic input that no source has.

    `capability` is what cannot be measured for want of it (a key of `Dataset.capabilities`); None where another field
    tells the same.
    """

    field: str
    capability: str | None


@dataclass(frozen=True, slots=True)
class SourceInspection:
    """One table as it was understood.

    Attributes
    ----------
    report
        Format and why, encoding, delimiter, columns, counts.
    refused
        Reason (a key of i18n `reading.refused`) to number of rows, most frequent first.
    lines
        Reason to its first lines in the source.
    notes
        What was decided for the user, with its count: `unknown_kinds`, `kind_by_parent`, `private`, `deleted`,
        `system`, `unread_files` (keys of i18n `reading.notes`).
    first
        The first five rows in canonical columns, people as in the source, texts left out.
    """

    report: SourceReport
    refused: dict[str, int]
    lines: dict[str, tuple[int, ...]]
    notes: dict[str, int]
    first: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Inspection:
    """All sources as they were understood.

    `directory` is the match of directory and export, both ways, None without a directory; `capabilities` is empty where
    no row can be used.
    """

    sources: tuple[SourceInspection, ...]
    missing: tuple[MissingField, ...]
    capabilities: dict[str, Presence]
    directory: DirectoryMatch | None
    zone: str
    zone_source: str
