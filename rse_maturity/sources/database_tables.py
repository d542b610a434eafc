"""Tables of a platform's database, dumped as separated text: found by their columns, read with those wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.format import Reading
from rse_maturity.sources.heads import heads_of
from rse_maturity.sources.json_signs import unescaped
from rse_maturity.sources.member import stream_of_blocks
from rse_maturity.sources.tables_of import reader_of
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing, Member
    from rse_maturity.sources.raw import RawTable

_ESCAPED_QUOTE = re.compile(rb'\\"[^,;\t|\r\n"]')
_BLOCK = 1 << 20
_NOTHING = ("", "NULL", "\\N", "null")


@dataclass(frozen=True)
class DatabaseTable:
    """One table of a dump.

    Attributes
    ----------
    raw
        The table as it stands in the source.
    frame
        The wanted columns under their names in lower case, as text, null where the dump says NULL (and where there is
        no such column); `has_text`, `blank`; rows in the order of the source.
    """

    raw: RawTable
    frame: pl.DataFrame

    def only(self, wanted: pl.Expr, *, refused: bool = True) -> DatabaseTable:
        """Return the rows wanted; those that could not be cut (`refused`) belong to one reading of a table."""
        rows = self.frame.select(wanted.fill_null(value=False).arg_true()).to_series()
        places = self.raw.lines
        raw = replace(self.raw, lines=lambda picked: places([rows[row] for row in picked]))
        return DatabaseTable(raw if refused else replace(raw, refused=raw.refused.clear()), self.frame[rows])


def members_with(listing: Listing, needed: Sequence[str], *, without: Sequence[str] = ()) -> list[str]:
    """Name the members that have all the columns needed and none of those it must not have, case aside."""
    return [
        name
        for name, columns in heads_of(listing).items()
        if set(needed) <= (have := {column.lower() for column in columns}) and not have & set(without)
    ]


def raw_tables(
    listing: Listing, needed: Sequence[str], *, without: Sequence[str] = (), plain: bool = True
) -> list[RawTable]:
    """Read the tables that have all the columns needed; a table without a row is passed over.

    Parameters
    ----------
    plain
        Whether quotes within cells are doubled; False: a backslash may stand before them.
    """
    names = members_with(listing, needed, without=without)
    tables: list[RawTable] = []
    for member in listing.members:
        if member.name not in names:
            continue
        whole = member if plain else _without_escapes(member)
        try:
            found = reader_of(whole)(whole)
        except SourceEmpty:
            continue
        tables += [table for table in found if set(needed) <= {column.lower() for column in table.columns}]
    return tables


def database_tables(
    listing: Listing,
    needed: Sequence[str],
    more: Sequence[str] = (),
    *,
    text: str = "",
    without: Sequence[str] = (),
    plain: bool = True,
) -> list[DatabaseTable]:
    """Read the tables that have all the columns needed, with those of `more` where they have them.

    Parameters
    ----------
    text
        The column that holds what people wrote: only whether there is something is kept.
    without
        Columns of a table that is another one.

    Raises
    ------
    SourceUnreadable
        Rows of a table cannot be told apart.
    """
    raws = raw_tables(listing, needed, without=without, plain=plain)
    return [_read(raw, (*needed, *more), text) for raw in raws]


def with_events(readings: list[Reading], listing: Listing, *, format_name: str) -> list[Reading]:
    """Return the readings of a dump; one without a table of events that has a row is no export.

    Raises
    ------
    SourceUnreadable
        There is none.
    """
    if not any(reading.role == "events" for reading in readings):
        raise SourceUnreadable(path=listing.name, format=format_name, why="no table of it has its columns and a row")
    return readings


def joined_frame(tables: Sequence[DatabaseTable], columns: Sequence[str], *, key: str) -> pl.DataFrame:
    """Return some columns of several tables, one row a key; no row where there is no table."""
    schema = pl.Schema(dict.fromkeys(columns, pl.String()))
    frames = [table.frame.select(columns) for table in tables]
    return pl.concat([schema.to_frame(), *frames]).drop_nulls(key).unique(key, keep="first", maintain_order=True)


def with_times(table: DatabaseTable, column: str, context: Context) -> pl.DataFrame:
    """Read a column of written times: the frame with `at`, `by_day` and `has_time`."""
    times = read_times(table.frame[column], settings=context.settings, path=table.raw.name, zone=context.zone)
    return table.frame.hstack(times)


def table_reading(
    table: DatabaseTable,
    frame: pl.DataFrame,
    *,
    format_name: str,
    fields: Mapping[str, str],
    evidence: str,
    role: Literal["events", "people"] = "events",
) -> Reading:
    """Make a reading of canonical columns, rows as in the table.

    Parameters
    ----------
    fields
        Field to the column that gives it, in lower case.
    """
    by_column = {column: field for field, column in fields.items()}
    return Reading(
        name=table.raw.name,
        format=format_name,
        role=role,
        frame=frame.with_columns(table.frame["blank"]).lazy(),
        fields=tuple(name for name in frame.columns if name not in ("at", "by_day", "has_time", "has_text", "aside")),
        columns=tuple(
            ColumnReading(column, field, "synonym" if field else "unknown")
            for column in table.raw.columns
            for field in [by_column.get(column.lower())]
        ),
        evidence=evidence,
        lines=table.raw.lines,
        encoding=table.raw.encoding,
        delimiter=table.raw.delimiter,
        refused=table.raw.refused,
        width=len(table.raw.columns),
    )


def _read(raw: RawTable, wanted: Sequence[str], text: str) -> DatabaseTable:
    """Collect the wanted columns; row by row where the rows do not fit their header."""
    frame = _collected(raw, wanted, text)
    while (frame is None or _ragged(raw, frame)) and raw.mend is not None:
        raw = raw.mend()
        frame = _collected(raw, wanted, text)
    if frame is None:
        raise SourceUnreadable(path=raw.name, format="text", why="its rows cannot be told apart")
    return DatabaseTable(raw, frame.drop("separators"))


def _collected(raw: RawTable, wanted: Sequence[str], text: str) -> pl.DataFrame | None:
    have = {column.lower(): column for column in reversed(raw.columns)}
    columns = {
        name: pl.col(have[name]).cast(pl.String()).pipe(_said) if name in have else pl.lit(None, pl.String())
        for name in wanted
    }
    texts = [pl.col(column).cast(pl.String()) for column in raw.columns]
    written = pl.col(have[text]).cast(pl.String()).pipe(_said).is_not_null() if text in have else pl.lit(value=False)
    separators = [one.str.count_matches(raw.delimiter, literal=True).fill_null(0) for one in texts if raw.delimiter]
    try:
        return raw.frame.select(
            **columns,
            has_text=written,
            blank=pl.all_horizontal(one.fill_null("") == "" for one in texts),
            separators=pl.sum_horizontal(separators) if separators else pl.lit(0),
        ).collect(engine="streaming")
    except pl.exceptions.PolarsError:
        return None


def _said(text: pl.Expr) -> pl.Expr:
    """Return what a dump says, null for its ways of saying nothing."""
    plain = text.str.strip_chars()
    return pl.when(plain.is_in(_NOTHING).not_()).then(plain)


def _ragged(raw: RawTable, frame: pl.DataFrame) -> bool:
    """Tell whether rows are short: fewer separators between cells than the columns need, blank rows aside."""
    if raw.separators is None or len(raw.columns) == 1:
        return False
    full = frame.height - int(frame["blank"].sum())
    between = raw.separators() - int(frame["separators"].sum())
    return between not in (full * (len(raw.columns) - 1), frame.height * (len(raw.columns) - 1))


def _without_escapes(member: Member) -> Member:
    """Take the backslashes of a dump out of the way of its quotes; what people wrote is not kept anyway."""

    def plain() -> Iterator[bytes]:
        for block in unescaped(member.blocks(_BLOCK)):
            yield block.replace(b"\\\\", b"/").replace(b'\\"', b"'")

    before = b""
    for block in member.blocks(_BLOCK):
        if _ESCAPED_QUOTE.search(before + block):
            return type(member)(member.name, opened=lambda: stream_of_blocks(plain()))
        before = block[-2:]
    return member
