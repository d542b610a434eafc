"""Separated text of any length in pieces that end where a record ends, so that memory does not grow with the file."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.decoding import as_utf8, looks_binary, sniffed
from rse_maturity.sources.mending import mended
from rse_maturity.sources.raw import REFUSED, unique_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rse_maturity.sources.places import Member

PIECE = 16 << 20
_HEAD = 1 << 18
_TAIL = 1 << 20
_LONGEST = 128 << 20  # bytes after which a quote that does not close is taken for a mistake
_SEPARATORS = ",;\t|"
_QUOTE, _END = ord('"'), ord("\n")


@dataclass(frozen=True)
class CsvLayout:
    """How a text is laid out: its columns in their order, the separator, and the encoding."""

    columns: tuple[str, ...]
    separator: str
    encoding: str


@dataclass(frozen=True)
class CsvPiece:
    """Some whole records of a text.

    Attributes
    ----------
    frame
        The columns asked for, as text; an empty cell is empty or null, and null where there is no such column.
    refused
        `line`, `field`, `reason`: records that have not as many fields as the header, in a damaged piece.
    lines
        From row numbers (0 first) to lines of the text.
    """

    frame: pl.DataFrame
    refused: pl.DataFrame
    lines: Callable[[Sequence[int]], list[int]]


def csv_layout(member: Member) -> CsvLayout:
    """Read how a text is laid out off its first line, which is its header.

    Raises
    ------
    SourceEmpty
        There is no line with text in it.
    SourceUnreadable
        Binary noise.
    """
    head = member.head(_HEAD)
    if looks_binary(head):
        raise SourceUnreadable(path=member.name, format="CSV", why="its bytes are not text")
    encoding = sniffed(head)
    text = codecs.getincrementaldecoder(encoding.split("+")[0])("replace").decode(head)
    first = text.lstrip("\ufeff").partition("\n")[0].rstrip("\r")
    if not first.strip():
        raise SourceEmpty(path=member.name)
    cells = {separator: next(csv.reader([first], delimiter=separator)) for separator in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda sign: len(cells[sign]))
    return CsvLayout(unique_names(cells[separator]), separator, encoding)


def csv_pieces(member: Member, *, wanted: Sequence[str], size: int = PIECE, short: int = 0) -> Iterator[CsvPiece]:
    """Read columns of a text piece by piece; columns that are not asked for never become values.

    Parameters
    ----------
    wanted
        Columns by their names in the header.
    size
        Bytes of a piece, about.
    short
        How many of the last cells a record may lack.

    Yields
    ------
    CsvPiece
        In the order of the text; nothing where there is only a header.

    Raises
    ------
    SourceEmpty, SourceUnreadable
        There is no header; the text is binary noise, or in an archive that is cut or damaged.
    """
    layout = csv_layout(member)
    line = 2
    for content in whole_records(member, layout, size=size):
        yield _piece(content, layout, wanted, first=line, name=member.name, short=short)
        line += content.count(b"\n")


def whole_records(member: Member, layout: CsvLayout, *, size: int = PIECE, skip: int = 1) -> Iterator[bytes]:
    """Cut a text into pieces of whole records, in UTF-8, without its first `skip` lines."""
    return _records(utf8_blocks(member, layout.encoding, size=size, skip=skip))


def utf8_blocks(member: Member, encoding: str, *, size: int = PIECE, skip: int = 1) -> Iterator[bytes]:
    """Return a text as UTF-8, without its mark and its first `skip` lines."""
    decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding.startswith(("utf-16", "cp")) else None
    before = b""
    for raw in member.blocks(size):
        block = before + (decoder.decode(raw).encode() if decoder is not None else raw)
        before = b""
        while skip and b"\n" in block:
            block = block.partition(b"\n")[2]
            skip -= 1
        if skip:
            before, block = block, b""
        yield block


def _records(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut blocks anew, so that each ends with a record."""
    held = b""
    for block in blocks:
        held += block
        end = _last_record_end(held)
        if not end and len(held) > _LONGEST:
            end = held.rfind(b"\n") + 1
        if end:
            yield held[:end]
            held = held[end:]
    if held:
        yield held


def _last_record_end(content: bytes) -> int:
    """Return the place after the last line end that stands outside quotes; 0 where there is none."""
    signs = np.frombuffer(content, np.uint8)
    for start in (max(len(signs) - _TAIL, 0), 0):  # nearly always it stands near the end
        tail = signs[start:]
        before = int(np.count_nonzero(signs[:start] == _QUOTE))
        outside = np.flatnonzero(tail == _END)
        opened = np.searchsorted(np.flatnonzero(tail == _QUOTE), outside) + before
        outside = outside[opened % 2 == 0]
        if len(outside):
            return start + int(outside[-1]) + 1
    return 0


def _piece(content: bytes, layout: CsvLayout, wanted: Sequence[str], *, first: int, name: str, short: int) -> CsvPiece:
    """Read a piece fast; record by record where it is damaged."""
    try:
        frame = cut_records(content, layout, wanted)
    except pl.exceptions.PolarsError:
        text, _ = as_utf8(content, "utf-8")
        clean, lines, refused = mended(
            text, separator=layout.separator, columns=len(layout.columns), skip=0, name=name, short=short
        )
        numbers = [int(line) + first - 1 for line in lines]
        refused = refused.with_columns(pl.col("line") + (first - 1))
        return CsvPiece(cut_records(clean, layout, wanted), refused, lambda rows: [numbers[row] for row in rows])
    return CsvPiece(frame, pl.DataFrame(schema=REFUSED), lambda rows: _lines(content, first, rows))


def cut_records(content: bytes, layout: CsvLayout, wanted: Sequence[str]) -> pl.DataFrame:
    """Cut a piece into the columns wanted, as text.

    Raises
    ------
    polars.exceptions.PolarsError
        It is damaged, or not in UTF-8.
    """
    if not content:
        return pl.DataFrame(schema=dict.fromkeys(wanted, pl.String()))
    table = pl.scan_csv(
        content,
        has_header=False,
        separator=layout.separator,
        schema=dict.fromkeys(layout.columns, pl.String()),
        infer_schema=False,
        missing_columns="insert",  # it counts the columns in the first row, which may be blank or short
    )
    return table.select(
        pl.col(column) if column in layout.columns else pl.lit(None, pl.String()).alias(column) for column in wanted
    ).collect()


def _lines(content: bytes, first: int, rows: Sequence[int]) -> list[int]:
    """Return the line on which each row begins: line ends within quotes end no row."""
    signs = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(signs == _END)
    closing = np.flatnonzero(np.searchsorted(np.flatnonzero(signs == _QUOTE), ends) % 2 == 0)
    starts = np.concatenate(([0], closing + 1))
    return [first + int(starts[row]) for row in rows]
