"""A table as it stands in a source: named columns of text, before anybody says what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REFUSED = {"line": pl.Int64(), "field": pl.String(), "reason": pl.String()}
HEAD_ROWS = 1000


@dataclass(frozen=True)
class RawTable:
    """One table of a source.

    Attributes
    ----------
    name
        Member of the source it was read from.
    kind
        csv, json, ndjson, parquet or xlsx.
    frame
        All columns, as text or as the types that the source itself states; names are unique.
    columns
        Headers in their order.
    head
        The first 1,000 rows.
    lines
        From row numbers (0 first) to lines of the file, or to numbers of records where there are no lines.
    refused
        Rows that could not be cut into fields: `line`, `field`, `reason`.
    mend
        How to read the same table row by row where it turns out to be damaged; None where that changes nothing.
    separators
        For separated text: counts how often the separator stands in the file, inside quotes too.
    """

    name: str
    kind: str
    frame: pl.LazyFrame
    columns: tuple[str, ...]
    head: pl.DataFrame
    lines: Callable[[Sequence[int]], list[int]]
    encoding: str = ""
    delimiter: str = ""
    refused: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSED))
    mend: Callable[[], RawTable] | None = None
    separators: Callable[[], int] | None = None


def unique_names(headers: Sequence[str]) -> tuple[str, ...]:
    """Return headers as column names: stripped, never empty, never twice.

    >>> unique_names(["id", "", "id"])
    ('id', 'column 2', 'id (2)')
    """
    names: list[str] = []
    for place, header in enumerate(headers, start=1):
        base = " ".join(header.replace("\x00", "").split()) or f"column {place}"
        name, count = base, 2
        while name in names:
            name, count = f"{base} ({count})", count + 1
        names.append(name)
    return tuple(names)


def blank() -> pl.Expr:
    """Tell which rows have nothing in any column."""
    texts = pl.selectors.string()
    return pl.all_horizontal(texts.fill_null("") == "", pl.selectors.exclude(texts).is_null())


def numbered(rows: Sequence[int]) -> list[int]:
    """Count records from 1, for sources without lines."""
    return [row + 1 for row in rows]
