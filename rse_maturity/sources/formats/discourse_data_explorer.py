"""Discourse: the result of a Data Explorer query as JSON (columns, and rows of cells)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import ColumnMissing, SourceEmpty, SourceUnreadable
from rse_maturity.sources.columns import shown_columns
from rse_maturity.sources.database_tables import DatabaseTable
from rse_maturity.sources.discourse import (
    LIKES,
    LIKES_TOO,
    POSTS,
    POSTS_TOO,
    USERS,
    USERS_TOO,
    VISITS,
    likes_readings,
    posts_reading,
    users_reading,
    visits_reading,
)
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.raw import HEAD_ROWS, RawTable, unique_names
from rse_maturity.sources.records import read_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member

_KEYS = {"columns", "rows", "result_count"}
_SCHEMA = {"columns": pl.List(pl.String()), "rows": pl.List(pl.List(pl.String()))}
_MOST = 200


class DiscourseDataExplorer:
    """Results of queries on `posts`, and where there are such on `post_actions`, `users`, `user_visits`."""

    name = "discourse_data_explorer"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "login", "parent", "thread", "channel", "tags", "directory", "title",
         "joined_at", "bots"), "yes",
    )  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise documents with columns, rows and the number of results."""
        found = _members(listing)
        return (
            Evidence(f"{', '.join(member.name for member in found[:3])}: {', '.join(sorted(_KEYS))}") if found else None
        )

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each result by what its columns are."""
        name = self.name
        readings: list[Reading] = []
        seen: list[str] = []
        for member in _members(listing) or listing.members:
            raw = _result(member)
            seen += raw.columns
            if set(POSTS) <= set(raw.columns):
                table = _with_columns(raw, (*POSTS, *POSTS_TOO), text="raw")
                readings.append(posts_reading(table, context, format_name=name))
            elif set(LIKES) <= set(raw.columns):
                table = _with_columns(raw, (*LIKES, *LIKES_TOO))
                readings += likes_readings([table], context, format_name=name)
            elif set(VISITS) <= set(raw.columns):
                table = _with_columns(raw, VISITS)
                readings.append(visits_reading(table, context, format_name=name, actor=pl.col("user_id")))
            elif set(USERS) <= set(raw.columns):
                readings.append(users_reading(_with_columns(raw, (*USERS, *USERS_TOO)), context, format_name=name))
        if not readings:
            raise ColumnMissing(path=listing.name, field="post_number", columns=shown_columns(seen))
        return readings


def _members(listing: Listing) -> list[Member]:
    return [
        member
        for member in listing.members[:_MOST]
        if member.head(1 << 12).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and set(head_of(member)) >= _KEYS
    ]


def _result(member: Member) -> RawTable:
    """Lay the rows of a result under its columns; a row of another width is refused.

    Raises
    ------
    SourceUnreadable, SourceEmpty
        The document is no result of a query; it has no row.
    """
    document = read_records(b"[" + member.content.removeprefix(b"\xef\xbb\xbf") + b"]", _SCHEMA, path=member.name).frame
    columns, rows = document.row(0) if document.height == 1 else (None, None)
    if not columns or rows is None:
        raise SourceUnreadable(path=member.name, format="Data Explorer JSON", why="it has no columns or no rows")
    cells = document.select(cells=pl.col("rows").explode(empty_as_null=False))
    names = unique_names([name or "" for name in columns])
    whole = pl.col("cells").list.len() == len(names)
    numbers = cells.with_row_index("line", offset=1).filter(whole.fill_null(value=False).not_())
    good = cells.with_row_index("line", offset=1).filter(whole)
    if not cells.height:
        raise SourceEmpty(path=member.name)
    frame = good.select(pl.col("cells").list.get(place).alias(name) for place, name in enumerate(names))
    lines = good["line"].to_list()
    return RawTable(
        name=member.name,
        kind="json",
        frame=frame.lazy(),
        columns=names,
        head=frame.head(HEAD_ROWS),
        lines=lambda rows: [lines[row] for row in rows],
        encoding="utf-8",
        refused=numbers.select(pl.col("line").cast(pl.Int64()), field=pl.lit(""), reason=pl.lit("too_few_fields")),
    )


def _with_columns(raw: RawTable, wanted: Sequence[str], *, text: str = "") -> DatabaseTable:
    """Take the wanted columns of a result, null where it has none of that name."""
    frame = raw.frame.collect()
    blank = pl.all_horizontal(pl.all().fill_null("") == "")
    written = pl.col(text).fill_null("") != "" if text in raw.columns else pl.lit(value=False)
    columns = {
        name: pl.col(name).replace("", None) if name in raw.columns else pl.lit(None, pl.String()) for name in wanted
    }
    return DatabaseTable(raw, frame.select(**columns, has_text=written, blank=blank))
