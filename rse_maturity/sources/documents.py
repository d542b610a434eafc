"""JSON, JSON by lines and Parquet as tables of columns."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.decoding import as_utf8, sniffed
from rse_maturity.sources.json_columns import columns_of
from rse_maturity.sources.json_lists import lists_of_objects
from rse_maturity.sources.long_documents import long_json, long_ndjson
from rse_maturity.sources.raw import HEAD_ROWS, REFUSED, RawTable, numbered, unique_names
from rse_maturity.sources.streamed import HELD

if TYPE_CHECKING:
    from rse_maturity.sources.places import Member

_HEAD = 1 << 16
_UTF8 = ("utf-8", "utf-8-sig")
_LISTS = 1  # a document that holds one list of objects is that list


def read_parquet(member: Member) -> RawTable:
    """Read a Parquet file, columns with the types that it states.

    Raises
    ------
    SourceUnreadable, SourceEmpty
        The file is cut or damaged; it has no row.
    """
    source = member.path if member.path is not None else io.BytesIO(member.content)
    member.mark.read = True
    try:
        frame = pl.scan_parquet(source, glob=False)
        head = frame.head(HEAD_ROWS).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise SourceUnreadable(path=member.name, format="Parquet", why="it is cut or damaged") from error
    return from_frame(member.name, "parquet", frame, head)


def read_json(member: Member) -> RawTable:
    """Read a JSON document: an array of objects, or an object that holds one such array.

    Raises
    ------
    SourceUnreadable
        The document is cut, damaged, or holds no array of objects.
    """
    encoding = sniffed(member.head(_HEAD))
    held = member.up_to(HELD)
    if held is None and encoding in _UTF8:
        if member.head(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
            return long_json(member)
        lists = lists_of_objects(member)
        if len(lists) > _LISTS:
            raise _no_list(member)
        key = lists[0] if lists else ""
        if key and "." not in key:  # points stand between keys that lie within one another
            return long_json(member, under=key)
    content, encoding = as_utf8(member.content if held is None else held, encoding)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(path=member.name, format="JSON", why="the document is cut or damaged") from error
    records = _records(document)
    if records is None:
        raise _no_list(member)
    good = [record for record in records if isinstance(record, dict) and record]
    if not good:
        raise SourceEmpty(path=member.name)
    places = [place for place, record in enumerate(records) if isinstance(record, dict) and record]
    table = columns_of(good)
    refused = pl.DataFrame(
        [(place, "", "no_record") for place, record in enumerate(records, start=1) if not isinstance(record, dict)],
        schema=REFUSED,
        orient="row",
    )
    return RawTable(
        name=member.name,
        kind="json",
        frame=table.lazy(),
        columns=tuple(table.columns),
        head=table.head(HEAD_ROWS),
        lines=lambda rows: [places[row] + 1 for row in rows],
        encoding=encoding,
        refused=refused,
    )


def read_ndjson(member: Member) -> RawTable:
    """Read one JSON object a line; a line that is none is refused."""
    encoding = sniffed(member.head(_HEAD))
    held = member.up_to(HELD)
    if held is None and encoding in _UTF8:
        return long_ndjson(member)
    content, encoding = as_utf8(member.content if held is None else held, encoding)
    records: list[dict[str, Any]] = []
    places: list[int] = []
    refused: list[tuple[int, str, str]] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            records.append(record)
            places.append(number)
        else:
            refused.append((number, "", "no_record"))
    if not records:
        raise SourceUnreadable(path=member.name, format="NDJSON", why="no line of it is an object")
    table = columns_of(records)
    return RawTable(
        name=member.name,
        kind="ndjson",
        frame=table.lazy(),
        columns=tuple(table.columns),
        head=table.head(HEAD_ROWS),
        lines=lambda rows: [places[row] for row in rows],
        encoding=encoding,
        refused=pl.DataFrame(refused, schema=REFUSED, orient="row"),
    )


def from_frame(name: str, kind: str, frame: pl.LazyFrame, head: pl.DataFrame) -> RawTable:
    """Lay out a table whose columns are at hand."""
    if not head.height:
        raise SourceEmpty(path=name)
    columns = unique_names(head.columns)
    renames = dict(zip(head.columns, columns, strict=True))
    return RawTable(
        name=name, kind=kind, frame=frame.rename(renames), columns=columns, head=head.rename(renames), lines=numbered
    )


def _no_list(member: Member) -> SourceUnreadable:
    return SourceUnreadable(path=member.name, format="JSON", why="it holds no list of objects")


def _records(document: Any) -> list[Any] | None:
    """Find the list of objects in a document."""
    if isinstance(document, list):
        return document if any(isinstance(item, dict) for item in document) else None
    if not isinstance(document, dict):
        return None
    lists = [v for v in document.values() if isinstance(v, list) and any(isinstance(item, dict) for item in v)]
    if len(lists) == _LISTS:
        return lists[0]
    return [document] if not lists and document else None
