"""Open Social: the export of users, with what each did since the beginning as totals without a date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.sources.database_tables import (
    DatabaseTable,
    database_tables,
    members_with,
    raw_tables,
    table_reading,
    with_events,
    with_times,
)
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.people_table import people_reading

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_COUNTS = ("posts created", "comments created", "number of likes")
_ID = ("user id", "username", "email")
_DATES = ("registration date", "last login", "last activity")
_TIMES = {"registration date": "join", "last login": "login"}


class OpenSocial:
    """Users of an Open Social site."""

    name = "open_social"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(("join", "login", "directory", "title", "joined_at"), "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the columns of totals."""
        found = members_with(listing, _COUNTS)
        return Evidence(f"{found[0]}: Posts created, Comments created, Number of Likes") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read people, and of their acts the two that have a date: their registration and their last login."""
        readings: list[Reading] = []
        tables = database_tables(listing, _COUNTS, (*_ID, *_DATES))
        context = _with_order(tables, context)
        for raw in raw_tables(listing, _COUNTS):
            have = {column.lower(): column for column in reversed(raw.columns)}
            columns = {
                "person_id": next((have[name] for name in _ID if name in have), ""),
                "display_name": have.get("display name", ""),
                "title": have.get("function", ""),
                "joined_at": have.get("registration date", ""),
            }
            people = people_reading(raw, context, format_name=self.name, role="people", columns=columns)
            readings += [people] if people is not None else []
        for table in tables:
            present = {column.lower() for column in table.raw.columns}
            readings += [_acts(table, column, context) for column in _TIMES if column in present]
        return with_events(readings, listing, format_name=self.name)


def _with_order(tables: list[DatabaseTable], context: Context) -> Context:
    """Say whether day or month comes first, by any date of the export: a site writes all of them in one way."""
    if context.settings.time.date_order is not None or not tables:
        return context
    dates = pl.concat([table.frame[column] for table in tables for column in _DATES])
    parts = [dates.str.extract(r"^(\d\d?)[/.-](\d\d?)[/.-]\d{2}", place).cast(pl.Int32()).max() for place in (1, 2)]
    after_twelve = [isinstance(part, int) and part > 12 for part in parts]  # noqa: PLR2004 months
    if not any(after_twelve):
        return context
    time = context.settings.time.model_copy(update={"date_order": "dmy" if after_twelve[0] else "mdy"})
    return replace(context, settings=context.settings.model_copy(update={"time": time}))


def _acts(table: DatabaseTable, column: str, context: Context) -> Reading:
    """Read one act a person; who never logged in did not."""
    table = table.only(
        pl.col(column).is_not_null() & (pl.col(column).str.to_lowercase().is_in(("never", "jamais")).not_()),
        refused=False,
    )
    user = pl.coalesce(name for name in _ID)
    frame = with_times(table, column, context).select(
        "at",
        "by_day",
        "has_time",
        event_id=pl.concat_str(pl.lit(_TIMES[column]), user, separator=":"),
        actor=user,
        kind=pl.lit(_TIMES[column]),
    )
    evidence = "Posts created, Comments created, Number of Likes"
    fields = {"timestamp": column, "actor": "user id"}
    return table_reading(table, frame, format_name="open_social", fields=fields, evidence=evidence)
