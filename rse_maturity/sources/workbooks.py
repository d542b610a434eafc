"""Excel workbooks as tables of text."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.headers import known_words
from rse_maturity.sources.raw import HEAD_ROWS, RawTable, unique_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from rse_maturity.sources.places import Member

_PREAMBLE = 50


def read_workbook(member: Member) -> list[RawTable]:
    """Read the sheets of an Excel workbook, dates as ISO text.

    Raises
    ------
    SourceUnreadable
        The workbook is damaged, or the reader of workbooks is not installed.
    SourceEmpty
        No sheet has a row.
    """
    if importlib.util.find_spec("fastexcel") is None:
        raise SourceUnreadable(
            path=member.name, format="XLSX", why="Excel workbooks need an extra: pip install 'rse-maturity[xlsx]'"
        )
    import fastexcel  # noqa: PLC0415 an optional dependency

    tables: list[RawTable] = []
    try:
        book = fastexcel.read_excel(member.content)
        for sheet in book.sheet_names:
            cells = book.load_sheet(sheet, header_row=None, dtypes="string", skip_whitespace_tail_rows=True).to_polars()
            table = _table(f"{member.name}#{sheet}" if len(book.sheet_names) > 1 else member.name, cells)
            tables += [table] if table is not None else []
    except fastexcel.FastExcelError as error:
        raise SourceUnreadable(path=member.name, format="XLSX", why="the workbook is damaged") from error
    if not tables:
        raise SourceEmpty(path=member.name)
    return tables


def _table(name: str, cells: pl.DataFrame) -> RawTable | None:
    """Cut a sheet at its header: the first row with known words, else the first that is not blank."""
    rows = cells.head(_PREAMBLE).rows()
    texts = [[str(cell or "") for cell in row] for row in rows]
    known = [place for place, row in enumerate(texts) if known_words([cell for cell in row if cell]) > 1]
    filled = [place for place, row in enumerate(texts) if any(row)]
    if not filled:
        return None
    header = known[0] if known else filled[0]
    columns = unique_names(texts[header])
    body = cells.slice(header + 1).rename(dict(zip(cells.columns, columns, strict=True)))
    if body.is_empty():
        return None

    def lines(picked: Sequence[int]) -> list[int]:
        return [row + header + 2 for row in picked]

    return RawTable(name=name, kind="xlsx", frame=body.lazy(), columns=columns, head=body.head(HEAD_ROWS), lines=lines)
