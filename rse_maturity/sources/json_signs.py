"""The brackets and commas of JSON that stand outside of its texts, found in a whole block of bytes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

COMMA = ord(",")
CLOSES = ord("]")
_OPENS, _QUOTE, _ESCAPE = b'["\\'
_KIND = 0xDF  # takes away the one bit by which { and } differ from [ and ]
_DEEPEST = 1000  # brackets within brackets: the standard reader goes no deeper


def unescaped(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut blocks anew, so that none ends within an escape."""
    held = b""
    for block in blocks:
        whole = (held + block).rstrip(b"\\")
        held = (held + block)[len(whole) :]
        yield whole
    yield held


def signs_of(block: bytes, depth: int, *, inside: bool, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
    """Find the brackets and commas outside of texts.

    Parameters
    ----------
    depth, inside
        How many brackets are open before the block, and whether it begins within a text.

    Returns
    -------
    Their places, the signs ({ and } as [ and ]), how many brackets are open after each, and whether the block ends
    within a text.
    """
    text = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(text == _QUOTE)
    quotes = quotes[~_escaped(text, quotes)]
    kinds = text & _KIND
    places = np.flatnonzero((kinds == _OPENS) | (kinds == CLOSES) | (text == COMMA))
    places = places[(np.searchsorted(quotes, places) + inside) % 2 == 0]
    signs = np.where(text[places] == COMMA, COMMA, kinds[places])
    depths = depth + np.cumsum((signs == _OPENS).astype(np.int64) - (signs == CLOSES))
    if len(depths) and depths.max() > _DEEPEST:
        raise SourceUnreadable(path=name, format="JSON", why="it is nested too deep")
    return places, signs, depths, bool((len(quotes) + inside) % 2)


def _escaped(text: NDArray[np.uint8], quotes: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which quotes have an odd number of backslashes before them."""
    escaped: NDArray[np.bool_] = (quotes > 0) & (text[quotes - 1] == _ESCAPE)
    if not escaped.any():
        return escaped
    slashes = np.flatnonzero(text == _ESCAPE)
    number = np.arange(len(slashes))
    starts = np.maximum.accumulate(np.where(np.diff(slashes, prepend=-2) > 1, number, 0))  # of runs of backslashes
    last = np.searchsorted(slashes, quotes[escaped] - 1)
    escaped[escaped] = (last - starts[last]) % 2 == 0
    return escaped
