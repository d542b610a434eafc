"""Results of Discourse's Data Explorer as JSON: columns, and rows of cells.

Source: `query_controller.rb` in github.com/discourse/discourse-data-explorer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.database_tables import DatabaseTable
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.raw import HEAD_ROWS, RawTable, unique_names
from rse_maturity.sources.records import read_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.sources.places import Listing, Member

KEYS = ("columns", "result_count", "rows")
_SCHEMA = {"columns": pl.List(pl.String()), "rows": pl.List(pl.List(pl.String()))}
_MOST = 200  # members looked at
_COUNT = re.compile(rb'"result_count"\s*:\s*(\d{1,9})\b')
_ROUND = 1000


def result_members(listing: Listing) -> list[Member]:
    """Return the members that are results of queries."""
    return [
        member
        for member in listing.members[:_MOST]
        if member.head(1 << 12).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and set(head_of(member)) >= set(KEYS)
    ]


def cut_at(member: Member) -> int | None:
    """Return the number of rows of a result where it looks like a limit of the plugin (a round number), else None."""
    counted = _COUNT.search(member.head(1 << 12))
    rows = int(counted[1]) if counted is not None else 0
    return rows if rows and not rows % _ROUND else None


def result_of(member: Member) -> RawTable:
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
    width = pl.col("cells").list.len()
    whole = width == len(names)
    narrow = pl.when(width < len(names)).then(pl.lit("too_few_fields")).otherwise(pl.lit("too_many_fields"))
    reason = pl.when(width.is_null()).then(pl.lit("no_record")).otherwise(narrow)
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
        refused=numbers.select(pl.col("line").cast(pl.Int64()), field=pl.lit(""), reason=reason),
    )


def with_columns(raw: RawTable, wanted: Sequence[str], *, text: str = "") -> DatabaseTable:
    """Take the wanted columns of a result, null where it has none of that name."""
    frame = raw.frame.collect()
    blank = pl.all_horizontal(pl.all().fill_null("") == "")
    written = pl.col(text).fill_null("") != "" if text in raw.columns else pl.lit(value=False)
    columns = {
        name: pl.col(name).replace("", None) if name in raw.columns else pl.lit(None, pl.String()) for name in wanted
    }
    return DatabaseTable(raw, frame.select(**columns, has_text=written, blank=blank))
