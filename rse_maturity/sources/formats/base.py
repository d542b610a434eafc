"""What a format is: a test on what a source holds, and a way to read it as canonical columns.

To add a format: one file beside this one with one class, one line in `FORMATS` (formats/__init__.py), its cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

import polars as pl

from rse_maturity.sources.raw import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import ColumnReading
    from rse_maturity.sources.places import Listing
    from rse_maturity.sources.raw import RawTable


@dataclass(frozen=True)
class Reading:
    """One table of a source in canonical columns, not yet collected.

    Attributes
    ----------
    frame
        Events: `event_id`, `at` (UTC), `by_day`, `actor`, `kind`, `parent_id`, `parent_actor`, `channel`, `thread_id`,
        `tags`, `display_name`, `email`, other fields of the actor, `has_text`, `rest` (the columns that
        are not read); those the source has. People: PERSON_FIELDS, those the source has. Everything but `at`, `by_day`,
        `has_text` and `rest` is text.
    role
        events; people (users that the export lists itself); directory (who is expected).
    zone
        The zone that the source states for itself, None where it states none.
    late
        `row`, `at`, `by_day`, `has_time` of the rows whose time the fast way cannot read, read in every way known.
    reread
        The same reading, its rows cut one by one; None where that changes nothing.
    separators, coded
        How often the separator stands in the file, and the fields in which `separators` does not count it.
    """

    name: str
    format: str
    role: Literal["events", "people", "directory"]
    frame: pl.LazyFrame
    fields: tuple[str, ...]
    columns: tuple[ColumnReading, ...]
    evidence: str
    lines: Callable[[Sequence[int]], list[int]]
    encoding: str = ""
    delimiter: str = ""
    refused: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSED))
    zone: str | None = None
    reread: Callable[[], Reading] | None = None
    separators: int | None = None
    width: int = 0
    late: pl.LazyFrame | None = None
    coded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What a format needs to know beside its source."""

    settings: Settings
    zone: str
    directory: bool = False
    """The source was named as a directory of people."""


class Format(Protocol):
    """One way in which exports are laid out."""

    name: str

    def evidence(self, listing: Listing, tables: Sequence[RawTable]) -> str | None:
        """Say why the source is in this format (column or member names), None where it is not."""

    def read(self, listing: Listing, tables: Sequence[RawTable], context: Context) -> list[Reading]:
        """Read the source; one reading per table."""
