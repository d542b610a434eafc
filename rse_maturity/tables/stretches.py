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

    Counted = tuple[NDArray[np.uint32], NDArray[np.uint32]]
    """People, and what was counted of them: shape (names, people)."""

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


def summed(counts: pl.DataFrame, *span_lists: Sequence[Bounds], names: Sequence[str], size: int) -> list[pl.DataFrame]:
    """Count what each person did over rows of stretches.

    The running count over all stretches, taken where each span ends, less where it begins: no span is gone through.

    Parameters
    ----------
    counts
        stretch u32, person u32, and what is counted, its place in `names` (u8); no order.
    *span_lists
        Lists of spans, each span its first and last stretch.
    names
        What is counted.
    size
        Every code of a person is below it.

    Returns
    -------
    list of DataFrame
        For each list: span u16 (its place there), person u32 and the counts u32, sorted by both; only where one of the
        counts is not zero.
    """
    highest = counts.get_column("stretch").max()
    stops = [bound[1] for spans in span_lists for bound in spans if bound is not None]
    height = max(-1, *stops, highest if isinstance(highest, int) else -1) + 2
    width = max(1, min(size, CELLS // (height * max(1, len(names)))))
    running = np.empty((len(names), height, width), dtype=np.uint32)
    found: list[list[list[Counted]]] = [[[] for _ in spans] for spans in span_lists]
    for low in range(0, max(1, size), width):
        _run(running, counts, low=low, whole=width >= size)
        for spans, pieces in zip(span_lists, found, strict=True):
            for bound, piece in zip(spans, pieces, strict=True):
                piece.append(_difference(running, bound, low=low))
    return [_laid_out(pieces, names) for pieces in found]


def _run(running: NDArray[np.uint32], counts: pl.DataFrame, *, low: int, whole: bool) -> None:
    """Count what the people from code `low` on did, up to the end of each stretch: one row below its number.

    Parameters
    ----------
    running : array of shape (names, stretches + 1, people)
        Where the running counts are put.
    whole
        These are all the people.
    """
    _, height, width = running.shape
    running.fill(0)
    flat = running.reshape(-1)
    row = pl.col("what").cast(pl.Int64) * height + pl.col("stretch").cast(pl.Int64) + 1
    place = row * width + (pl.col("person").cast(pl.Int64) - low)
    inside = pl.col("person").is_between(low, low + width, closed="left")
    for part in counts.iter_slices(SLICE):
        there = part if whole else part.filter(inside)
        np.add.at(flat, there.select(place).to_series().to_numpy(), np.uint32(1))
    for table in running:
        for stretch in range(1, height):
            table[stretch] += table[stretch - 1]


def _difference(running: NDArray[np.uint32], bound: tuple[int, int] | None, *, low: int) -> Counted:
    """Take the running counts where a span ends, less where it begins: of the people who have any."""
    first, stop = (0, 0) if bound is None else (bound[0], bound[1] + 1)
    within = running[:, stop] - running[:, first]
    some = np.flatnonzero(within.any(axis=0))
    return (some + low).astype(np.uint32), within.take(some, axis=1)


def _laid_out(pieces: Sequence[Sequence[Counted]], names: Sequence[str]) -> pl.DataFrame:
    """Lay what was counted of each span, some people after others, under one another."""
    lengths = [sum(people.size for people, _ in piece) for piece in pieces]
    people = [people for piece in pieces for people, _ in piece] or [np.empty(0, dtype=np.uint32)]
    counts = [counts for piece in pieces for _, counts in piece] or [np.empty((len(names), 0), dtype=np.uint32)]
    columns = dict(zip(names, np.concatenate(counts, axis=1), strict=True))
    span = np.repeat(np.arange(len(lengths), dtype=np.uint16), lengths)
    return pl.DataFrame({"span": span, "person": np.concatenate(people), **columns})
