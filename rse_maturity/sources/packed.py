"""Frames that wait in memory until the end of a file says what becomes of them, packed so that they hardly count."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator


class Packed:
    """Frames in the order in which they were added; each pass over them unpacks one at a time."""

    def __init__(self) -> None:
        self._frames: list[bytes] = []

    def add(self, frame: pl.DataFrame) -> None:
        """Pack a frame; names and ids that come again cost next to nothing."""
        packed = io.BytesIO()
        frame.write_parquet(packed, compression="zstd", statistics=False)
        self._frames.append(packed.getvalue())

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return map(pl.read_parquet, self._frames)
