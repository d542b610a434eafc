"""Any table of acts: columns found by what they are called, in English or in French."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.columns import as_text, column_readings, shown_columns
from rse_maturity.sources.format import TOLD, Evidence, Reading
from rse_maturity.sources.headers import DOUBTFUL_KIND_WORDS, EVENT_FIELDS, map_columns, normalised
from rse_maturity.sources.heads import heads_of
from rse_maturity.sources.people_table import people_reading, shows_people
from rse_maturity.sources.raw import blank
from rse_maturity.sources.tables_of import tables_of
from rse_maturity.sources.themes import hashtags
from rse_maturity.sources.times import plan_times
from rse_maturity.sources.words import kinds_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing
    from rse_maturity.sources.raw import RawTable

WORDS = (
    "actor", "parent_actor", "kind", "channel", "tags", "display_name", "email", "department", "division", "title",
    "site", "organization", "manager_id", "is_manager", "expected", "is_community_team", "is_bot", "is_guest",
)  # fmt: skip
"""Fields that are kept as codes of a dictionary, as they stand in their column."""
_KIND_WORDS_SHARE = 0.8  # a column called "type" holds kinds of acts when so many of its values are kind words


class Generic:
    """Events under any headers that are known, or mapped."""

    name = "generic"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(TOLD, "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a table with a time and an actor."""
        for columns in heads_of(listing).values():
            found = map_columns(columns, people=False, chosen={})
            if "timestamp" in found and "actor" in found:
                return Evidence(f"{found['timestamp'][0]}, {found['actor'][0]}")
        return None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each table with a time and an actor, as the only one of a source must be; lists of people beside it."""
        tables = tables_of(listing)
        readings: list[Reading] = []
        rest: list[RawTable] = []
        for table in tables:
            found = fields_of(table, context)
            missing = next((name for name in ("timestamp", "actor") if name not in found), None)
            if missing is None:
                readings.append(_reading(table, found, context))
            elif len(tables) == 1:
                raise ColumnMissing(path=listing.name, field=missing, columns=shown_columns(table.columns))
            else:
                rest.append(table)
        if not readings:
            columns = shown_columns([column for table in tables for column in table.columns])
            raise ColumnMissing(path=listing.name, field="timestamp", columns=columns)
        if not any(shows_people(table.columns) for table in rest):
            return readings
        people = [people_reading(table, context, format_name="generic_people") for table in rest]
        return readings + [reading for reading in people if reading is not None]


def fields_of(table: RawTable, context: Context) -> dict[str, tuple[str, str]]:
    """Say which column gives which field of events: field to (column, why)."""
    found = map_columns(table.columns, people=False, chosen=context.settings.map)
    for name in context.settings.map:
        if name in ("timestamp", "actor") and name not in found:
            raise ColumnMissing(path=table.name, field=name, columns=shown_columns(table.columns))
    kind = found.get("kind")
    if kind is not None and kind[1] != "map" and normalised(kind[0]) in DOUBTFUL_KIND_WORDS:
        values = table.head[kind[0]].cast(pl.String()).drop_nulls()
        known = kinds_of(values)
        share = values.is_in(known.filter("known")["word"].to_list()).mean()
        if len(values) and (share is None or float(share) < _KIND_WORDS_SHARE):  # type: ignore[arg-type]
            del found["kind"]
    return found


def _reading(table: RawTable, found: dict[str, tuple[str, str]], context: Context) -> Reading:
    """Lay the canonical columns over a table."""
    source = {name: column for name, (column, _) in found.items()}
    when = source["timestamp"]
    planned = partial(
        plan_times, table.frame, table.head, zone=context.zone, settings=context.settings, path=table.name
    )
    time = planned(when, general=False)
    columns = {
        name: _trimmed(name, column, table)
        for name, column in source.items()
        if name not in ("timestamp", "text", "first_name", "last_name", "person_id", "status", "hired_at")
    }
    for name in ("joined_at", "left_at"):
        if name in source:
            plan = planned(source[name], general=True)
            columns[name] = plan.at.dt.convert_time_zone(context.zone).dt.date().dt.to_string("%Y-%m-%d")
    if "first_name" in source or "last_name" in source:
        whole = [pl.col(source[name]).cast(pl.String()) for name in ("first_name", "last_name") if name in source]
        columns.setdefault("display_name", pl.concat_str(whole, separator=" ", ignore_nulls=True))
    columns["at"] = time.at
    if time.by_day is not None:
        columns["by_day"] = time.by_day
    if "text" in source:
        text = pl.col(source["text"]).cast(pl.String())
        columns["has_text"] = text.is_not_null() & (text != "")
        columns.setdefault("tags", hashtags(text))
    others = [name for name in table.columns if name not in source.values() or name == source.get("text")]
    if others and "event_id" not in source:
        columns["rest"] = pl.concat_str(
            [pl.col(name).cast(pl.String()).fill_null("") for name in others], separator="\x1f"
        )
    columns["blank"] = blank()
    has_time = pl.col(when).cast(pl.String()).str.strip_chars() != ""
    late = None
    if time.fast:
        patient = planned(when, general=True, order=time.order)
        late = (
            table.frame.with_row_index("row")
            .filter(time.at.is_null())
            .select("row", at=patient.at, by_day=patient.by_day, has_time=has_time)
        )
    else:
        columns["has_time"] = has_time
    coded: dict[str, str] = {}  # their separators are counted word by word, not row by row
    if table.separators is not None:
        coded = {source[name]: name for name in WORDS if name in source and name in columns}
        columns |= _ends(table, without={*coded, *([when] if time.fast else [])})

    def reread() -> Reading:
        assert table.mend is not None
        return _reading(table.mend(), found, context)

    return Reading(
        name=table.name,
        format="generic",
        role="events",
        frame=table.frame.select(**columns),
        fields=tuple(name for name in (*EVENT_FIELDS, *columns) if name in source or name in columns),
        columns=column_readings(table, found, {when: time.kind}),
        evidence=f"{when}, {source['actor']}",
        lines=table.lines,
        encoding=table.encoding,
        delimiter=table.delimiter,
        refused=table.refused,
        reread=None if table.mend is None else reread,
        late=late,
        coded=tuple(coded.values()),
        separators=table.separators,
        width=len(table.columns),
    )


def _ends(table: RawTable, *, without: Collection[str]) -> dict[str, pl.Expr]:
    """Return what short rows are told by: separators within cells; an empty last cell, where the first rows fill it.

    Parameters
    ----------
    without
        Columns in which separators are not counted.
    """
    inside = [
        pl.col(name).str.count_matches(table.delimiter, literal=True).fill_null(0)
        for name in table.columns
        if name not in without
    ]
    told = {"separators": pl.sum_horizontal(inside) if inside else pl.lit(0)}
    last = table.columns[-1]
    return told if table.head[last].null_count() else {**told, "unended": pl.col(last).is_null()}


def _trimmed(name: str, column: str, table: RawTable) -> pl.Expr:
    """Return a column as text; ids lose blanks around them where the first rows have any."""
    text = as_text(pl.col(column), table.head.schema[column])
    if name in ("event_id", "parent_id", "thread_id"):
        padded = table.head.select(text.str.contains(r"^\s|\s$").any()).item()
        return text.str.strip_chars() if padded else text
    return text
