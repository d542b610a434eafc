"""Where the sources are: files, folders, globs, archives and standard input, each as a listing of members."""

from __future__ import annotations

import glob
import gzip
import hashlib
import io
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rse_maturity.errors import SourceEmpty, SourceNotFound, SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LARGEST = 64 << 30  # bytes of one unpacked archive; an export of a network stays far below
HIGHEST_RATIO = 1100  # deflate cannot pack better than about 1030 to 1
SUSPECT_SIZE = 256 << 20  # below this, a high ratio does no harm
_BLOCK = 1 << 20
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """One file of a listing: on disk (`path`), or in memory once `load` is called."""

    name: str
    path: Path | None = None
    load: Callable[[], bytes] | None = None
    opened: Callable[[], IO[bytes]] | None = None

    @cached_property
    def content(self) -> bytes:
        """Return every byte of it."""
        if self.load is not None:
            return self.load()
        assert self.path is not None
        return self.path.read_bytes()

    def head(self, size: int) -> bytes:
        """Return its first bytes."""
        return next(self.blocks(size), b"")

    def blocks(self, size: int) -> Iterator[bytes]:
        """Read it block after block: memory does not grow with it, unless it is packed within a packed archive.

        Raises
        ------
        SourceUnreadable
            The archive that it is in is cut or damaged.
        """
        if self.path is None and self.opened is None:
            yield from (self.content[start : start + size] for start in range(0, len(self.content), size))
            return
        try:
            with self.path.open("rb") if self.opened is None else self.opened() as stream:  # type: ignore[union-attr]
                while block := stream.read(size):
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise SourceUnreadable(path=self.name, format="zip", why="the archive is cut or damaged") from error


@dataclass(frozen=True)
class Listing:
    """One source as the user named it, with the files that it holds."""

    name: str
    members: tuple[Member, ...]
    path: Path | None = None
    raw: bytes = field(default=b"", repr=False)

    def sha256(self) -> str:
        """Return the digest of the source: of the file, or of a folder's names and contents in order."""
        digest = hashlib.sha256()
        if self.path is not None and self.path.is_file():
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        if self.raw:
            return hashlib.sha256(self.raw).hexdigest()
        for member in self.members:
            digest.update(member.name.encode())
            if member.path is not None:
                with member.path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()


def listings(sources: Sequence[str | Path]) -> list[Listing]:
    """List what the sources hold, in the order given; the same file named twice is listed once.

    Raises
    ------
    SourceNotFound
        A path that does not exist, or a glob that matches nothing.
    SourceEmpty
        No byte, or no file.
    SourceUnreadable
        A damaged archive, or one that unpacks to an absurd size.
    """
    found: dict[object, Listing] = {}
    for source in sources:
        if str(source) == "-":
            raw = sys.stdin.buffer.read()
            found.setdefault("-", _from_bytes("stdin", raw))
            continue
        for path in _expanded(source):
            found.setdefault(path.resolve(), _from_path(path))
    return list(found.values())


def _expanded(source: str | Path) -> list[Path]:
    """Return the path itself, or what a glob matches, sorted."""
    path = Path(source)
    try:
        if path.exists():
            return [path]
    except (OSError, ValueError) as error:
        raise SourceNotFound(path=source) from error
    matches = sorted(Path(match) for match in glob.glob(str(source), recursive=True))  # noqa: PTH207 the pattern may be absolute
    if not matches:
        raise SourceNotFound(path=source)
    return matches


def _from_path(path: Path) -> Listing:
    if path.is_dir():
        return _from_folder(path)
    if not path.is_file():
        raise SourceUnreadable(path=path, format="a file", why="it is neither a file nor a folder")
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise SourceUnreadable(path=path, format="a file", why=error.strerror or "it cannot be opened") from error
    if not start:
        raise SourceEmpty(path=path)
    if start[:2] == b"\x1f\x8b":
        return Listing(path.name, (Member(_without(path.name, ".gz"), load=lambda: _gunzip(path)),), path)
    if start in (b"PK\x03\x04", b"PK\x05\x06"):
        return Listing(path.name, tuple(_zip_members(path.name, path)), path)
    return Listing(path.name, (Member(path.name, path),), path)


def _from_bytes(name: str, raw: bytes) -> Listing:
    if not raw:
        raise SourceEmpty(path="-")
    if raw[:2] == b"\x1f\x8b":
        return Listing(name, (Member(name, load=lambda: _gunzip(io.BytesIO(raw))),), raw=raw)
    if raw[:4] == b"PK\x03\x04":
        return Listing(name, tuple(_zip_members(name, io.BytesIO(raw))), raw=raw)
    return Listing(name, (Member(name, load=lambda: raw),), raw=raw)


def _from_folder(folder: Path) -> Listing:
    members: list[Member] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in path.relative_to(folder).parts) or _clutter(name):
            continue
        try:
            inner = _from_path(path)
        except SourceEmpty:
            continue
        members += [
            Member(name if len(inner.members) == 1 else f"{name}/{m.name}", m.path, m.load, m.opened)
            for m in inner.members
        ]
    if not members:
        raise SourceEmpty(path=folder)
    return Listing(folder.resolve().name or str(folder), tuple(members), folder)


def _zip_members(name: str, file: Path | io.BytesIO) -> Iterator[Member]:
    """List a zip; a workbook (itself a zip) is one member. Nothing is unpacked before it is read, nor ever to disk."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceUnreadable(path=name, format="zip", why="the archive is cut or damaged") from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _clutter(entry.filename)]
    if any(entry.filename == "xl/workbook.xml" for entry in entries):
        yield Member(name, file) if isinstance(file, Path) else Member(name, load=file.getvalue)
        return
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > LARGEST or (total > SUSPECT_SIZE and total > HIGHEST_RATIO * max(packed, 1)):
        raise SourceUnreadable(path=name, format="zip", why="it unpacks to an absurd size")
    if not entries:
        raise SourceEmpty(path=name)
    for entry in sorted(entries, key=lambda entry: entry.filename):
        if entry.flag_bits & 1:
            raise SourceUnreadable(path=name, format="zip", why="it is protected by a password")
        opened = None if entry.filename.lower().endswith(".gz") else partial(archive.open, entry)
        yield Member(entry.filename, load=partial(_unzip, archive, entry, name), opened=opened)


def _unzip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        content = archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise SourceUnreadable(path=name, format="zip", why="the archive is cut or damaged") from error
    return _gunzip(io.BytesIO(content)) if content[:2] == b"\x1f\x8b" else content


def _gunzip(file: Path | io.BytesIO) -> bytes:
    name = file.name if isinstance(file, Path) else "stdin"
    blocks: list[bytes] = []
    size = 0
    try:
        with gzip.open(file) as stream:
            while block := stream.read(_BLOCK):
                blocks.append(block)
                size += len(block)
                if size > LARGEST:
                    raise SourceUnreadable(path=name, format="gzip", why="it unpacks to an absurd size")
    except (EOFError, zlib.error, OSError) as error:
        raise SourceUnreadable(path=name, format="gzip", why="the file is cut or damaged") from error
    if not size:
        raise SourceEmpty(path=name)
    return b"".join(blocks)


def _clutter(name: str) -> bool:
    return any(name.startswith(sign) or name.endswith(sign) for sign in _CLUTTER)


def _without(name: str, ending: str) -> str:
    return name[: -len(ending)] if name.lower().endswith(ending) else name
