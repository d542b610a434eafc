"""An archive: where it is, what it may hold, and streams out of it whose damage and size are told as errors of ours."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rse_maturity.errors import ArchiveRefused, SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from rse_maturity.config import InputSettings

Packed = Path | io.BytesIO
CUT = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError)
HARMLESS = 256 << 20  # bytes below which a high ratio does no harm
_BLOCK = 1 << 20
_OUTSIDE = re.compile(r"^(?:/|\\|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")


@dataclass(frozen=True)
class Archive:
    """An archive as it is named in messages, where it is, and what it may hold."""

    name: str
    packed: Packed
    limits: InputSettings

    @property
    def within(self) -> Path | None:
        """Return where it is on disk; None in memory."""
        return self.packed if isinstance(self.packed, Path) else None

    def opened(self) -> IO[bytes]:
        """Return its bytes, from the first."""
        return self.packed.open("rb") if isinstance(self.packed, Path) else io.BytesIO(self.packed.getbuffer())

    def size(self) -> int:
        """Return how many bytes it has, packed."""
        return self.packed.stat().st_size if isinstance(self.packed, Path) else len(self.packed.getbuffer())

    def checked(self, *, unpacked: int, packed: int, members: int = 0) -> None:
        """Refuse what is larger than the settings allow.

        Raises
        ------
        ArchiveRefused
            Too many members or bytes, or too many bytes for what they are packed in.
        """
        ratio = unpacked // max(packed, 1) if unpacked > HARMLESS else 0
        for key, found in (("max_members", members), ("max_unpacked_bytes", unpacked), ("max_ratio", ratio)):
            limit = getattr(self.limits, key)
            if found > limit:
                raise ArchiveRefused(path=self.name, key=key, limit=limit, found=found)

    def unreadable(self, why: str, *, kind: str) -> SourceUnreadable:
        """Say why it cannot be read."""
        return SourceUnreadable(path=self.name, format=kind, why=why)


def is_clutter(name: str) -> bool:
    """Tell what file managers leave behind."""
    *folders, file = name.split("/")
    return "__MACOSX" in folders or file in (".DS_Store", "Thumbs.db", "desktop.ini") or file.startswith(("._", "~$"))


def inside(archive: Archive, name: str, *, kind: str) -> str:
    """Return the name of a member, refused where it leads out of the archive."""
    if _OUTSIDE.search(name):
        raise archive.unreadable("it holds the name of a file outside of it", kind=kind)
    return name


def stream_of(archive: Archive, stream: Callable[[], IO[bytes]], *, kind: str, packed: int) -> IO[bytes]:
    """Return a stream of what is packed in `packed` bytes of an archive."""
    return io.BufferedReader(_Guarded(archive, stream(), kind=kind, packed=packed), _BLOCK)


def gunzipped(packed: IO[bytes]) -> IO[bytes]:
    """Return a stream of what gzip packs, which closes the packed one with itself."""
    stream = gzip.GzipFile(fileobj=packed)
    stream.myfileobj = packed  # type: ignore[assignment]
    return stream  # type: ignore[return-value]


class _Guarded(io.RawIOBase):
    """A stream out of an archive whose damage is told as ours, and whose size is watched."""

    def __init__(self, archive: Archive, stream: IO[bytes], *, kind: str, packed: int) -> None:
        self._archive, self._stream, self._kind, self._packed = archive, stream, kind, packed
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            found = self._stream.read(len(buffer))
        except CUT as error:
            raise self._archive.unreadable("the archive is cut or damaged", kind=self._kind) from error
        self._read += len(found)
        self._archive.checked(unpacked=self._read, packed=self._packed)
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._stream.close()
        super().close()
