"""Where the sources are: files, folders, globs, archives and standard input, each as a listing of members."""

from __future__ import annotations

import glob
import hashlib
import io
import sys
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rse_maturity.errors import SourceEmpty, SourceNotFound, SourceUnreadable
from rse_maturity.sources.archive import Archive, is_clutter
from rse_maturity.sources.archives import members_of
from rse_maturity.sources.member import Member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rse_maturity.config import InputSettings

__all__ = ["Listing", "Member", "listings"]
_START = 512
_LARGE = 2**24  # bytes: a moment to read


@dataclass(frozen=True)
class Listing:
    """One source as the user named it, with the files that it holds."""

    name: str
    members: tuple[Member, ...]
    path: Path | None = None
    raw: bytes = field(default=b"", repr=False)

    def unread(self) -> tuple[str, ...]:
        """Return the names of the members that nobody has read."""
        return tuple(member.name for member in self.members if not member.mark.read)

    @property
    def large(self) -> bool:
        """Tell whether it is one file that takes a while: `digest` holds on to it, whatever becomes of its path."""
        return self.path is not None and self.path.is_file() and self.path.stat().st_size >= _LARGE

    def digest(self) -> Callable[[], str]:
        """Return what takes the SHA-256 of the source: of the file, or of a folder's names and contents in order.

        Raises
        ------
        OSError
            A file is gone or cannot be read: a large one at once, others when the digest is taken.
        """
        if self.large and self.path is not None:
            return partial(_digest, self.path.open("rb"))
        return self._digest_of_all

    def _digest_of_all(self) -> str:
        if self.raw:
            return _digest(io.BytesIO(self.raw))
        if self.path is not None and self.path.is_file():
            return _digest(self.path.open("rb"))
        digest = hashlib.sha256()
        archives: set[Path] = set()
        for member in self.members:
            digest.update(member.name.encode())
            place = member.path or member.within
            if place is not None and place not in archives:
                archives |= {place} if member.path is None else set()
                with place.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()


def _digest(file: io.BufferedReader | io.BytesIO) -> str:
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listings(sources: Sequence[str | Path], *, limits: InputSettings) -> list[Listing]:
    """List what the sources hold, in the order given; the same file named twice is listed once.

    Parameters
    ----------
    limits
        How much an archive may hold.

    Raises
    ------
    SourceNotFound
        A path that does not exist, or a glob that matches nothing.
    SourceEmpty
        No byte, or no file.
    SourceUnreadable
        A damaged archive, or one with names or links that lead out of it.
    ArchiveRefused
        An archive that holds more than the settings allow.
    """
    found: dict[object, Listing] = {}
    for source in sources:
        if str(source) == "-":
            raw = sys.stdin.buffer.read()
            found.setdefault("-", _from_bytes("stdin", raw, limits))
            continue
        for path in _expanded(source):
            found.setdefault(path.resolve(), _from_path(path, limits))
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


def _from_path(path: Path, limits: InputSettings) -> Listing:
    if path.is_dir():
        return _from_folder(path, limits)
    if not path.is_file():
        raise SourceUnreadable(path=path, format="a file", why="it is neither a file nor a folder")
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise SourceUnreadable(path=path, format="a file", why=error.strerror or "it cannot be opened") from error
    if not start:
        raise SourceEmpty(path=path)
    members = members_of(Archive(path.name, path, limits), start)
    return Listing(path.name, tuple(members or [Member(path.name, path, size=path.stat().st_size)]), path)


def _from_bytes(name: str, raw: bytes, limits: InputSettings) -> Listing:
    if not raw:
        raise SourceEmpty(path="-")
    members = members_of(Archive(name, io.BytesIO(raw), limits), raw[:_START])
    return Listing(name, tuple(members or [Member(name, load=lambda: raw, size=len(raw))]), raw=raw)


def _from_folder(folder: Path, limits: InputSettings) -> Listing:
    """List a folder and the archives in it; links are not followed, hidden files and clutter are not read."""
    members: list[Member] = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        name = place.as_posix()
        if path.is_symlink() or not path.is_file() or is_clutter(name):
            continue
        if any(part.startswith(".") for part in place.parts):
            continue
        try:
            inner = _from_path(path, limits).members
        except SourceEmpty:
            continue
        alone = len(inner) == 1
        members += [replace(member, name=name if alone else f"{name}/{member.name}") for member in inner]
    if not members:
        raise SourceEmpty(path=folder)
    return Listing(folder.resolve().name or str(folder), tuple(members), folder)
