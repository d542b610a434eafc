"""Any table of people: a directory from human resources, or the list of users of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.formats.base import Reading
from rse_maturity.sources.formats.generic import as_text, column_readings, shown_columns
from rse_maturity.sources.headers import PERSON_FIELDS, map_columns
from rse_maturity.sources.raw import blank
from rse_maturity.sources.times import plan_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.sources.formats.base import Context
    from rse_maturity.sources.places import Listing
    from rse_maturity.sources.raw import RawTable

_IDENTITY = ("person_id", "email", "display_name")
_DATES = ("joined_at", "left_at", "hired_at")
_SOME_FIELDS = 2


class GenericPeople:
    """People under any headers that are known, or mapped."""

    name = "generic_people"

    def evidence(self, listing: Listing, tables: Sequence[RawTable]) -> str | None:
        """Recognise a table with an identity and another field of people, and no time of acts."""
        del listing
        for table in tables:
            found = map_columns(table.columns, people=True, chosen={})
            identity = [name for name in (*_IDENTITY, "last_name") if name in found]
            if identity and len(found) >= _SOME_FIELDS:
                return ", ".join(column for column, _ in list(found.values())[:3])
        return None

    def read(self, listing: Listing, tables: Sequence[RawTable], context: Context) -> list[Reading]:
        """Read each table of people; without an id, the e-mail address is the id, then the name."""
        readings: list[Reading] = []
        for table in tables:
            chosen = context.settings.people.map or {}
            found = map_columns(table.columns, people=True, chosen=chosen)
            if not any(name in found for name in (*_IDENTITY, "last_name")):
                if len(tables) == 1:
                    raise ColumnMissing(path=listing.name, field="person_id", columns=shown_columns(table.columns))
                continue
            readings.append(_reading(table, found, context))
        if not readings:
            columns = shown_columns([column for table in tables for column in table.columns])
            raise ColumnMissing(path=listing.name, field="person_id", columns=columns)
        return readings


def _reading(table: RawTable, found: dict[str, tuple[str, str]], context: Context, *, mended: bool = False) -> Reading:
    """Lay the canonical columns over a table of people."""
    source = {name: column for name, (column, _) in found.items() if name in PERSON_FIELDS}
    columns: dict[str, pl.Expr] = {}
    kinds: dict[str, str] = {}
    for name, column in source.items():
        if name in _DATES:
            plan = plan_times(
                table.frame,
                table.head,
                column,
                zone=context.zone,
                settings=context.settings,
                path=table.name,
                general=True,
            )
            columns[name] = plan.at.dt.convert_time_zone(context.zone).dt.date()
            kinds[column] = plan.kind
        else:
            columns[name] = as_text(pl.col(column), table.head.schema[column])
    names = [pl.col(source[name]).cast(pl.String()) for name in ("first_name", "last_name") if name in source]
    if names:
        columns.setdefault("display_name", pl.concat_str(names, separator=" ", ignore_nulls=True))
    columns["blank"] = blank()

    def reread() -> Reading:
        assert table.mend is not None
        return _reading(table.mend(), found, context, mended=True)

    return Reading(
        name=table.name,
        format="generic_people",
        role="directory" if context.directory else "people",
        frame=table.frame.select(**columns),
        fields=tuple(source),
        columns=column_readings(table, found, kinds),
        evidence=", ".join(list(source.values())[:3]),
        lines=table.lines,
        encoding=table.encoding,
        delimiter=table.delimiter,
        refused=table.refused,
        reread=None if mended or table.mend is None else reread,
        width=len(table.columns),
    )
