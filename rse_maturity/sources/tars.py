"""Members of a tar, and of what gzip packs, read in place."""

from __future__ import annotations

import io
import re
import tarfile
import weakref
from functools import partial
from typing import IO, TYPE_CHECKING

from rse_maturity.errors import SourceEmpty
from rse_maturity.sources.archive import CUT, HARMLESS, Archive, gunzipped, inside, is_clutter, stream_of
from rse_maturity.sources.member import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

TAR_MARK, TAR_MARK_AT = b"ustar", 257
_HEAD, _HEADS = 1 << 14, 2000  # first bytes kept of the first members of a tar that cannot be entered anywhere


def gzip_members(archive: Archive) -> list[Member]:
    """List what gzip packs: one file, or a tar."""
    packed = archive.size()
    stream = partial(stream_of, archive, lambda: gunzipped(archive.opened()), kind="gzip", packed=packed)
    with stream() as unpacked:
        head = unpacked.read(TAR_MARK_AT + len(TAR_MARK))
        if not head:
            raise SourceEmpty(path=archive.name)
        if not head.endswith(TAR_MARK):
            within = archive.within
            return [Member(re.sub(r"\.gz$", "", archive.name, flags=re.IGNORECASE), opened=stream, within=within)]
        small = head + unpacked.read(HARMLESS - len(head))
        if len(small) < HARMLESS:
            return tar_members(Archive(archive.name, io.BytesIO(small), archive.limits))
    return _long_tar_members(archive)


def tar_members(archive: Archive) -> list[Member]:
    """List a tar that can be entered anywhere: each member is read from its place."""
    within = archive.within
    with archive.opened() as stream:
        entries = [(name, entry.offset_data, entry.size) for name, entry, _ in _tar(archive, stream, packed=0)]
    return [
        Member(
            name,
            opened=partial(stream_of, archive, partial(_slice, archive, start, size), kind="tar", packed=size),
            size=size,
            within=within,
        )
        for name, start, size in sorted(entries)
    ]


def _long_tar_members(archive: Archive) -> list[Member]:
    """List a packed tar too large to be held: its members are read best in the order in which they stand."""
    within = archive.within
    stream = gunzipped(archive.opened())
    found: list[Member] = []
    for name, entry, tar in _tar(archive, stream, packed=archive.size()):
        start = None
        if len(found) < _HEADS:
            start = tar.extractfile(entry).read(_HEAD)  # type: ignore[union-attr]
        member = partial(tar.extractfile, entry)
        once = partial(stream_of, archive, member, kind="tar", packed=entry.size)  # type: ignore[arg-type]
        found.append(Member(name, opened=once, size=entry.size, within=within, start=start))
    return found


def _tar(archive: Archive, stream: IO[bytes], *, packed: int) -> Iterator[tuple[str, tarfile.TarInfo, tarfile.TarFile]]:
    """Return the files of a tar, clutter and empty ones left out, if all of it may be read."""
    members = unpacked = 0
    try:
        tar = tarfile.open(fileobj=stream, mode="r:")  # noqa: SIM115 its members are read later
        weakref.finalize(tar, stream.close)
        for entry in tar:
            if entry.isdir():
                continue
            if not entry.isreg():
                raise archive.unreadable("it holds a link or a device", kind="tar")
            name = inside(archive, entry.name, kind="tar").removeprefix("./")
            members, unpacked = members + 1, unpacked + entry.size
            archive.checked(unpacked=unpacked, packed=packed or unpacked, members=members)
            if entry.size and not is_clutter(name):
                yield name, entry, tar
    except CUT as error:
        raise archive.unreadable("the archive is cut or damaged", kind="tar") from error
    if not members:
        raise SourceEmpty(path=archive.name)


def _slice(archive: Archive, start: int, size: int) -> IO[bytes]:
    return _Slice(archive, start, size)  # type: ignore[return-value]


class _Slice(io.RawIOBase):
    """A stretch of an archive that is not packed."""

    def __init__(self, archive: Archive, start: int, size: int) -> None:
        self._stream, self._left = archive.opened(), size
        self._stream.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._stream.read(min(len(buffer), self._left))
        if self._left and not found and len(buffer):
            raise EOFError
        self._left -= len(found)
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._stream.close()
        super().close()
