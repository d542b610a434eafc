"""How each table was read, with counts that add up, and the rows that were refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import NothingLeft
from rse_maturity.model.dataset import Digest, SourceReport
from rse_maturity.model.schema import REJECTED
from rse_maturity.sources.compact import Compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future

    from rse_maturity.sources.lists import ReadList


@dataclass(frozen=True)
class ReadTable:
    """One table as it was read: its name in the source, the digest of the source (to come), and what was in it.

    `unread`: for the first table of a source, how many of its files nobody read.
    """

    name: str
    digest: Future[str]
    read: Compact | ReadList
    unread: int = 0


def events_of(tables: Sequence[ReadTable]) -> list[Compact]:
    """Return the tables of events."""
    return [table.read for table in tables if isinstance(table.read, Compact)]


def lists_of(tables: Sequence[ReadTable]) -> list[ReadList]:
    """Return the lists of people."""
    return [table.read for table in tables if not isinstance(table.read, Compact)]


def reports(
    tables: Sequence[ReadTable], *, aside: Mapping[int, int], kept: Mapping[int, int]
) -> tuple[SourceReport, ...]:
    """Tell how each table was read.

    Parameters
    ----------
    aside, kept
        Events left out as asked, and events kept, by number of the table among those of events.
    """
    found: list[SourceReport] = []
    number = 0
    for table in tables:
        read = table.read
        rejected = read.refused.height
        acts = isinstance(read, Compact)
        events = kept.get(number, 0) if acts else read.rows - rejected
        left_out = aside.get(number, 0) + sum(read.aside.values()) if isinstance(read, Compact) else 0
        number += acts
        found.append(
            SourceReport(
                name=table.name,
                format=read.reading.format,
                sha256=Digest(table.digest),
                rows=read.rows,
                events=events,
                rejected=rejected,
                duplicates=read.rows - rejected - left_out - events,
                left_out=left_out,
                role="events" if acts else "people",
                encoding=read.reading.encoding,
                delimiter=read.reading.delimiter,
                columns=read.reading.columns,
                evidence=read.reading.evidence,
                unread=table.unread,
            )
        )
    return tuple(found)


def rejected(tables: Sequence[ReadTable]) -> pl.DataFrame:
    """List the refused rows of all tables, as REJECTED."""
    frames = [table.read.refused.select(_place(table).alias("source"), "line", "field", "reason") for table in tables]
    return pl.concat(frames).select(*REJECTED).cast(pl.Schema(REJECTED))


def _place(table: ReadTable) -> pl.Expr:
    """Name the table, and the member of it where it has several."""
    if not isinstance(table.read, Compact):
        return pl.lit(table.name)
    member = pl.col("member")
    return pl.when(member == "").then(pl.lit(table.name)).otherwise(pl.concat_str(pl.lit(f"{table.name}/"), member))


def nothing_left(tables: Sequence[ReadTable]) -> NothingLeft:
    """Say that no row can be used, with the first reason."""
    acts = [table for table in tables if isinstance(table.read, Compact)]
    refused = rejected(acts)
    reason, line = refused.select("reason", "line").row(0) if refused.height else ("left_out", 0)
    return NothingLeft(path=acts[0].name, rows=sum(table.read.rows for table in acts), reason=reason, line=line)
