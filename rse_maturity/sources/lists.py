"""Directories and lists of users, read: small tables, collected whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.identity import cleaned
from rse_maturity.sources.people import typed_list
from rse_maturity.sources.raw import REFUSED

if TYPE_CHECKING:
    from rse_maturity.sources.format import Reading

_IDENTITY = ("person_id", "email", "display_name")


@dataclass(frozen=True)
class ReadList:
    """One list of people: its typed lines, the refused ones, and how many there were."""

    reading: Reading
    lines: pl.DataFrame
    refused: pl.DataFrame
    rows: int


def read_list(reading: Reading, *, number: int) -> ReadList:
    """Read a list of people; a line without id, address and name is refused.

    Raises
    ------
    SourceEmpty, SourceUnreadable
        There is no line; the lines cannot be told apart.
    """
    frame = _collected(reading)
    if frame is None and reading.reread is not None:
        reading = reading.reread()
        frame = _collected(reading)
    if frame is None:
        raise SourceUnreadable(path=reading.name, format=reading.format, why="its rows cannot be told apart")
    frame = frame.with_row_index("row").filter(pl.col("blank").not_())
    names = [cleaned(name).is_not_null() for name in _IDENTITY if name in frame.columns]
    named = frame.select(pl.any_horizontal(names)).to_series()
    nameless = frame.filter(~named)["row"].to_list()
    refused = pl.DataFrame(
        {"line": reading.lines(nameless), "field": "person_id", "reason": "missing_person"}, schema=REFUSED
    ) if nameless else pl.DataFrame(schema=REFUSED)  # fmt: skip
    refused = pl.concat([reading.refused, refused]).sort("line")
    rows = frame.height + reading.refused.height
    if not rows:
        raise SourceEmpty(path=reading.name)
    lines = typed_list(frame.filter(named).drop("row"), number=number, role=reading.role)
    return ReadList(replace(reading, reread=None), lines, refused, rows)


def _collected(reading: Reading) -> pl.DataFrame | None:
    try:
        return reading.frame.collect()
    except pl.exceptions.NoDataError as error:
        raise SourceEmpty(path=reading.name) from error
    except pl.exceptions.PolarsError:
        return None
