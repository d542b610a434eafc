"""Archives read in place: zip, tar, tar.gz and gzip. Nothing is unpacked to disk; nothing leads out of the archive."""

from __future__ import annotations

import gzip
import io
import re
import stat
import tarfile
import weakref
import zipfile
import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rse_maturity.errors import ArchiveRefused, SourceEmpty, SourceUnreadable
from rse_maturity.sources.member import Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rse_maturity.config import InputSettings

Packed = Path | io.BytesIO
GZIP, ZIPS = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_HARMLESS = 256 << 20  # bytes below which a high ratio does no harm
_BLOCK = 1 << 20
_HEAD, _HEADS = 1 << 14, 2000  # first bytes kept of the first members of a tar that cannot be entered anywhere
_TAR_MARK, _TAR_MARK_AT = b"ustar", 257
_OUTSIDE = re.compile(r"^(?:/|\\|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
_CUT = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError)


@dataclass(frozen=True)
class Archive:
    """An archive as it is named in messages, where it is, and what it may hold."""

    name: str
    packed: Packed
    limits: InputSettings

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
        ratio = unpacked // max(packed, 1) if unpacked > _HARMLESS else 0
        for key, found in (("max_members", members), ("max_unpacked_bytes", unpacked), ("max_ratio", ratio)):
            limit = getattr(self.limits, key)
            if found > limit:
                raise ArchiveRefused(path=self.name, key=key, limit=limit, found=found)

    def unreadable(self, why: str, *, kind: str) -> SourceUnreadable:
        """Say why it cannot be read."""
        return SourceUnreadable(path=self.name, format=kind, why=why)


def members_of(archive: Archive, head: bytes) -> list[Member] | None:
    """List an archive, or None where the first bytes are not those of one.

    Raises
    ------
    SourceEmpty, SourceUnreadable, ArchiveRefused
        It holds no file; it is damaged, locked, or has names or links that lead out of it; it is too large.
    """
    if head[:4] in ZIPS:
        return _zip_members(archive)
    if head[:2] == GZIP:
        return _gzip_members(archive)
    if head[_TAR_MARK_AT : _TAR_MARK_AT + len(_TAR_MARK)] == _TAR_MARK:
        return _tar_members(archive)
    return None


def is_clutter(name: str) -> bool:
    """Tell what file managers leave behind."""
    *folders, file = name.split("/")
    return "__MACOSX" in folders or file in (".DS_Store", "Thumbs.db", "desktop.ini") or file.startswith(("._", "~$"))


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
        except _CUT as error:
            raise self._archive.unreadable("the archive is cut or damaged", kind=self._kind) from error
        self._read += len(found)
        self._archive.checked(unpacked=self._read, packed=self._packed)
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _zip_members(archive: Archive) -> list[Member]:
    """List a zip; a workbook (itself a zip) is one member, and a zip in it is listed too, one level deep."""
    opened = _zip(archive, archive.packed)
    if "xl/workbook.xml" in opened.NameToInfo:
        return [_workbook(archive)]
    inner = _Inner(archive)
    found: list[Member] = []
    for name, entry in _checked(archive, opened):
        stream = partial(_entry, archive, opened, entry)
        if name.lower().endswith(".zip"):
            found += inner.members(name, stream)
        else:
            found.append(_unpacked(archive, name, stream, entry))
    if not found:
        raise SourceEmpty(path=archive.name)
    return found


def _zip(archive: Archive, packed: Packed) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(packed)
    except _CUT as error:
        raise archive.unreadable("the archive is cut or damaged", kind="zip") from error


