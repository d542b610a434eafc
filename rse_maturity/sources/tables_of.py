"""The tables that a source holds, each read by what it is: separated text, JSON, Parquet or a workbook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources.decoding import sniffed
from rse_maturity.sources.delimited import read_delimited
from rse_maturity.sources.documents import read_json, read_ndjson, read_parquet
from rse_maturity.sources.workbooks import read_workbook

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
        if not is_table(member, listing):
            continue
        try:
            tables += reader_of(member)(member)
        except InputError as error:
            first = first or error
    if not tables:
        raise first or SourceUnreadable(path=listing.name, format="a table", why="none of its files holds one")
    return tables


def is_table(member: Member, listing: Listing) -> bool:
    """Tell whether a member may hold a table by its name; the only member of a source always may."""
    return len(listing.members) == 1 or not member.name.lower().endswith(_PROSE)


def reader_of(member: Member) -> Callable[[Member], list[RawTable]]:
    """Choose the reader by the first bytes; the name decides nothing."""
    head = member.head(_HEAD)
    if head.startswith(b"PAR1"):
        return lambda member: [read_parquet(member)]
    if head.startswith(b"PK"):
        return read_workbook
    text = head.decode("utf-16" if sniffed(head).startswith("utf-16") else "utf-8-sig", errors="replace").lstrip()
    if text.startswith("["):
        return lambda member: [read_json(member)]
    if text.startswith("{"):
        return lambda member: [read_ndjson(member) if _is_lines(text) else read_json(member)]
    return lambda member: [read_delimited(member)]


def _is_lines(text: str) -> bool:
    """Tell JSON by lines from a document: its first line is an object by itself (a single one: with no list in it)."""
    first, _, rest = text.partition("\n")
    try:
        record = json.loads(first)
    except ValueError:
        return False
    return bool(rest.strip()) or not any(isinstance(value, list) for value in record.values())
