"""Separated text that the fast reader refuses: cut record by record, the bad ones set aside."""

from __future__ import annotations

import csv
import io

import numpy as np
import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.raw import REFUSED

_LONGEST_FIELD = 1 << 30


def mended(
    content: bytes, *, separator: str, columns: int, skip: int, name: str, short: int = 0
) -> tuple[bytes, np.ndarray, pl.DataFrame]:
    """Cut a damaged text into records and keep those with the right number of fields.

    A loop over records, on damaged files alone: the standard reader knows the line of each record and forgives a
    quote in the middle of a cell, which the fast one does not.

    Parameters
    ----------
    content
        UTF-8 text.
    separator, columns, skip
        Its separator, its number of columns, and the lines before the first row.
    short
        How many of the last cells a record may lack, for platforms that leave them out of some records.

    Returns
    -------
    The good records as UTF-8 CSV, the line on which each begins, and the refused (`line`, `field`, `reason`).

    Raises
    ------
    SourceUnreadable
        A cell of more than a gigabyte.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    stream = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", errors="replace", newline="")
    for _ in range(skip):
        stream.readline()
    reader = csv.reader(stream, delimiter=separator)
    clean = io.StringIO(newline="")
    writer = csv.writer(clean, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    lines: list[int] = []
    refused: list[tuple[int, str, str]] = []
    held: list[str] = []
    before = 0
    try:
        for cells in reader:
            line, before = skip + before + 1, reader.line_num
            if not any(cells):
                continue
            if columns - short <= len(cells) < columns:
                cells += [""] * (columns - len(cells))  # noqa: PLW2901 the record as the header wants it
            if len(cells) == columns:
                if held:
                    writer.writerow(held)
                held = cells
                lines.append(line)
            else:
                refused.append((line, "", "too_few_fields" if len(cells) < columns else "too_many_fields"))
    except csv.Error as error:
        raise SourceUnreadable(path=name, format="CSV", why="a cell is too long, or a quote never closes") from error
    if held and content.count(b'"') % 2 and skip + before > lines[-1]:  # a quote that never closes has eaten rows
        refused.append((lines.pop(), "", "open_quote"))
    elif held:
        writer.writerow(held)
    return (
        clean.getvalue().encode(),
        np.asarray(lines, np.int64),
        pl.DataFrame(refused, schema=REFUSED, orient="row"),
    )