def _checked(archive: Archive, opened: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the files of a zip by name, clutter and empty ones left out, if all of it may be read."""
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    archive.checked(
        unpacked=sum(entry.file_size for entry in entries),
        packed=sum(entry.compress_size for entry in entries),
        members=len(entries),
    )
    found: list[tuple[str, zipfile.ZipInfo]] = []
    for entry in entries:
        name = _inside(archive, entry.filename, kind="zip").replace("\\", "/")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise archive.unreadable("it holds a link or a device", kind="zip")
        if entry.flag_bits & 1:
            raise archive.unreadable("it is protected by a password", kind="zip")
        if entry.file_size and not is_clutter(name):
            found.append((name, entry))
    return sorted(found, key=lambda one: one[0])


def _inside(archive: Archive, name: str, *, kind: str) -> str:
    if _OUTSIDE.search(name):
        raise archive.unreadable("it holds the name of a file outside of it", kind=kind)
    return name


def _workbook(archive: Archive) -> Member:
    if isinstance(archive.packed, Path):
        return Member(archive.name, archive.packed)
    return Member(archive.name, load=archive.packed.getvalue, size=archive.size())


def _entry(archive: Archive, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return opened.open(entry)
    except _CUT as error:
        raise archive.unreadable("the archive is cut or damaged", kind="zip") from error


class _Inner:
    """Zips within a zip: one of them at a time is held in memory."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._name = ""
        self._zip: zipfile.ZipFile | None = None

    def members(self, name: str, stream: Callable[[], IO[bytes]]) -> list[Member]:
        """List one of them."""
        opened = self._at(name, stream)
        entries = _checked(self._archive, opened)
        return [
            _unpacked(self._archive, f"{name}/{inner}", partial(self._entry, name, stream, entry), entry)
            for inner, entry in entries
        ]

    def _entry(self, name: str, stream: Callable[[], IO[bytes]], entry: zipfile.ZipInfo) -> IO[bytes]:
        return _entry(self._archive, self._at(name, stream), entry)

    def _at(self, name: str, stream: Callable[[], IO[bytes]]) -> zipfile.ZipFile:
        if self._zip is None or name != self._name:
            with _opened(self._archive, stream, kind="zip", packed=self._archive.size()) as packed:
                self._name, self._zip = name, _zip(self._archive, io.BytesIO(packed.read()))
        return self._zip


def _unpacked(archive: Archive, name: str, stream: Callable[[], IO[bytes]], entry: zipfile.ZipInfo) -> Member:
    """Return a member of a zip; what is packed once more by gzip is read unpacked."""
    packed, within = entry.compress_size, archive.packed if isinstance(archive.packed, Path) else None
    if not name.lower().endswith(".gz"):
        once = partial(_opened, archive, stream, kind="zip", packed=packed)
        return Member(name, opened=once, size=entry.file_size, within=within)
    twice = partial(_opened, archive, lambda: _gunzipped(stream()), kind="gzip", packed=packed)
    return Member(name[: -len(".gz")], opened=twice, within=within)


def _opened(archive: Archive, stream: Callable[[], IO[bytes]], *, kind: str, packed: int) -> IO[bytes]:
    return io.BufferedReader(_Guarded(archive, stream(), kind=kind, packed=packed), _BLOCK)


def _gunzipped(packed: IO[bytes]) -> IO[bytes]:
    """Return a stream of what gzip packs, which closes the packed one with itself."""
    stream = gzip.GzipFile(fileobj=packed)
    stream.myfileobj = packed  # type: ignore[assignment]
    return stream  # type: ignore[return-value]


def _gzip_members(archive: Archive) -> list[Member]:
    """List what gzip packs: one file, or a tar."""
    packed = archive.size()
    stream = partial(_opened, archive, lambda: _gunzipped(archive.opened()), kind="gzip", packed=packed)
    with stream() as unpacked:
        head = unpacked.read(_TAR_MARK_AT + len(_TAR_MARK))
        if not head:
            raise SourceEmpty(path=archive.name)
        if not head.endswith(_TAR_MARK):
            within = archive.packed if isinstance(archive.packed, Path) else None
            return [Member(re.sub(r"\.gz$", "", archive.name, flags=re.IGNORECASE), opened=stream, within=within)]
        small = head + unpacked.read(_HARMLESS - len(head))
        if len(small) < _HARMLESS:
            return _tar_members(Archive(archive.name, io.BytesIO(small), archive.limits))
    return _long_tar_members(archive)


def _tar_members(archive: Archive) -> list[Member]:
    """List a tar that can be entered anywhere: each member is read from its place."""
    within = archive.packed if isinstance(archive.packed, Path) else None
    with archive.opened() as stream:
        entries = [(name, entry.offset_data, entry.size) for name, entry, _ in _tar(archive, stream, packed=0)]
    return [
        Member(
            name,
            opened=partial(_opened, archive, partial(_slice, archive, start, size), kind="tar", packed=size),
            size=size,
            within=within,
        )
        for name, start, size in sorted(entries)
    ]


def _long_tar_members(archive: Archive) -> list[Member]:
    """List a packed tar too large to be held: its members are read best in the order in which they stand."""
    within = archive.packed if isinstance(archive.packed, Path) else None
    stream = _gunzipped(archive.opened())
    found: list[Member] = []
    for name, entry, tar in _tar(archive, stream, packed=archive.size()):
        start = None
        if len(found) < _HEADS:
            start = tar.extractfile(entry).read(_HEAD)  # type: ignore[union-attr]
        member = partial(tar.extractfile, entry)
        once = partial(_opened, archive, member, kind="tar", packed=entry.size)  # type: ignore[arg-type]
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
            name = _inside(archive, entry.name, kind="tar").removeprefix("./")
            members, unpacked = members + 1, unpacked + entry.size
            archive.checked(unpacked=unpacked, packed=packed or unpacked, members=members)
            if entry.size and not is_clutter(name):
                yield name, entry, tar
    except _CUT as error:
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
