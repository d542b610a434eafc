"""JSON and JSON by lines that are too long to be held as a whole, as tables that are read piece by piece."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from rse_maturity.collecting import uncollected
from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.json_columns import texts_of
from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.line_blocks import line_blocks
from rse_maturity.sources.raw import HEAD_ROWS, REFUSED, RawTable, unique_names
from rse_maturity.sources.records import parsed_line
from rse_maturity.sources.streamed import streamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rse_maturity.sources.places import Member

Placed = list[tuple[int, Any]]  # some records, each with its number or its line


def long_json(member: Member, *, under: str = "") -> RawTable:
    """Lay out a JSON document that is a list of objects, or an object that holds it under a key.

    Raises
    ------
    SourceUnreadable, SourceEmpty
        The document is cut or damaged; it holds no object.
    """
    nothing = SourceUnreadable(path=member.name, format="JSON", why="it holds no list of objects")
    return _table(member, partial(_listed, member, under), kind="json", nothing=nothing)


def long_ndjson(member: Member) -> RawTable:
    """Lay out one JSON object a line; a line that is none is refused.

    Raises
    ------
    SourceUnreadable, SourceEmpty
        The archive that it is in is cut or damaged; no line is an object.
    """
    nothing = SourceUnreadable(path=member.name, format="NDJSON", why="no line of it is an object")
    return _table(member, partial(_by_lines, member), kind="ndjson", nothing=nothing)


def _listed(member: Member, under: str) -> Iterator[Placed]:
    for piece in json_pieces(member, under=[under]):
        try:
            with uncollected():
                records = json.loads(piece.content)
        except (ValueError, RecursionError) as error:
            raise SourceUnreadable(path=member.name, format="JSON", why="the document is cut or damaged") from error
        yield list(enumerate(records, start=piece.first + 1))


def _by_lines(member: Member) -> Iterator[Placed]:
    for block in line_blocks(member):
        with uncollected():
            lines = enumerate(block.content.split(b"\n"), start=block.first)
            yield [(number, parsed_line(line)) for number, line in lines if line.strip()]


def _table(member: Member, read: Callable[[], Iterator[Placed]], *, kind: str, nothing: SourceUnreadable) -> RawTable:
    """Go through the records once for their keys and their places; columns are read anew when they are asked for."""
    keys: dict[str, None] = {}
    head: list[dict[str, Any]] = []
    places = [np.empty(0, np.int64)]
    refused: list[int] = []
    for records in read():
        good = [(place, record) for place, record in records if isinstance(record, dict) and record]
        keys.update(dict.fromkeys(key for _, record in good for key in record))
        head += [record for _, record in good[: HEAD_ROWS - len(head)]]
        places.append(np.asarray([place for place, _ in good], np.int64))
        refused += [place for place, record in records if not isinstance(record, dict)]
    if not head:
        raise nothing if refused else SourceEmpty(path=member.name)
    lines = np.concatenate(places)
    columns = dict(zip(unique_names(list(keys)), keys, strict=True))

    def pieces(wanted: Sequence[str]) -> Iterator[pl.DataFrame]:
        for records in read():
            good = [record for _, record in records if isinstance(record, dict) and record]
            yield texts_of(good, {column: columns[column] for column in wanted})

    return RawTable(
        name=member.name,
        kind=kind,
        frame=streamed(pieces, tuple(columns)),
        columns=tuple(columns),
        head=texts_of(head, columns),
        lines=lambda rows: [int(lines[row]) for row in rows],
        encoding="utf-8",
        refused=pl.DataFrame({"line": refused, "field": "", "reason": "no_record"}, schema=REFUSED),
    )
