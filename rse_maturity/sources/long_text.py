"""Separated text that is too long to be held as a whole, as a table that is read piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.errors import SourceEmpty
from rse_maturity.sources.csv_pieces import cut_records, utf8_blocks, whole_records
from rse_maturity.sources.decoding import as_utf8
from rse_maturity.sources.mending import mended
from rse_maturity.sources.raw import HEAD_ROWS, REFUSED, RawTable
from rse_maturity.sources.streamed import streamed
from rse_maturity.sources.text_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.sources.csv_pieces import CsvLayout
    from rse_maturity.sources.places import Member


def long_table(member: Member, layout: CsvLayout, *, skip: int) -> RawTable:
    """Lay out a table over a long text, read fast; where it turns out to be damaged, `mend` reads it row by row.

    Parameters
    ----------
    skip
        Lines before the first row.

    Raises
    ------
    SourceEmpty
        No row follows the header.
    SourceUnreadable
        As `mended`.
    """

    def pieces(wanted: Sequence[str]) -> Iterator[pl.DataFrame]:
        for content in whole_records(member, layout, skip=skip):
            yield _cut(content, layout, wanted)

    frame = streamed(pieces, layout.columns)
    try:
        head = frame.head(HEAD_ROWS).collect()
    except pl.exceptions.PolarsError:
        return _patient_table(member, layout, skip=skip)
    if not head.height:
        raise SourceEmpty(path=member.name)
    sign = layout.separator.encode()
    return RawTable(
        name=member.name,
        kind="csv",
        frame=frame,
        columns=layout.columns,
        head=head,
        lines=lambda rows: lines_of(utf8_blocks(member, layout.encoding, skip=skip), skip, rows),
        encoding=layout.encoding,
        delimiter=layout.separator,
        mend=lambda: _patient_table(member, layout, skip=skip),
        separators=lambda: sum(block.count(sign) for block in utf8_blocks(member, layout.encoding, skip=skip)),
    )


def _patient_table(member: Member, layout: CsvLayout, *, skip: int) -> RawTable:
    """Lay out the same table, every piece of it cut row by row: once for what is refused, and anew for each column."""
    head = pl.DataFrame(schema=dict.fromkeys(layout.columns, pl.String()))
    lines, refused = [np.empty(0, np.int64)], [pl.DataFrame(schema=REFUSED)]
    for clean, numbers, odd in _mended(member, layout, skip):
        if head.height < HEAD_ROWS:
            head = pl.concat([head, cut_records(clean, layout, layout.columns).head(HEAD_ROWS - head.height)])
        lines.append(numbers)
        refused.append(odd)
    places = np.concatenate(lines)

    def pieces(wanted: Sequence[str]) -> Iterator[pl.DataFrame]:
        for clean, _, _ in _mended(member, layout, skip):
            yield cut_records(clean, layout, wanted)

    return RawTable(
        name=member.name,
        kind="csv",
        frame=streamed(pieces, layout.columns),
        columns=layout.columns,
        head=head,
        lines=lambda rows: [int(places[row]) for row in rows],
        encoding=layout.encoding,
        delimiter=layout.separator,
        refused=pl.concat(refused),
    )


def _cut(content: bytes, layout: CsvLayout, wanted: Sequence[str]) -> pl.DataFrame:
    """Cut a piece, in UTF-8 or with bytes of another encoding in it."""
    try:
        return cut_records(content, layout, wanted)
    except pl.exceptions.PolarsError:
        clean, _ = as_utf8(content, "utf-8")
        if clean == content:
            raise
        return cut_records(clean, layout, wanted)


def _mended(member: Member, layout: CsvLayout, skip: int) -> Iterator[tuple[bytes, np.ndarray, pl.DataFrame]]:
    """Return the good records of each piece, the line of the text on which each begins, and the refused."""
    before = skip
    for content in whole_records(member, layout, skip=skip):
        text, _ = as_utf8(content, "utf-8")
        clean, lines, refused = mended(
            text, separator=layout.separator, columns=len(layout.columns), skip=0, name=member.name
        )
        yield clean, lines + before, refused.with_columns(pl.col("line") + before)
        before += content.count(b"\n")
