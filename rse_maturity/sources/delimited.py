"""Separated text (CSV, TSV and their kin): separator, preamble and header found by themselves."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.csv_pieces import CsvLayout
from rse_maturity.sources.decoding import as_utf8, looks_binary, sniffed
from rse_maturity.sources.headers import known_words
from rse_maturity.sources.long_text import long_table
from rse_maturity.sources.mending import mended
from rse_maturity.sources.raw import HEAD_ROWS, RawTable, unique_names
from rse_maturity.sources.streamed import HELD
from rse_maturity.sources.text_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.sources.places import Member

SEPARATORS = ",;\t|"
_RECORDS = 50
_SAMPLE = 1 << 18
_CHUNK = 1 << 22
_KNOWN_WORDS = 2  # header words that tell a header from a preamble
_LONGEST_FIELD = 1 << 30


def read_delimited(member: Member) -> RawTable:
    """Read separated text.

    Returns
    -------
    RawTable whose frame scans the file, all columns as text: from disk where it is plain UTF-8, else from memory, and
    piece by piece where it is too long for that.

    Raises
    ------
    SourceEmpty
        No header, or no row after it.
    SourceUnreadable
        Binary noise.
    """
    head = member.head(_SAMPLE)
    if looks_binary(head):
        raise SourceUnreadable(path=member.name, format="text", why="its bytes are not text")
    encoding = sniffed(head)
    if encoding in ("utf-8", "utf-8-sig") and member.path is not None and b"\n" in head:
        return _table(member, None, encoding)
    held = member.up_to(HELD)
    if held is None and b"\n" in head:
        return _long(member, encoding)
    content, encoding = as_utf8(member.content if held is None else held, encoding)
    return _table(member, _unix_lines(content), encoding)


def _unix_lines(content: bytes) -> bytes:
    """Give a text that ends its lines with a lone CR ends that readers know."""
    return content if b"\n" in content[:_SAMPLE] else content.replace(b"\r", b"\n")


def _long(member: Member, encoding: str) -> RawTable:
    """Lay out a table over a text that is too long to be held."""
    sample, _ = as_utf8(member.head(_SAMPLE), encoding)
    layout, skip = _layout(member.name, sample.decode("utf-8", errors="replace"), encoding)
    return long_table(member, layout, skip=skip)


def _layout(name: str, text: str, encoding: str) -> tuple[CsvLayout, int]:
    """Tell by its beginning how a text is laid out, and how many lines stand before the first row."""
    separator, records = _split(text)
    header = _header_at(records)
    if header is None:
        raise SourceEmpty(path=name)
    return CsvLayout(unique_names(records[header][1]), separator, encoding), records[header][0]


def _table(member: Member, content: bytes | None, encoding: str) -> RawTable:
    """Lay out a table over UTF-8 text, in a file (`content` None) or in memory."""
    sample = content[:_SAMPLE] if content is not None else member.head(_SAMPLE).removeprefix(b"\xef\xbb\xbf")
    layout, skip = _layout(member.name, sample.decode("utf-8", errors="replace"), encoding)
    columns, separator = layout.columns, layout.separator
    source = io.BytesIO(content) if content is not None else member.path
    member.mark.read = True
    frame = _scan(source, separator, columns, skip)
    try:
        first = frame.head(HEAD_ROWS).collect()
    except pl.exceptions.NoDataError as error:
        raise SourceEmpty(path=member.name) from error
    except pl.exceptions.PolarsError:
        first = None

    def mend() -> RawTable:
        if content is None and (member.size or 0) > HELD:
            return long_table(member, layout, skip=skip)
        raw = content if content is not None else member.content
        whole, found = as_utf8(raw, encoding) if content is None else (raw, encoding)
        if found != encoding:  # not the encoding that it began with: perhaps nothing else is wrong
            return _table(member, whole, found)
        clean, lines, refused = mended(whole, separator=separator, columns=len(columns), skip=skip, name=member.name)
        table = _scan(io.BytesIO(clean), separator, columns, 0)
        return RawTable(
            name=member.name,
            kind="csv",
            frame=table,
            columns=columns,
            head=table.head(HEAD_ROWS).collect() if clean else pl.DataFrame(schema=dict.fromkeys(columns, pl.String())),
            lines=lambda rows: [int(lines[row]) for row in rows],
            encoding=found,
            delimiter=separator,
            refused=refused,
        )

    if first is None:
        return mend()
    return RawTable(
        name=member.name,
        kind="csv",
        frame=frame,
        columns=columns,
        head=first,
        lines=lambda rows: lines_of(_chunks(_bytes(member, content), skip), skip, rows),
        encoding=encoding,
        delimiter=separator,
        mend=mend,
        separators=lambda: _count(_bytes(member, content), separator, skip),
    )


def header_of(text: str) -> tuple[str, ...]:
    """Return the columns of separated text by its first records; nothing where there is no header."""
    _, records = _split(text)
    header = _header_at(records)
    return () if header is None else unique_names(records[header][1])


def _scan(source: object, separator: str, columns: Sequence[str], skip: int) -> pl.LazyFrame:
    return pl.scan_csv(
        source,  # type: ignore[arg-type]
        has_header=False,
        separator=separator,
        skip_lines=skip,
        schema=dict.fromkeys(columns, pl.String()),
        infer_schema=False,
        glob=False,
        missing_columns="insert",  # it counts the columns in the first row, which may be blank or short
    )


def _split(text: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Choose the separator that cuts the first records most evenly; return it with the records and their last lines."""
    told = re.match(r"sep=([,;\t|])\r?\n", text, re.IGNORECASE)
    best: tuple[tuple[float, int], str, list[tuple[int, list[str]]]] | None = None
    for separator in told[1] if told else SEPARATORS:
        records = _records(text, separator)
        counts = Counter(len(cells) for _, cells in records if cells)
        counts.pop(1, None)
        width, often = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        score = (often / max(len(records), 1), width)
        if best is None or score > best[0]:
            best = (score, separator, records)
    assert best is not None
    records = best[2][1:] if told else best[2]
    return best[1], records


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return the first records: line on which each ends, and its cells."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    records: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            records.append((reader.line_num, cells))
            if len(records) > _RECORDS:
                break
    except csv.Error:
        pass
    return records


