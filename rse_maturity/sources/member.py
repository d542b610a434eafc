"""One file of a source: on disk, or within an archive, read in place."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass
class Mark:
    """Whether a member was read, and its columns once looked at; the same member in another listing shares them."""

    read: bool = False
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Member:
    """One file of a listing.

    Attributes
    ----------
    path
        Where it is on disk; None within an archive.
    load
        Its bytes, for what is in memory.
    opened
        A stream of its bytes, for what is in an archive.
    size
        Bytes, unpacked; None where only reading tells.
    within
        The archive on disk that it is in.
    """

    name: str
    path: Path | None = None
    load: Callable[[], bytes] | None = None
    opened: Callable[[], IO[bytes]] | None = None
    size: int | None = None
    within: Path | None = None
    start: bytes | None = field(default=None, repr=False)
    mark: Mark = field(default_factory=Mark, compare=False, repr=False)

    @property
    def content(self) -> bytes:
        """Return every byte of it."""
        with self.open() as stream:
            return stream.read()

    def open(self) -> IO[bytes]:
        """Return a stream of its bytes; what goes wrong in reading it is told as an error of ours.

        Raises
        ------
        SourceUnreadable, ArchiveRefused
            The archive that it is in is damaged, or unpacks to more than the settings allow.
        """
        self.mark.read = True
        return self._stream()

    def up_to(self, size: int) -> bytes | None:
        """Return every byte of it, None where it is longer than that."""
        with self.open() as stream:
            found = stream.read(size + 1)
        return found if len(found) <= size else None

    def blocks(self, size: int) -> Iterator[bytes]:
        """Read it block after block: memory does not grow with it."""
        with self.open() as stream:
            while block := stream.read(size):
                yield block

    def head(self, size: int) -> bytes:
        """Return its first bytes; of members deep in a packed archive no more than the first 16 KB."""
        if self.start is not None:
            return self.start[:size]
        with self._stream() as stream:
            return stream.read(size)

    def _stream(self) -> IO[bytes]:
        if self.opened is not None:
            return self.opened()
        if self.load is not None:
            return io.BytesIO(self.load())
        assert self.path is not None
        return self.path.open("rb")


def stream_of_blocks(blocks: Iterator[bytes]) -> IO[bytes]:
    """Return a stream of bytes that come block by block."""
    return io.BufferedReader(_Blocks(blocks))


class _Blocks(io.RawIOBase):
    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._left = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            following = next(self._blocks, None)
            if following is None:
                return 0
            self._left = following
        found = self._left[: len(buffer)]
        self._left = self._left[len(found) :]
        buffer[: len(found)] = found
        return len(found)
