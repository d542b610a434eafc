"""On which line of a text each of its rows begins, where cells may go over several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def lines_of(blocks: Iterable[bytes | np.ndarray], skip: int, rows: Sequence[int]) -> list[int]:
    """Return the line on which each row begins, cells of several lines counted: quotes open and close in turn.

    Parameters
    ----------
    blocks
        The text in UTF-8, cut anywhere, without its first `skip` lines.
    rows
        Numbers of rows, 0 first.
    """
    wanted = np.asarray(rows, np.int64)
    found = np.full(len(wanted), skip + 1, np.int64)
    row, line, inside = 0, skip, 0
    for block in blocks:
        signs = np.frombuffer(block, np.uint8)
        quotes = np.flatnonzero(signs == ord('"'))
        ends = np.flatnonzero(signs == ord("\n"))
        closing = np.flatnonzero((np.searchsorted(quotes, ends) + inside) % 2 == 0)  # line ends that end a record
        here = (wanted > row) & (wanted <= row + len(closing))
        found[here] = line + closing[wanted[here] - row - 1] + 2
        row += len(closing)
        line += len(ends)
        inside = (inside + len(quotes)) % 2
    return found.tolist()
