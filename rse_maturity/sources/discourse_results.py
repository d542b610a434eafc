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
from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.packed import Packed
from rse_maturity.sources.raw import HEAD_ROWS, RawTable, unique_names
from rse_maturity.sources.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.sources.places import Listing, Member

KEYS = ("columns", "result_count", "rows")
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


def columns_of(member: Member) -> tuple[str, ...]:
    """Return the columns of a result.

    Raises
    ------
    SourceUnreadable
        The document is no result of a query.
    """
    for names in _listed(member, "columns", pl.String()):
        return unique_names(names.fill_null("").to_list())
    raise SourceUnreadable(path=member.name, format="Data Explorer JSON", why="it has no columns or no rows")


def result_table(member: Member, columns: Sequence[str], wanted: Sequence[str], *, text: str = "") -> DatabaseTable:
    """Lay the wanted cells of a result under its columns, piece by piece; a row of another width is refused.

    Parameters
    ----------
    columns
        As `columns_of` has them.
    wanted
        Columns to be read; null where the result has none of that name.
    text
        The column that holds what people wrote: only whether there is something is kept.

    Raises
    ------
    SourceUnreadable, SourceEmpty
        The document is cut or damaged; it has no row.
    """
    cell = {name: pl.col("cells").list.get(place) for place, name in enumerate(columns)}
    width = pl.col("cells").list.len()
    whole = (width == len(columns)).fill_null(value=False)
    narrow = pl.when(width < len(columns)).then(pl.lit("too_few_fields")).otherwise(pl.lit("too_many_fields"))
    reason = pl.when(width.is_null()).then(pl.lit("no_record")).otherwise(narrow)
    taken = {name: cell[name].replace("", None) if name in cell else pl.lit(None, pl.String()) for name in wanted}
    written = cell[text].fill_null("") != "" if text in cell else pl.lit(value=False)
    blank = pl.col("cells").list.eval(pl.element().fill_null("") == "").list.all()
    told, refused, count = Packed(), [], 0  # cells keep the texts beside them in memory, until they are packed
    for cells in _listed(member, "rows", pl.List(pl.String())):
        placed = cells.to_frame("cells").with_row_index("line", offset=count + 1)
        told.add(placed.filter(whole).select("line", **taken, has_text=written, blank=blank))
        refused.append(placed.filter(~whole).select(pl.col("line").cast(pl.Int64()), field=pl.lit(""), reason=reason))
        count += len(cells)
    if not count:
        raise SourceEmpty(path=member.name)
    found = pl.concat(told)
    lines, frame = found["line"], found.drop("line")
    raw = RawTable(
        name=member.name,
        kind="json",
        frame=frame.lazy(),
        columns=tuple(columns),
        head=frame.head(HEAD_ROWS),
        lines=lambda rows: [lines[row] for row in rows],
        encoding="utf-8",
        refused=pl.concat(refused),
    )
    return DatabaseTable(raw, frame)


def _listed(member: Member, key: str, of: pl.DataType) -> Iterator[pl.Series]:
    """Return some values at a time of a list of what is no object; null for what is something else."""
    for piece in json_pieces(member, under=[key]):
        held = read_records(b'[{"held":' + piece.content + b"}]", {"held": pl.List(of)}, path=member.name)
        yield held.frame["held"].explode(empty_as_null=False)
