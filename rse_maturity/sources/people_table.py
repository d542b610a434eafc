"""Any table of people as a reading: columns found by what they are called, in English or in French."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from rse_maturity.sources.columns import as_text, column_readings
from rse_maturity.sources.format import Reading
from rse_maturity.sources.headers import PERSON_FIELDS, map_columns, normalised
from rse_maturity.sources.raw import blank
from rse_maturity.sources.times import plan_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rse_maturity.sources.format import Context
    from rse_maturity.sources.raw import RawTable

_IDENTITY = ("person_id", "email", "display_name", "last_name")
_DATES = ("joined_at", "left_at", "hired_at")
_OF_ANYTHING = ("person_id", "display_name", "status", "joined_at")
_ANY_NUMBER = ("", "id", "guid", "uuid")
_SOME_FIELDS = 2


def shows_people(columns: Sequence[str]) -> bool:
    """Tell whether columns are those of a list of people: an identity, and what only persons have.

    A number, a name and a date of creation are those of anything: a channel, a post.
    """
    found = map_columns(columns, people=True, chosen={})
    if len(found) < _SOME_FIELDS or not any(name in found for name in _IDENTITY):
        return False
    number = found.get("person_id", ("", ""))[0]
    return any(name not in _OF_ANYTHING for name in found) or normalised(number) not in _ANY_NUMBER


def people_reading(
    table: RawTable,
    context: Context,
    *,
    format_name: str,
    role: Literal["people", "directory"] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Reading | None:
    """Read a table of people; without an id, the e-mail address is the id, then the name.

    Parameters
    ----------
    role
        What the list says; None: a directory where the source was named as one, else the users of an export.
    columns
        Field to column, where the format knows its own headers; `[people.map]` of the settings goes before.

    Returns
    -------
    None where no column identifies people.
    """
    known = {field: column for field, column in (columns or {}).items() if column in table.columns}
    found = map_columns(table.columns, people=True, chosen={**known, **context.settings.people.map})
    if not any(name in found for name in _IDENTITY):
        return None
    decided = role or ("directory" if context.directory else "people")
    return _reading(table, found, context, format_name=format_name, role=decided)


def stated_directory(
    table: RawTable,
    context: Context,
    *,
    format_name: str,
    columns: Mapping[str, str],
    known_as: Sequence[str] = (),
    more: Mapping[str, pl.Expr] | None = None,
) -> Reading:
    """Read a directory whose format knows its own headers: other columns are not looked at.

    Parameters
    ----------
    columns
        Field to column, those the table has; `[people.map]` of the settings goes before.
    known_as
        Columns of further ids of a person, under which an export may know them.
    more
        Fields that are worked out.
    """
    asked = map_columns(table.columns, people=True, chosen=context.settings.people.map)
    found = {field: (column, "format") for field, column in columns.items() if column in table.columns}
    found |= {field: told for field, told in asked.items() if told[1] == "map"}
    further = [pl.col(name).cast(pl.String()) for name in known_as if name in table.columns]
    ids = {"known_as": pl.concat_str(further, separator=";", ignore_nulls=True)} if further else {}
    return _reading(table, found, context, format_name=format_name, role="directory", more={**ids, **(more or {})})


def _reading(
    table: RawTable,
    found: Mapping[str, tuple[str, str]],
    context: Context,
    *,
    format_name: str,
    role: Literal["people", "directory"],
    more: Mapping[str, pl.Expr] | None = None,
    mended: bool = False,
) -> Reading:
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
    columns |= dict(more or {})
    columns["blank"] = blank()

    def reread() -> Reading:
        assert table.mend is not None
        return _reading(table.mend(), found, context, format_name=format_name, role=role, more=more, mended=True)

    return Reading(
        name=table.name,
        format=format_name,
        role=role,
        frame=table.frame.select(**columns),
        fields=tuple(dict.fromkeys((*source, *(more or {})))),
        columns=column_readings(table, found, kinds),
        evidence=", ".join(list(source.values())[:3]),
        lines=table.lines,
        encoding=table.encoding,
        delimiter=table.delimiter,
        refused=table.refused,
        reread=None if mended or table.mend is None else reread,
        width=len(table.columns),
    )
