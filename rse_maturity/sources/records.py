"""Records of JSON, read with a schema: fast where they keep to it, one by one where they do not.

A schema names what is wanted; everything else is dropped while parsing and never becomes a value. Scalars are asked for
as text: a number is then read as its digits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.raw import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.sources.places import Member


@dataclass(frozen=True)
class Records:
    """Records of one file.

    Attributes
    ----------
    frame
        One row a record, the columns of the schema; null where a record has no such key or something else under it.
    refused
        `line` (number of the record, of the line for JSON by lines), `field`, `reason`: what is no record.
    first
        How many records of the file stand before these.
    places
        The numbers of the rows among these (0 first); None where no record is refused, nor a line blank.
    """

    frame: pl.DataFrame
    refused: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSED))
    first: int = 0
    places: Sequence[int] | None = None

    def placed(self) -> pl.DataFrame:
        """Return the frame with `record`: the number of each row in its file, 0 first, what is refused counted."""
        if self.places is None:
            return self.frame.with_row_index("record", offset=self.first)
        return self.frame.with_columns(record=pl.Series(self.places, dtype=pl.UInt32()) + self.first)


def read_records(content: bytes, schema: Mapping[str, pl.DataType], *, path: str, under: str = "") -> Records:
    """Read a JSON document that is a list of records, or that holds one.

    Parameters
    ----------
    content
        UTF-8, with or without a byte order mark.
    schema
        Column to type: String for scalars, List and Struct of them below.
    path
        What messages call the file.
    under
        Keys, separated by dots, of the object that hold the list; empty where the document is the list.

    Raises
    ------
    SourceUnreadable
        Not JSON, cut, nested too deep, or without such a list.
    """
    text = content.removeprefix(b"\xef\xbb\xbf")
    keys = under.split(".") if under else []
    try:
        if not keys and text.lstrip()[:1] == b"[":
            return Records(pl.read_json(text, schema=dict(schema)))
        if keys and text.lstrip()[:1] == b"{" and (held := _held(text, keys, schema)) is not None:
            return Records(held)
    except pl.exceptions.PolarsError:
        pass  # some record does not keep to the schema: they are read one by one below
    return _patient(_within(_parsed(text, path), keys, path), schema)


def record_pieces(
    member: Member, schema: Mapping[str, pl.DataType], *, under: Sequence[str] = ("",)
) -> Iterator[Records]:
    """Read a JSON document of any length piece by piece; see `read_records`.

    Parameters
    ----------
    under
        Where the list may be; see `json_pieces`.

    Raises
    ------
    SourceUnreadable
        As `read_records`, told when the place is reached.
    """
    for piece in json_pieces(member, under=under):
        found = read_records(piece.content, schema, path=member.name)
        refused = found.refused.with_columns(pl.col("line") + piece.first)
        yield replace(found, refused=refused, first=piece.first)


def read_record_lines(content: bytes, schema: Mapping[str, pl.DataType], *, path: str) -> Records:
    """Read JSON by lines, one record a line; see `read_records`. Lines of blanks are passed over.

    Raises
    ------
    SourceUnreadable
        No line is a record.
    """
    every = enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1)
    lines = [(number, line) for number, line in every if line.strip()]
    numbers = [number for number, _ in lines]
    try:  # as one list: by lines, Polars takes many times as long for lists within records
        frame = pl.read_json(b"[" + b",".join(line for _, line in lines) + b"]", schema=dict(schema))
    except pl.exceptions.PolarsError:
        pass  # some line does not keep to the schema, or is no JSON: one by one
    else:
        if frame.height == len(lines) > 0:
            return Records(frame, places=[number - 1 for number in numbers])
    records = [(number, parsed_line(line)) for number, line in lines]
    if not any(isinstance(record, dict) for _, record in records):
        raise SourceUnreadable(path=path, format="JSON", why="no line of it is a record")
    return _patient([record for _, record in records], schema, lines=numbers)


def read_object(content: bytes, *, path: str) -> dict[str, Any]:
    """Read a small JSON document that is one object.

    Raises
    ------
    SourceUnreadable
        Not JSON, cut, nested too deep, or no object.
    """
    found = _parsed(content.removeprefix(b"\xef\xbb\xbf"), path)
    if not isinstance(found, dict):
        raise SourceUnreadable(path=path, format="JSON", why="it is no object")
    return found


def _held(text: bytes, keys: Sequence[str], schema: Mapping[str, pl.DataType]) -> pl.DataFrame | None:
    """Read the list that an object holds with its schema; None where it is not there, is empty, or holds nulls."""
    wanted: pl.DataType = pl.List(pl.Struct(dict(schema)))
    for key in reversed(keys[1:]):
        wanted = pl.Struct({key: wanted})
    found = pl.read_json(text, schema={keys[0]: wanted}).to_series()
    for key in keys[1:]:
        found = found.struct.field(key)
    records = found.explode() if found.null_count() == 0 and (found.list.len() > 0).all() else None
    return None if records is None or records.null_count() else records.struct.unnest()


def _parsed(text: bytes, path: str) -> Any:
    try:
        return json.loads(text.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceUnreadable(path=path, format="JSON", why="it is not UTF-8 text") from error
    except RecursionError as error:
        raise SourceUnreadable(path=path, format="JSON", why="it is nested too deep") from error
    except ValueError as error:
        raise SourceUnreadable(path=path, format="JSON", why="it is cut or damaged") from error


def parsed_line(line: bytes) -> Any:
    """Return what a line of JSON says, None where it is damaged or nested too deep."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _within(document: Any, keys: Sequence[str], path: str) -> list[Any]:
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    if not isinstance(document, list):
        raise SourceUnreadable(path=path, format="JSON", why="the list of records is not where it should be")
    return document


def _patient(
    records: Sequence[Any], schema: Mapping[str, pl.DataType], *, lines: Sequence[int] | None = None
) -> Records:
    """Take what fits the schema from each record; what is no record is refused."""
    numbered = list(zip(lines or range(1, len(records) + 1), records, strict=True))
    good = [(number, record) for number, record in numbered if isinstance(record, dict)]
    kept = [{name: _fitted(record.get(name), dtype) for name, dtype in schema.items()} for _, record in good]
    bad = [number for number, record in numbered if not isinstance(record, dict)]
    refused = pl.DataFrame({"line": bad, "field": "", "reason": "no_record"}, schema=REFUSED)
    return Records(pl.DataFrame(kept, schema=dict(schema)), refused, places=[number - 1 for number, _ in good])


def _fitted(value: Any, dtype: pl.DataType) -> Any:
    """Return a value as the schema wants it, None where it is something else."""
    if isinstance(dtype, pl.List):
        return [_fitted(one, dtype.inner) for one in value] if isinstance(value, list) else None  # type: ignore[arg-type]
    if isinstance(dtype, pl.Struct):
        known = value if isinstance(value, dict) else None
        return known and {one.name: _fitted(known.get(one.name), one.dtype) for one in dtype.fields}  # type: ignore[arg-type]
    if isinstance(dtype, pl.Boolean) or value is None or isinstance(value, (list, dict)):
        return value if isinstance(value, bool) else None
    text = json.dumps(value) if isinstance(value, bool) else str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()  # half an emoji is no character