def _header_at(records: list[tuple[int, list[str]]]) -> int | None:
    """Find the header: the first record with known words, else the first that is not blank."""
    filled = [place for place, (_, cells) in enumerate(records) if any(cell.strip() for cell in cells)]
    known = [place for place in filled if known_words(records[place][1]) >= min(_KNOWN_WORDS, len(records[place][1]))]
    return known[0] if known else filled[0] if filled else None


def _bytes(member: Member, content: bytes | None) -> np.ndarray:
    """Return the text byte by byte, from memory or from disk."""
    if content is not None or member.path is None:
        return np.frombuffer(content or b"", np.uint8)
    return np.memmap(member.path, np.uint8, "r")


def _count(content: np.ndarray, separator: str, skip: int) -> int:
    """Count the separators after the header (quoted ones too)."""
    sign = ord(separator)
    return sum(int(np.count_nonzero(chunk == sign)) for chunk in _chunks(content, skip))


def _chunks(content: np.ndarray, skip: int) -> Iterator[np.ndarray]:
    """Return a text some bytes at a time, without its first lines."""
    for start in range(_after_lines(content, skip), len(content), _CHUNK):
        yield content[start : start + _CHUNK]


def _after_lines(content: np.ndarray, lines: int) -> int:
    """Return the place where line number `lines` (0 first) begins."""
    if not lines:
        return 0
    ends = np.flatnonzero(content[:_SAMPLE] == ord("\n"))
    return int(ends[lines - 1]) + 1 if len(ends) >= lines else len(content)
