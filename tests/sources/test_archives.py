"""Archives: read in place whatever their kind, and refused where they are not what they should be."""

from __future__ import annotations

import contextlib
import gzip
import io
import stat
import tarfile
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import InputSettings, Settings
from rse_maturity.errors import ArchiveRefused, InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.places import listings
from tests.sources.made_exports import EVENTS

FILES = {
    "export/events.csv": EVENTS.encode(),
    "__MACOSX/export/._events.csv": b"\x00",
    "export/b/notes.bin": b"ab" * 99,
}


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files, *, links=()):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, kind in links:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    return packed.getvalue()


def tar_gz(files, **kwargs):
    return gzip.compress(tarred(files, **kwargs))


def listed(path, **limits):
    return listings([path], limits=InputSettings(**limits))[0]


@pytest.fixture(params=[zipped, tarred, tar_gz, "long tar_gz"])
def pack(request, monkeypatch):
    if request.param == "long tar_gz":
        monkeypatch.setattr("rse_maturity.sources.tars.HARMLESS", 600)
        return tar_gz
    return request.param


def test_members_are_listed_and_read_in_place(pack, tmp_path):
    (tmp_path / "x").write_bytes(pack(FILES))
    members = {member.name: member for member in listed(tmp_path / "x").members}
    assert sorted(members) == ["export/b/notes.bin", "export/events.csv"]
    for name, member in members.items():
        assert member.size == len(FILES[name])
        assert not member.mark.read
        assert member.head(4) == FILES[name][:4]
        assert not member.mark.read
        assert member.content == b"".join(member.blocks(7)) == FILES[name]
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_archive_gives_what_its_file_gives(pack, tmp_path):
    (tmp_path / "x").write_bytes(pack({"events.csv": EVENTS.encode()}))
    (tmp_path / "events.csv").write_text(EVENTS)
    alone = load([tmp_path / "events.csv"], settings=Settings())
    assert load([tmp_path / "x"], settings=Settings()).events.equals(alone.events)


def test_a_zip_within_a_zip_is_listed_one_level_deep(tmp_path):
    inner = {"posts.csv": EVENTS.encode(), "deeper.zip": zipped({"a": b"a"})}
    (tmp_path / "x.zip").write_bytes(zipped({"batch1.zip": zipped(inner), "batch2.zip": zipped(inner)}))
    members = {member.name: member for member in listed(tmp_path / "x.zip").members}
    assert sorted(members) == [f"batch{n}.zip/{name}" for n in (1, 2) for name in ("deeper.zip", "posts.csv")]
    assert members["batch1.zip/posts.csv"].content == EVENTS.encode()
    with members["batch1.zip/posts.csv"].open() as one, members["batch2.zip/posts.csv"].open() as other:
        assert one.read() == other.read()


@pytest.mark.parametrize("name", ["../up.csv", "/root.csv", "a/../../up.csv", "C:\\x.csv", "..\\up.csv"])
@pytest.mark.parametrize("kind", [zipped, tarred])
def test_names_that_lead_out_are_refused(name, kind, tmp_path):
    (tmp_path / "x").write_bytes(kind({name: b"a,b\n1,2\n"}))
    with pytest.raises(SourceUnreadable, match="outside of it"):
        listed(tmp_path / "x")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_refused(kind, tmp_path):
    (tmp_path / "x").write_bytes(tarred(FILES, links=[("link", kind)]))
    with pytest.raises(SourceUnreadable, match="link or a device"):
        listed(tmp_path / "x")


def test_links_are_refused_in_a_zip_and_not_followed_in_a_folder(tmp_path):
    entry = zipfile.ZipInfo("link.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(SourceUnreadable, match="link or a device"):
        listed(tmp_path / "x.zip")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "events.csv").write_text(EVENTS)
    (folder / "other.csv").symlink_to(folder / "events.csv")
    assert [member.name for member in listed(folder).members] == ["events.csv"]


@pytest.mark.parametrize(
    ("limits", "key"),
    [({"max_members": 1}, "max_members"), ({"max_unpacked_bytes": 300}, "max_unpacked_bytes")],
)
def test_too_many_members_or_bytes_say_how_to_allow_them(pack, limits, key, tmp_path):
    (tmp_path / "x").write_bytes(pack(FILES))
    with pytest.raises(ArchiveRefused, match=rf"{key} is {limits[key]}.*raise {key} under \[input\]"):
        [member.content for member in listed(tmp_path / "x", **limits).members]


@pytest.mark.parametrize("kind", [zipped, lambda files: gzip.compress(files["big"]), tar_gz])
def test_a_bomb_is_refused_before_it_goes_off(kind, tmp_path, monkeypatch):
    for room in ("archive", "tars"):
        monkeypatch.setattr(f"rse_maturity.sources.{room}.HARMLESS", 10_000)
    (tmp_path / "x").write_bytes(kind({"big": b"0" * 3_000_000}))
    with pytest.raises(ArchiveRefused, match="max_ratio"):
        [member.content for member in listed(tmp_path / "x").members]
    assert [member.content for member in listed(tmp_path / "x", max_ratio=2000).members] == [b"0" * 3_000_000]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(0, 3000),
    bits=st.integers(1, 255),
    cut=st.booleans(),
    kind=st.sampled_from((zipped, tarred, tar_gz)),
)
def test_a_damaged_archive_is_an_error_or_read(place, bits, cut, kind, tmp_path_factory):
    content = bytearray(kind(FILES))
    place %= len(content)
    content[place] ^= bits
    path = tmp_path_factory.mktemp("damaged") / "x"
    path.write_bytes(content[: place + 1] if cut else content)
    with contextlib.suppress(InputError):
        assert all(isinstance(member.content, bytes) for member in listed(path).members)
