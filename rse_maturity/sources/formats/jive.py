"""Jive: tables of its database (messages, users, communities), as they were dumped for a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.sources.database_tables import (
    DatabaseTable,
    database_tables,
    joined_frame,
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

_MESSAGE = ("messageid", "parentmessageid", "threadid", "userid", "creationdate")
_USER = ("userid", "username", "email")
_FIELDS = {
    "event_id": "messageid",
    "parent_id": "parentmessageid",
    "thread_id": "threadid",
    "actor": "userid",
    "channel": "containerid",
    "timestamp": "creationdate",
}


class Jive:
    """Messages of a Jive community."""

    name = "jive"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "parent", "thread", "channel", "directory", "joined_at"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the columns of the table of messages."""
        found = members_with(listing, ("messageid", "parentmessageid", "threadid"))
        return Evidence(f"{found[0]}: messageid, parentmessageid, threadid") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read messages and users; quotes within messages may be escaped by a backslash."""
        tables = database_tables(listing, _MESSAGE, ("containerid",), text="body", plain=False)
        places = pl.concat(
            [
                joined_frame(database_tables(listing, (key, "name")), (key, "name"), key=key).rename({key: "container"})
                for key in ("communityid", "groupid")
            ]
        ).unique("container", keep="first", maintain_order=True)
        readings = [_reading(table, places, context) for table in tables]
        for table in raw_tables(listing, _USER, without=("messageid",), plain=False):
            have = {column.lower(): column for column in reversed(table.columns)}
            columns = {
                "person_id": have["userid"],
                "joined_at": have.get("creationdate", ""),
                "status": have.get("userenabled", ""),
            }
            people = people_reading(table, context, format_name=self.name, role="people", columns=columns)
            readings += [people] if people is not None else []
        return with_events(readings, listing, format_name=self.name)


def _reading(table: DatabaseTable, places: pl.DataFrame, context: Context) -> Reading:
    """Read messages; the first of a thread answers nobody."""
    frame = with_times(table, "creationdate", context)
    frame = frame.join(places, left_on="containerid", right_on="container", how="left", maintain_order="left")
    frame = frame.select(
        "at", "by_day", "has_time", "has_text",
        event_id="messageid",
        actor="userid",
        kind=pl.when(pl.col("parentmessageid").is_null()).then(pl.lit("post")).otherwise(pl.lit("comment")),
        channel=pl.coalesce("name", pl.lit("container ") + pl.col("containerid")),
        parent_id="parentmessageid",
        thread_id=pl.lit("thread:") + pl.col("threadid"),
    )  # fmt: skip
    evidence = "messageid, parentmessageid, threadid"
    return table_reading(table, frame, format_name="jive", fields=_FIELDS, evidence=evidence)
