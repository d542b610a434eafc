"""Files of Rocket.Chat: answers of its API (a list within an object) and mongoexport (one record a line).

Reactions are keyed by emoji and mongoexport writes a time as an object: both are read as their JSON text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.json_signs import COMMA, signs_of
from rse_maturity.sources.line_blocks import Block, line_blocks
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.records import Records, parsed_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rse_maturity.sources.json_pieces import JsonPiece
    from rse_maturity.sources.places import Member

Content = Literal["messages", "rooms", "users"]
_LISTS = ("", "messages", "rooms", "channels", "groups", "ims", "users")
_HEAD = 1 << 16
_MARK = b"\xef\xbb\xbf"
_ON_ONE_LINE = bytes.maketrans(b"\r\n", b"  ")
_SIGNS: dict[Content, tuple[re.Pattern[bytes], ...]] = {
    "messages": (re.compile(rb'"rid"\s*:'), re.compile(rb'"msg"\s*:'), re.compile(rb'"u"\s*:\s*\{')),
    "rooms": (re.compile(rb'"t"\s*:\s*"[cpdlv]"'), re.compile(rb'"(?:usersCount|msgs|usernames|uids)"\s*:')),
    "users": (re.compile(rb'"username"\s*:'), re.compile(rb'"(?:emails|roles|active)"\s*:')),
}


@dataclass(frozen=True)
class Piece:
    """Some records of a file, and how their numbers (0 first) lead to its lines, or to its records counted from 1."""

    records: Records
    lines: Callable[[Sequence[int]], list[int]]


def content_of(member: Member) -> Content | None:
    """Tell what a file holds by its first bytes; None where it is nothing of Rocket.Chat."""
    head = member.head(_HEAD)
    return next((content for content, signs in _SIGNS.items() if all(sign.search(head) for sign in signs)), None)


def pieces_of(member: Member, schema: Mapping[str, pl.DataType]) -> Iterator[Piece]:
    """Read the records of a file: piece by piece, one a line or all in one document.

    Raises
    ------
    SourceUnreadable
        It is no JSON, or holds no list.
    """
    if _by_lines(member):
        for block in line_blocks(member):
            yield _from_lines(block, schema)
    else:
        for piece in json_pieces(member, under=_LISTS):
            yield _from_lines(_as_lines(piece, member.name), schema)


def _by_lines(member: Member) -> bool:
    """Tell records by lines from a document: one of the first two lines is a record, even if the other is damaged."""
    head = member.head(_HEAD).removeprefix(_MARK).lstrip()
    first = [parsed_line(line) for line in head.split(b"\n", 2)[:2]]
    return any(isinstance(record, dict) and "_id" in record for record in first)


def _as_lines(piece: JsonPiece, path: str) -> Block:
    """Put the records of a document one a line, so that both are read in the same way, and fast."""
    places, signs, depths, _ = signs_of(piece.content, 0, inside=False, name=path)
    text = np.frombuffer(piece.content.translate(_ON_ONE_LINE), np.uint8).copy()
    text[places[(signs == COMMA) & (depths == 1)]] = ord("\n")
    return Block(piece.first + 1, text[1:-1].tobytes())


def _from_lines(block: Block, schema: Mapping[str, pl.DataType]) -> Piece:
    try:
        frame = pl.read_ndjson(block.content, schema=dict(schema))
    except pl.exceptions.PolarsError:
        pass  # some line does not keep to the schema, or is no JSON: one by one
    else:
        return Piece(Records(frame), partial(_later, first=block.first))
    lines = [
        (number, line) for number, line in enumerate(block.content.split(b"\n"), start=block.first) if line.strip()
    ]
    return _fitted_records([(number, parsed_line(line)) for number, line in lines], schema)


def _later(rows: Sequence[int], *, first: int) -> list[int]:
    return [first + row for row in rows]


def _fitted_records(records: Sequence[tuple[int, Any]], schema: Mapping[str, pl.DataType]) -> Piece:
    """Take what fits the schema from each record; what is no record is refused."""
    kept = [(number, record) for number, record in records if isinstance(record, dict)]
    bad = [number for number, record in records if not isinstance(record, dict)]
    fitted = [{key: _fitted(record.get(key), dtype) for key, dtype in schema.items()} for _, record in kept]
    refused = pl.DataFrame({"line": bad, "field": [""] * len(bad), "reason": ["no_record"] * len(bad)}, schema=REFUSED)
    numbers = [number for number, _ in kept]
    return Piece(
        Records(pl.DataFrame(fitted, schema=dict(schema)), refused), lambda rows: [numbers[row] for row in rows]
    )


def _fitted(value: Any, dtype: pl.DataType) -> Any:
    """Return a value as the schema wants it; text of whatever is not text, None of what is something else."""
    if isinstance(dtype, pl.List):
        return [_fitted(one, dtype.inner) for one in value] if isinstance(value, list) else None  # type: ignore[arg-type]
    if isinstance(dtype, pl.Struct):
        known = value if isinstance(value, dict) else {}
        return {one.name: _fitted(known.get(one.name), one.dtype) for one in dtype.fields}  # type: ignore[arg-type]
    if isinstance(dtype, pl.Boolean):
        return value if isinstance(value, bool) else None
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
