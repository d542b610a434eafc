"""The columns of each table of a source by its first bytes: enough to tell what it is, nothing is opened."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import InputError
from rse_maturity.sources.decoding import looks_binary, sniffed
from rse_maturity.sources.delimited import header_of
from rse_maturity.sources.documents import read_parquet
from rse_maturity.sources.tables_of import is_table
from rse_maturity.sources.workbooks import read_workbook

if TYPE_CHECKING:
    from rse_maturity.sources.places import Listing, Member

_SAMPLE = 1 << 16
_MOST = 200  # members looked at; a source of more tables than these is an export that its names tell
_KEY = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:')


def heads_of(listing: Listing) -> dict[str, tuple[str, ...]]:
    """Return the columns of each member that looks like a table: name of the member to columns in their order.

    At most 200 members are looked at, in the order of the listing.
    """
    found = {member.name: head_of(member) for member in listing.members[:_MOST] if is_table(member, listing)}
    return {name: columns for name, columns in found.items() if columns}


def head_of(member: Member) -> tuple[str, ...]:
    """Return the columns of a table (the keys of the first record for JSON); nothing where there are none."""
    mark = member.mark
    if mark.columns is None:
        read = mark.read
        mark.columns = _columns(member)
        mark.read = read  # a look at its columns does not make it read
    return mark.columns


def _columns(member: Member) -> tuple[str, ...]:
    sample = member.head(_SAMPLE)
    try:
        if sample.startswith(b"PAR1"):
            return read_parquet(member).columns
        if sample.startswith(b"PK"):
            return tuple(column for table in read_workbook(member) for column in table.columns)
        if looks_binary(sample):
            return ()
        text = codecs.getincrementaldecoder(_codec(sniffed(sample)))("replace").decode(sample).lstrip("\ufeff \r\n\t")
        return _first_keys(text) if text[:1] in ("{", "[") else header_of(text)
    except (InputError, pl.exceptions.PolarsError):
        return ()


def _codec(encoding: str) -> str:
    return encoding.partition("+")[0]


def _first_keys(text: str) -> tuple[str, ...]:
    """Return the keys of the first object that has no list of objects in it, as far as the text goes."""
    place = text.find("{")
    while place >= 0:
        keys, inner = _keys(text, place)
        if inner is None:
            return tuple(dict.fromkeys(keys))
        place = text.find("{", inner)
    return ()


def _keys(text: str, start: int) -> tuple[list[str], int | None]:
    """Return the keys of the object that begins at `start`, and where a list of objects begins in it, if any."""
    decoder = json.JSONDecoder()
    keys: list[str] = []
    place = start + 1
    while (key := _KEY.match(text, place)) or (key := _KEY.match(text, _past_blanks(text, place))):
        after = _past_blanks(text, key.end())
        if re.match(r"\[\s*\{", text[after : after + 64]):
            return keys, after
        keys.append(json.loads(f'"{key[1]}"', strict=False))
        try:
            _, place = decoder.raw_decode(text, after)
        except (ValueError, RecursionError):
            break
        place = _past_blanks(text, place)
        if text[place : place + 1] != ",":
            break
        place += 1
    return keys, None


def _past_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place
