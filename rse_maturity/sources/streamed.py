"""A lazy frame over what is read piece by piece, with the columns asked for alone: texts go with their piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from polars.io.plugins import register_io_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HELD = 64 << 20  # bytes up to which a file is held as a whole: faster, where it is looked at several times


def streamed(pieces: Callable[[Sequence[str]], Iterator[pl.DataFrame]], columns: Sequence[str]) -> pl.LazyFrame:
    """Return a lazy frame of text; each time it is collected, the pieces are read anew.

    Parameters
    ----------
    pieces
        From the columns asked for to frames of them, in the order of the source.
    columns
        All columns there are.
    """

    def source(
        wanted: list[str] | None, predicate: pl.Expr | None, rows: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        left = rows
        for frame in pieces(wanted if wanted is not None else columns):
            found = frame if left is None else frame.head(left)
            left = None if left is None else left - found.height
            yield found if predicate is None else found.filter(predicate)
            if left == 0:
                return

    return register_io_source(source, schema=dict.fromkeys(columns, pl.String()))
