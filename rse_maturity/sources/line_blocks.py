"""A text of any length in blocks of whole lines, so that memory does not grow with the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.records import Records, read_record_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.sources.places import Member

BLOCK = 8 << 20
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Block:
    """Some whole lines of a text, and the number of the first of them (1 first)."""

    first: int
    content: bytes


def line_blocks(member: Member, *, size: int = BLOCK) -> Iterator[Block]:
    """Cut a member into blocks of about `size` bytes that end where a line ends; nothing for an empty member.

    A line longer than `size` is a block by itself.
    """
    pieces: list[bytes] = []
    first = 1
    for piece in _pieces(member, size):
        end = piece.rfind(b"\n") + 1
        if not end:
            pieces.append(piece)
            continue
        content = b"".join([*pieces, piece[:end]])
        yield Block(first, content)
        first += content.count(b"\n")
        pieces = [piece[end:]] if end < len(piece) else []
    if pieces:
        yield Block(first, b"".join(pieces))


def _pieces(member: Member, size: int) -> Iterator[bytes]:
    """Read a member piece by piece, without its byte order mark."""
    mark = _MARK
    for piece in member.blocks(size):
        yield piece.removeprefix(mark)
        mark = b""


def block_records(block: Block, schema: Mapping[str, pl.DataType], *, path: str) -> Records:
    """Read a block of JSON by lines; a block without any record is lines refused, not an unreadable file.

    Returns
    -------
    Records; `refused` and `first` count the lines of the whole text.
    """
    try:
        records = read_record_lines(block.content, schema, path=path)
    except SourceUnreadable:
        bad = [number for number, line in enumerate(block.content.splitlines(), start=1) if line.strip()]
        refused = pl.DataFrame({"line": bad, "field": "", "reason": "no_record"}, schema=REFUSED)
        records = Records(pl.DataFrame(schema=dict(schema)), refused, places=[])
    later = pl.col("line") + (block.first - 1)
    return replace(records, refused=records.refused.with_columns(later), first=block.first - 1)


def record_lines(block: Block, refused: pl.DataFrame, records: Sequence[int]) -> list[int]:
    """Return the lines of records of a block, by their numbers (0 first) among those that are not refused."""
    gone = set(refused["line"])
    lines = enumerate(block.content.splitlines(), start=block.first)
    places = [number for number, line in lines if line.strip() and number not in gone]
    return [places[record] for record in records]
