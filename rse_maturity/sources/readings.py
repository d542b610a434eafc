"""Readings of an export whose keys are known beforehand: its acts piece by piece, and its own list of users."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.compact import EARLIEST
from rse_maturity.sources.format import Part, Reading
from rse_maturity.sources.raw import REFUSED, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ACTS: dict[str, pl.DataType] = {
    "event_id": pl.String(),
    "at": pl.Datetime("us", "UTC"),
    "inherited": pl.Boolean(),
    "actor": pl.String(),
    "kind": pl.String(),
    "parent_id": pl.String(),
    "parent_actor": pl.String(),
    "channel": pl.String(),
    "thread_id": pl.String(),
    "tags": pl.String(),
    "display_name": pl.String(),
    "email": pl.String(),
    "is_bot": pl.String(),
    "is_guest": pl.String(),
    "has_text": pl.Boolean(),
    "has_time": pl.Boolean(),
    "blank": pl.Boolean(),
    "aside": pl.String(),
    "record": pl.UInt32(),
}
"""Columns of `Reading.frame` that platforms fill; `record` is the number (0 first) of the record an act was in."""
PEOPLE: dict[str, pl.DataType] = {
    **dict.fromkeys(("person_id", "display_name", "email", "department", "title", "site", "manager_id"), pl.String()),
    **dict.fromkeys(("status", "is_bot", "is_guest"), pl.String()),
    "joined_at": pl.Date(),
    "left_at": pl.Date(),
}


def as_acts(frame: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Lay the columns of ACTS over a frame; what is not given is empty, no act is blank or inherited.

    Nothing of who wrote is kept of private messages.
    """
    absent: dict[str, pl.Expr] = {name: pl.lit(None, dtype) for name, dtype in ACTS.items()}
    flags = {name: pl.lit(value=False) for name in ("inherited", "has_text", "blank")}
    acts = frame.select(**{**absent, **flags, "has_time": pl.lit(value=True), **columns}).cast(pl.Schema(ACTS))
    shown = pl.col("aside").eq_missing(pl.lit("private")).not_()
    names = ("actor", "parent_actor", "display_name", "email")
    return acts.with_columns(pl.when(shown).then(name).alias(name) for name in names)


def unreadable(name: str) -> Part:
    """Return the piece that a member stands for which cannot be read at all."""
    refused = pl.DataFrame({"line": [0], "field": [""], "reason": ["unreadable_member"]}, schema=REFUSED)
    return Part(pl.DataFrame(schema=ACTS).drop("record").lazy(), refused, name)


def acts_reading(
    parts: Callable[[], Iterator[Part]],
    *,
    name: str,
    format_name: str,
    why: str,
    keys: Mapping[str, str],
    zone: str | None = None,
) -> Reading:
    """Return the acts of an export.

    Parameters
    ----------
    parts
        Pieces in the columns of ACTS.
    keys
        Key or column of the export to the field it was taken for.
    """
    return Reading(
        name=name,
        format=format_name,
        role="events",
        frame=pl.DataFrame(schema=ACTS).drop("record").lazy(),
        fields=tuple(dict.fromkeys(keys.values())),
        columns=_columns(keys),
        evidence=why,
        lines=numbered,
        encoding="utf-8",
        zone=zone,
        parts=parts,
    )


def users_reading(
    users: pl.DataFrame, *, name: str, format_name: str, why: str, keys: Mapping[str, str], zone: str | None = None
) -> Reading:
    """Return the list of users that an export holds itself: some columns of PEOPLE."""
    return Reading(
        name=name,
        format=format_name,
        role="people",
        frame=users.with_columns(blank=pl.lit(value=False)).lazy(),
        fields=tuple(users.columns),
        columns=_columns(keys),
        evidence=why,
        lines=numbered,
        encoding="utf-8",
        zone=zone,
    )


def _columns(keys: Mapping[str, str]) -> tuple[ColumnReading, ...]:
    return tuple(ColumnReading(key, field, "synonym") for key, field in keys.items())


def pieces(acts: pl.DataFrame, members: Sequence[str]) -> Iterator[Part]:
    """Return acts of many members in one piece; acts that will be refused by member, so that their place is told.

    Parameters
    ----------
    acts
        ACTS and `member`, the number of the member (0 first) in `members`.
    """
    timed = pl.col("at").is_between(EARLIEST, datetime.now(UTC) + timedelta(days=1)).fill_null(value=False)
    named = (pl.col("actor").str.strip_chars() != "").fill_null(value=False)
    usable = acts.select(pl.col("aside").is_not_null() | (timed & named)).to_series()
    good = acts.filter(usable).drop("member", "record")
    if good.height:
        yield Part(good.lazy())
    for (number,), bad in acts.filter(~usable).partition_by("member", as_dict=True, maintain_order=True).items():
        places = bad["record"].to_list()
        yield Part(bad.drop("member", "record").lazy(), name=members[int(number)], lines=partial(_places, places))


def _places(records: Sequence[int], rows: Sequence[int]) -> list[int]:
    return [records[row] + 1 for row in rows]
