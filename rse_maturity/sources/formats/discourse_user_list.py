"""Discourse: the list of users that an administrator exports, with their dates and counts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import ColumnMissing, SourceEmpty, SourceUnreadable
from rse_maturity.sources.columns import shown_columns
from rse_maturity.sources.database_tables import DatabaseTable, table_reading, with_times
from rse_maturity.sources.decoding import as_utf8, sniffed
from rse_maturity.sources.discourse import USERS, USERS_TOO, users_reading
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.headers import map_columns
from rse_maturity.sources.heads import heads_of
from rse_maturity.sources.raw import HEAD_ROWS, REFUSED, RawTable, unique_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member

_SIGNS = ("likes_given", "posts_read_count", "trust_level")
_CUSTOM = " (custom user field)"
_FIELDS = (
    "department",
    "division",
    "site",
    "organization",
    "manager_id",
)  # custom fields that say such a thing are read
_DATED = {"created_at": "join", "last_seen_at": "login"}
_BY_HEADER = ("id", "username", "created_at")


class DiscourseUserList:
    """Users with when they came and when they were last seen; their addresses on the internet are not read."""

    name = "discourse_user_list"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("join", "login", "directory", "unit", "title", "joined_at"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a table of users by the counts that it gives of each."""
        found = _names(listing)
        return Evidence(f"{', '.join(found[:3])}: {', '.join(_SIGNS)}") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read when people came and were last seen, as joins and logins, and the list of people itself."""
        names = _names(listing)
        readings: list[Reading] = []
        for member in listing.members:
            if member.name in names:
                table, fields = _table(member)
                dated = [(table.only(pl.col(name).is_not_null(), refused=False), name) for name in _DATED]
                readings += [_seen(one, name, context) for one, name in dated if one.frame.height]
                readings.append(users_reading(table, context, format_name=self.name, more=fields))
        if not readings:
            columns = [column for head in heads_of(listing).values() for column in head]
            raise ColumnMissing(path=listing.name, field="username", columns=shown_columns(columns))
        return readings


def _names(listing: Listing) -> list[str]:
    return [name for name, columns in heads_of(listing).items() if {*_SIGNS, *_BY_HEADER} <= set(columns)]


def _seen(table: DatabaseTable, column: str, context: Context) -> Reading:
    """Read one date of each user as an act."""
    kind = _DATED[column]
    frame = with_times(table, column, replace(context, zone="UTC")).select(
        "at",
        "has_time",
        event_id=pl.concat_str(pl.lit(f"{kind}:"), "id", pl.lit(":"), column),
        actor="id",
        kind=pl.lit(kind),
    )
    fields = {"timestamp": column, "actor": "id"}
    return table_reading(table, frame, format_name="discourse_user_list", fields=fields, evidence=", ".join(_SIGNS))


def _table(member: Member) -> tuple[DatabaseTable, dict[str, str]]:
    """Read users, and say which custom field gives which field of people.

    A loop over rows: a custom field that a user has not filled in is not written at all, so that the cells after it
    move to the left, and the standard reader alone tells how many cells a row has. Of such rows the custom fields are
    not read.
    """
    content, encoding = as_utf8(member.content, sniffed(member.head(1 << 16)))
    reader = csv.reader(io.StringIO(content.decode("utf-8", errors="replace"), newline=""))
    records: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            records.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise SourceUnreadable(
            path=member.name, format="CSV", why="a cell is too long, or a quote never closes"
        ) from error
    filled = [(line, cells) for line, cells in records if any(cells)]
    if len(filled) <= 1:
        raise SourceEmpty(path=member.name)
    columns = unique_names(filled[0][1])
    custom = {column.removesuffix(_CUSTOM): column for column in columns if column.endswith(_CUSTOM)}
    said = map_columns(tuple(custom), people=True, chosen={})
    fields = {field: custom[said[field][0]] for field in _FIELDS if field in said}
    fixed = min(
        (columns.index(one) for one in (*custom.values(), "group_names") if one in columns), default=len(columns)
    )
    good = [(line, cells) for line, cells in filled[1:] if fixed <= len(cells) <= len(columns)]
    refused = [
        (line, "", "too_few_fields" if len(cells) < fixed else "too_many_fields")
        for line, cells in filled[1:]
        if not fixed <= len(cells) <= len(columns)
    ]
    wanted = [name for name in (*USERS, *USERS_TOO, *fields.values()) if name in columns]
    frame = pl.DataFrame(
        {name: [_cell(cells, columns.index(name), fixed, len(columns)) for _, cells in good] for name in wanted},
        schema=dict.fromkeys(wanted, pl.String()),
    )
    absent = [name for name in (*USERS, *USERS_TOO) if name not in wanted]
    frame = frame.with_columns(pl.lit(None, pl.String()).alias(name) for name in absent)
    lines = [line for line, _ in good]
    raw = RawTable(
        name=member.name,
        kind="csv",
        frame=frame.lazy(),
        columns=columns,
        head=frame.head(HEAD_ROWS),
        lines=lambda rows: [lines[row] for row in rows],
        encoding=encoding,
        delimiter=",",
        refused=pl.DataFrame(refused, schema=REFUSED, orient="row"),
    )
    return DatabaseTable(raw, frame.with_columns(has_text=pl.lit(value=False), blank=pl.lit(value=False))), fields


def _cell(cells: Sequence[str], place: int, fixed: int, width: int) -> str | None:
    """Return what a cell says, None where nothing; a value with a comma was put between quotes twice."""
    if place >= fixed and len(cells) < width:
        return None
    cell = cells[place]
    twice = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return (cell[1:-1].replace('""', '"') if twice else cell).strip() or None
