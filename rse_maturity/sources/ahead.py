"""One piece is cut while the one before it is read: cutting is Python's work, reading is compiled code."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def ahead(pieces: Iterable[T]) -> Iterator[T]:
    """Yield the pieces in their order, the next one being made meanwhile; two are held at most.

    >>> list(ahead(range(3)))
    [0, 1, 2]
    """
    left = iter(pieces)
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(_next, left)
        while piece := coming.result():
            coming = beside.submit(_next, left)
            yield piece[0]


def _next(left: Iterator[T]) -> tuple[T, ...]:
    """Return the next piece, nothing after the last."""
    return tuple(islice(left, 1))
