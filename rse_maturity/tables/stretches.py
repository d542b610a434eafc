"""Days cut into stretches, so that a span of days is a row of stretches and sums over spans are cheap."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from rse_maturity.tables.calendar import Bounds, Span

DAY = timedelta(days=1)
SLICE = 2**19  # counts looked at in one go: what is made of them stays in the cache
CELLS = 2**24  # counts of a stretch and a person that are summed at a time: 64 MB


@dataclass(frozen=True, slots=True)
class Stretches:
    """The days of some spans, cut so that all days of one stretch lie in the same spans.

    Attributes
    ----------
    days
        day Date, stretch u32; days in no span are left out.
    bounds
        For each span, its first and its last stretch.
    """

    days: pl.DataFrame
    bounds: tuple[tuple[int, int], ...]

    def spans_of_stretches(self) -> pl.DataFrame:
        """List which spans hold each stretch, where neither starts nor ends of spans ever go back.

        Returns
        -------
        DataFrame
            stretch u32, first u16, last u16: the spans, in a row, that hold the stretch; row i has stretch == i.
        """
        count = self.days.get_column("stretch").n_unique()
        held = [
            [span for span, (first, last) in enumerate(self.bounds) if first <= stretch <= last]
            for stretch in range(count)
        ]
        rows = [(stretch, spans[0], spans[-1]) for stretch, spans in enumerate(held)]
        return pl.DataFrame(rows, {"stretch": pl.UInt32, "first": pl.UInt16, "last": pl.UInt16}, orient="row")


def stretches(spans: Sequence[Span]) -> Stretches:
    """Cut the days of some spans wherever one of them begins or ends."""
    opened = Counter(start for start, _ in spans)
    closed = Counter(end + DAY for _, end in spans)
    depth = 0
    days: list[tuple[date, int]] = []
    from_start: dict[date, int] = {}
    to_end: dict[date, int] = {}
    for start, following in pairwise(sorted({*opened, *closed})):
        depth += opened[start] - closed[start]
        if depth:
            stretch = len(from_start)
            from_start[start] = to_end[following - DAY] = stretch
            days.extend((start + number * DAY, stretch) for number in range((following - start).days))
    return Stretches(
        days=pl.DataFrame(days, {"day": pl.Date, "stretch": pl.UInt32}, orient="row"),
        bounds=tuple((from_start[start], to_end[end]) for start, end in spans),
    )


def summed(counts: pl.DataFrame, *span_lists: Sequence[Bounds], size: int) -> list[pl.DataFrame]:
    """Add up each person's counts over rows of stretches.

    The running sum over all stretches, taken where each span ends, less where it begins: no span is gone through.

    Parameters
    ----------
    counts
        stretch u32, person u32, and counts u32 or bool; rows of the same stretch and person add up, no order.
    *span_lists
        Lists of spans, each span its first and last stretch.
    size
        Every code of a person is below it.

    Returns
    -------
    list of DataFrame
        For each list: span u16 (its place there), person u32 and the counts u32, sorted by both; only where one of the
        counts is not zero.
    """
    names = [name for name in counts.columns if name not in ("stretch", "person")]
    highest = counts.get_column("stretch").max()
    stops = [bound[1] for spans in span_lists for bound in spans if bound is not None]
    height = max(-1, *stops, highest if isinstance(highest, int) else -1) + 2
    width = max(1, min(size, CELLS // (height * max(1, len(names)))))
    blocks = [
        _block_summed(counts, names, span_lists, low=low, shape=(height, width))
        for low in range(0, max(1, size), width)
    ]
    if len(blocks) == 1:
        return blocks[0]
    # blocks follow each other by person: keeping their order within a span sorts both
    return [pl.concat(parts).sort("span", maintain_order=True) for parts in zip(*blocks, strict=True)]


def _block_summed(
    counts: pl.DataFrame,
    names: Sequence[str],
    span_lists: Sequence[Sequence[Bounds]],
    *,
    low: int,
    shape: tuple[int, int],
) -> list[pl.DataFrame]:
    """Add up the counts of the people from code `low` on, stretch by stretch below each other."""
    height, width = shape
    tables = {name: np.zeros(shape, dtype=np.uint32) for name in names}
    within = pl.col("person").is_between(low, low + width, closed="left")
    below = (pl.col("stretch").cast(pl.Int64) + 1) * width + (pl.col("person").cast(pl.Int64) - low)
    for part in counts.iter_slices(SLICE):
        there = part.filter(within).with_columns(place=below)
        for name, table in tables.items():
            some = there.filter(pl.col(name).cast(pl.Boolean)).select("place", pl.col(name).cast(pl.UInt32))
            np.add.at(table.reshape(-1), some.get_column("place").to_numpy(), some.get_column(name).to_numpy())
    for table in tables.values():
        for row in range(1, height):
            table[row] += table[row - 1]
    return [_differences(tables, spans, low=low, width=width) for spans in span_lists]


def _differences(
    running: dict[str, NDArray[np.uint32]], spans: Sequence[Bounds], *, low: int, width: int
) -> pl.DataFrame:
    """Take running sums where each span ends, less where it begins."""
    firsts = np.array([0 if bound is None else bound[0] for bound in spans], dtype=np.int64)
    stops = np.array([0 if bound is None else bound[1] + 1 for bound in spans], dtype=np.int64)
    sums = {name: table[stops] - table[firsts] for name, table in running.items()}
    present = np.zeros((len(spans), width), dtype=np.uint32)
    for table in sums.values():
        present |= table
    place = np.flatnonzero(present)
    span, person = np.divmod(place, width)
    columns = {name: table.reshape(-1)[place] for name, table in sums.items()}
    return pl.DataFrame({"span": span.astype(np.uint16), "person": (person + low).astype(np.uint32), **columns})
