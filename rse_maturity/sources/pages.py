"""Exports in pages: files that each hold some records, read one after another; a damaged one is refused by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Part
from rse_maturity.sources.readings import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import polars as pl

    from rse_maturity.sources.places import Member


def pages(members: Sequence[Member], read: Callable[[Member], Iterator[Part]]) -> Iterator[Part]:
    """Read each member piece by piece; of one that is damaged, what stands before the damage is kept.

    Raises
    ------
    SourceUnreadable
        The only member cannot be read.
    """
    for member in members:
        try:
            yield from read(member)
        except SourceUnreadable:
            if len(members) == 1:
                raise
            yield unreadable(member.name)


def page(acts: pl.DataFrame, *, refused: pl.DataFrame, name: str) -> Part:
    """Make a piece of acts in the columns of ACTS, each found again by its record (0 first)."""
    records = acts["record"]
    return Part(acts.drop("record").lazy(), refused, name, lambda rows: [int(records[row]) + 1 for row in rows])
