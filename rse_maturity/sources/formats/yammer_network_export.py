"""The export of a Yammer (Viva Engage) network: a zip or a folder of CSV files, one sub-folder a network."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.csv_pieces import csv_layout, csv_pieces
from rse_maturity.sources.delimited import read_delimited
from rse_maturity.sources.format import Evidence, Part, Reading
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.people_table import people_reading
from rse_maturity.sources.raw import numbered
from rse_maturity.sources.written_times import filled
from rse_maturity.sources.yammer_messages import EVENTS, MESSAGES, acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing, Member
    from rse_maturity.sources.raw import RawTable

_MESSAGES = {"id", "replied_to_id", "thread_id", "sender_id", "created_at"}
_USERS = {"id", "joined_at", "guid", "state"}
_USER_FIELDS = {
    "person_id": "id", "display_name": "name", "email": "email", "title": "job_title", "department": "department",
    "site": "location", "joined_at": "joined_at", "left_at": "deleted_at", "status": "state",
}  # fmt: skip
_BESIDE = {
    "admins", "answers", "campaigns", "files", "groups", "messagethreadsinbound", "messagethreadsoutbound",
    "messageversions", "networks", "pages", "topics", "likedmessages", "bestreplymessages", "broadcast",
    "engagetopicmigrationlog", "engagetopicapplicationmigrationlog", "vivatopicapplications",
    "vivatopiccurationstatelogs", "vivatopics",
}  # fmt: skip
"""Other tables of the export: none says who is expected, whatever their columns look like."""
_HEAD = 64
_FIELDS = {*EVENTS, "timestamp"} - {"aside"}


class YammerNetworkExport:
    """Messages and users of a whole network, by month or by any other range of dates."""

    name = "yammer_network_export"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        (
            "post", "comment", "join", "parent", "thread", "channel", "tags", "unit", "title", "joined_at", "bots",
        ),
        "yes",
    )  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise Messages.csv or Users.csv by their columns."""
        messages, users = _members(listing)
        if not messages and not users:
            return None
        found = [member.name.rsplit("/", 1)[-1] for member in (*messages[:1], *users[:1])]
        columns = sorted(_MESSAGES - {"id", "created_at"}) if messages else sorted(_USERS - {"id"})
        several = f" ({len(messages)})" if len(messages) > 1 else ""
        return Evidence(f"{', '.join(found)}{several}: {', '.join(columns)}")

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the messages of every network in it, then its users."""
        messages, users = _members(listing)
        if not messages and not users:
            raise SourceUnreadable(path=listing.name, format=self.name, why="Messages.csv and Users.csv are missing")
        evidence = self.recognise(listing)
        assert evidence is not None
        for member in listing.members:
            member.mark.read |= _base(member).removesuffix(".csv") in _BESIDE
        lists = [_with_leaving(read_delimited(member)) for member in users]
        persons = _persons(lists)
        readings = [_messages(member, persons, context, evidence.why) for member in messages]
        found = (people_reading(table, context, format_name=self.name, columns=_USER_FIELDS) for table in lists)
        return readings + [replace(reading, evidence=evidence.why) for reading in found if reading is not None]


def _members(listing: Listing) -> tuple[list[Member], list[Member]]:
    """Return the members that hold messages, and those that hold users; versions of messages are neither."""
    return _called(listing, "messages", _MESSAGES), _called(listing, "users", _USERS)


def _called(listing: Listing, start: str, columns: set[str]) -> list[Member]:
    """Return the tables with such a name and such columns; what people attached to their messages is not looked at.

    A file that stands alone may have any name.
    """
    found = listing.members
    if len(found) > 1:
        own = [member for member in found if not {"files", "pages"} & set(member.name.lower().split("/")[:-1])]
        found = tuple(member for member in own if _base(member).startswith(start) and _base(member).endswith(".csv"))
    return [member for member in found if columns <= set(head_of(member)) and _is_table(member)]


def _is_table(member: Member) -> bool:
    """Tell a table from JSON, which has the same keys where it comes from the REST API."""
    return member.head(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"[")


def _base(member: Member) -> str:
    return member.name.rsplit("/", 1)[-1].lower()


def _with_leaving(table: RawTable) -> RawTable:
    """Date the leaving of a suspended account too."""
    if "suspended_at" not in table.columns or "deleted_at" not in table.columns:
        return table
    left = pl.when(filled("deleted_at")).then("deleted_at").otherwise("suspended_at").alias("deleted_at")
    mend = table.mend
    return replace(
        table,
        frame=table.frame.with_columns(left),
        head=table.head.with_columns(left),
        mend=None if mend is None else lambda: _with_leaving(mend()),
    )


def _persons(tables: list[RawTable]) -> Mapping[str, str | None]:
    """Return the id of each name that users have; None for a name that several have."""
    try:
        users = [table.frame.select(name=pl.col("name"), id=pl.col("id")).collect() for table in tables]
    except pl.exceptions.PolarsError:
        return {}  # a damaged list is mended where it is read as a list of people
    if not users:
        return {}
    named = pl.concat(users).drop_nulls().unique().group_by("name").agg(pl.col("id").first(), own=pl.len() == 1)
    return dict(named.select("name", pl.when("own").then("id")).iter_rows())


def _messages(member: Member, persons: Mapping[str, str | None], context: Context, evidence: str) -> Reading:
    """Lay the canonical columns over one Messages.csv, piece by piece."""
    layout = csv_layout(member)
    fields = {column: MESSAGES.get(column) for column in layout.columns}
    return Reading(
        name=member.name,
        format=YammerNetworkExport.name,
        role="events",
        frame=pl.LazyFrame(schema=EVENTS),
        fields=(*dict.fromkeys(field for field in fields.values() if field in _FIELDS), "tags"),
        columns=tuple(
            ColumnReading(column, field, "synonym" if column in MESSAGES else "unknown")
            for column, field in fields.items()
        ),
        evidence=evidence,
        lines=numbered,
        encoding=layout.encoding,
        delimiter=layout.separator,
        width=len(layout.columns),
        parts=partial(_parts, member, persons, context),
    )


def _parts(member: Member, persons: Mapping[str, str | None], context: Context) -> Iterator[Part]:
    for piece in csv_pieces(member, wanted=tuple(MESSAGES)):
        events = acts(piece.frame, persons, settings=context.settings, path=member.name)
        yield Part(events.lazy(), piece.refused, member.name, piece.lines)
