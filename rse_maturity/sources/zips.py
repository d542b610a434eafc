"""Members of a zip, read in place; a zip within a zip is listed too, one level deep."""

from __future__ import annotations

import io
import stat
import zipfile
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rse_maturity.errors import SourceEmpty
from rse_maturity.sources.archive import CUT, Archive, Packed, gunzipped, inside, is_clutter, stream_of
from rse_maturity.sources.member import Member

if TYPE_CHECKING:
    from collections.abc import Callable


def zip_members(archive: Archive) -> list[Member]:
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
            found.append(_member(archive, name, stream, entry))
    if not found:
        raise SourceEmpty(path=archive.name)
    return found


def _zip(archive: Archive, packed: Packed) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(packed)
    except CUT as error:
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
        name = inside(archive, entry.filename, kind="zip").replace("\\", "/")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise archive.unreadable("it holds a link or a device", kind="zip")
        if entry.flag_bits & 1:
            raise archive.unreadable("it is protected by a password", kind="zip")
        if entry.file_size and not is_clutter(name):
            found.append((name, entry))
    return sorted(found, key=lambda one: one[0])


def _workbook(archive: Archive) -> Member:
    if isinstance(archive.packed, Path):
        return Member(archive.name, archive.packed)
    return Member(archive.name, load=archive.packed.getvalue, size=archive.size())


def _entry(archive: Archive, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return opened.open(entry)
    except CUT as error:
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
            _member(self._archive, f"{name}/{inner}", partial(self._entry, name, stream, entry), entry)
            for inner, entry in entries
        ]

    def _entry(self, name: str, stream: Callable[[], IO[bytes]], entry: zipfile.ZipInfo) -> IO[bytes]:
        return _entry(self._archive, self._at(name, stream), entry)

    def _at(self, name: str, stream: Callable[[], IO[bytes]]) -> zipfile.ZipFile:
        if self._zip is None or name != self._name:
            with stream_of(self._archive, stream, kind="zip", packed=self._archive.size()) as packed:
                self._name, self._zip = name, _zip(self._archive, io.BytesIO(packed.read()))
        return self._zip


def _member(archive: Archive, name: str, stream: Callable[[], IO[bytes]], entry: zipfile.ZipInfo) -> Member:
    """Return a member of a zip; what is packed once more by gzip is read unpacked."""
    packed, within = entry.compress_size, archive.within
    if not name.lower().endswith(".gz"):
        once = partial(stream_of, archive, stream, kind="zip", packed=packed)
        return Member(name, opened=once, size=entry.file_size, within=within)
    twice = partial(stream_of, archive, lambda: gunzipped(stream()), kind="gzip", packed=packed)
    return Member(name[: -len(".gz")], opened=twice, within=within)
