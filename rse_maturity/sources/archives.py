"""Archives read in place: zip, tar, tar.gz and gzip. Nothing is unpacked to disk; nothing leads out of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.sources.tars import TAR_MARK, TAR_MARK_AT, gzip_members, tar_members
from rse_maturity.sources.zips import zip_members

if TYPE_CHECKING:
    from rse_maturity.sources.archive import Archive
    from rse_maturity.sources.member import Member

GZIP, ZIPS = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")


def members_of(archive: Archive, head: bytes) -> list[Member] | None:
    """List an archive, or None where the first bytes are not those of one.

    Raises
    ------
    SourceEmpty, SourceUnreadable, ArchiveRefused
        It holds no file; it is damaged, locked, or has names or links that lead out of it; it is too large.
    """
    if head[:4] in ZIPS:
        return zip_members(archive)
    if head[:2] == GZIP:
        return gzip_members(archive)
    if head[TAR_MARK_AT : TAR_MARK_AT + len(TAR_MARK)] == TAR_MARK:
        return tar_members(archive)
    return None
