"""Sources as they are understood, shown before any analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import NothingLeft
from rse_maturity.model.inspection import Inspection, MissingField, SourceInspection
from rse_maturity.model.progress import Silent
from rse_maturity.sources.assembly import assembled
from rse_maturity.sources.capabilities import MADE_UNMEASURABLE
from rse_maturity.sources.compact import Compact
from rse_maturity.sources.facts import kind_notes
from rse_maturity.sources.loading import read_sources
from rse_maturity.sources.reporting import reports
from rse_maturity.sources.words import kinds_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rse_maturity.config import Settings
    from rse_maturity.sources.dictionaries import Dictionaries
    from rse_maturity.sources.format import Reading
    from rse_maturity.sources.reporting import ReadTable

_FIRST = 5
_LINES = 3
_HIDDEN = ("rest", "separators", "unended", "blank", "has_text", "has_time", "by_day", "inherited", "text")


def inspect_sources(sources: Sequence[str | Path], *, settings: Settings) -> Inspection:
    """Read sources and tell how; see `rse_maturity.sources.inspect`."""
    read = read_sources(sources, settings=settings, progress=Silent())
    tables = read.tables
    try:
        dataset = assembled(read, settings=settings)[0]
    except NothingLeft:
        dataset = None
    told = dataset.sources if dataset is not None else reports(tables, aside={}, kept={})
    looked = tuple(
        SourceInspection(
            report=report,
            refused=dict(
                table.read.refused["reason"]
                .value_counts()
                .sort("count", "reason", descending=[True, False])
                .iter_rows()
            ),
            lines=_first_lines(table.read.refused),
            notes=_notes(table, read.dictionaries),
            first=_first(table.read.reading),
        )
        for report, table in zip(told, tables, strict=True)
    )
    fields = {name for table in tables for name in table.read.reading.fields}
    capabilities = dataset.capabilities if dataset is not None else {}
    missing = tuple(
        MissingField(name, capability if capabilities.get(capability, "no") == "no" else None)
        for name, capability in MADE_UNMEASURABLE.items()
        if name not in fields
    )
    return Inspection(
        sources=looked,
        missing=missing,
        capabilities=capabilities,
        directory=dataset.directory if dataset is not None else None,
        zone=read.zone,
        zone_source=read.zone_source,
    )


def _notes(table: ReadTable, dictionaries: Dictionaries) -> dict[str, int]:
    """Count what was decided for the user: kinds of acts, rows put aside, files not read."""
    found = {"unread_files": table.unread} if table.unread else {}
    if isinstance(table.read, Compact):
        found |= kind_notes(table.read, dictionaries) | table.read.aside
    return found


def _first_lines(refused: pl.DataFrame) -> dict[str, tuple[int, ...]]:
    """Return the first lines of each reason; a row without a line is left out."""
    lines = (
        refused.drop_nulls("line")
        .sort("reason", "line")
        .group_by("reason", maintain_order=True)
        .agg(pl.col("line").head(_LINES))
    )
    return {reason: tuple(first) for reason, first in lines.iter_rows()}


def _first(reading: Reading) -> pl.DataFrame:
    """Return the first rows in canonical columns, kinds as they were understood."""
    order = ("event_id", "at", *reading.fields)
    names = [name for name in reading.frame.collect_schema().names() if name not in _HIDDEN]
    names.sort(key=lambda name: order.index(name) if name in order else len(order))
    rows = reading.frame.select(names).head(_FIRST).collect()
    if "kind" in rows.columns:
        words = kinds_of(rows["kind"])
        rows = rows.with_columns(
            pl.col("kind").replace_strict(words["word"], words["kind"].cast(pl.String()), default=None)
        )
    return rows
