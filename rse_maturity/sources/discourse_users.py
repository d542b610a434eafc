"""Users of Discourse: of its database, of a query, or of the list that an administrator exports.

Source: `user.rb` and `app/jobs/regular/export_csv_file.rb` in github.com/discourse/discourse.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.database_tables import DatabaseTable, members_with, table_reading, with_times
from rse_maturity.sources.decoding import as_utf8, sniffed
from rse_maturity.sources.headers import map_columns
from rse_maturity.sources.raw import HEAD_ROWS, REFUSED, RawTable, unique_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member

USERS = ("id", "username", "trust_level")
USERS_TOO = ("name", "email", "title", "created_at", "last_seen_at", "active", "suspended_till", "staged")
LISTED = ("likes_given", "posts_read_count", "trust_level", "id", "username", "created_at")
"""Columns by which the list of users is known."""
_TRUE = ("t", "true", "True", "1")
_CUSTOM = " (custom user field)"
_FIELDS = (
    "department",
    "division",
    "site",
    "organization",
    "manager_id",
)  # custom fields that say such a thing are read


def users_reading(
    table: DatabaseTable, context: Context, *, format_name: str, more: Mapping[str, str] | None = None
) -> Reading:
    """Read users: members, those of the program itself as bots, those who only ever wrote by e-mail as guests.

    Parameters
    ----------
    table
        Columns USERS and USERS_TOO.
    more
        Further fields of people, to the columns that give them.
    """
    in_utc = replace(context, zone="UTC")
    times = {name: with_times(table, name, in_utc)["at"] for name in ("created_at", "last_seen_at", "suspended_till")}
    frame = table.frame.with_columns(**times)
    now = pl.max_horizontal(pl.col("created_at").max(), pl.col("last_seen_at").max())  # the latest sign of life in it
    out = pl.col("active").is_in(_TRUE).not_() | (pl.col("suspended_till") > now)
    people = frame.select(
        "email",
        "title",
        person_id="id",
        display_name=pl.coalesce("name", "username"),
        joined_at=pl.col("created_at").dt.convert_time_zone(context.zone).dt.date(),
        status=pl.when(out.fill_null(value=False)).then(pl.lit("inactive")).otherwise(pl.lit("active")),
        is_bot=pl.when(pl.col("id").str.starts_with("-")).then(pl.lit("true")).otherwise(pl.lit("false")),
        is_guest=pl.when(pl.col("staged").is_in(_TRUE)).then(pl.lit("true")).otherwise(pl.lit("false")),
        **{field: pl.col(column) for field, column in (more or {}).items()},
    )
    fields = {
        "person_id": "id", "display_name": "username", "joined_at": "created_at", "email": "email", "title": "title",
        "status": "active", "is_guest": "staged", **(more or {}),
    }  # fmt: skip
    return table_reading(
        table, people, format_name=format_name, fields=fields, evidence=", ".join(USERS), role="people"
    )


def listed_beside(listing: Listing, context: Context, *, format_name: str) -> list[Reading]:
    """Read the lists of users that lie beside an export of posts."""
    readings: list[Reading] = []
    for member in members_listed(listing):
        table, fields = listed_users(member)
        readings.append(users_reading(table, context, format_name=format_name, more=fields))
    return readings


def members_listed(listing: Listing) -> list[Member]:
    """Return the members that are lists of users."""
    names = members_with(listing, LISTED)
    return [member for member in listing.members if member.name in names]


def listed_users(member: Member) -> tuple[DatabaseTable, dict[str, str]]:
    """Read the list of users that an administrator exports, and which custom field of it gives which field of people.

    A loop over rows: a custom field that a user has not filled in is not written at all, so that the cells after it
    move to the left, and the standard reader alone tells how many cells a row has. Of such rows the custom fields are
    not read. Addresses on the internet are read of nobody.

    Returns
    -------
    Columns USERS, USERS_TOO and those of the custom fields.

    Raises
    ------
    SourceEmpty, SourceUnreadable
        Nobody is listed; the rows cannot be told apart.
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
