"""Which format is chosen, and what is read beside an export."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.errors import AmbiguousFormat, UnknownFormat, UnknownName
from rse_maturity.sources import inspect, load
from rse_maturity.sources.detect import choose
from rse_maturity.sources.format import Context, Evidence, Reading
from rse_maturity.sources.formats import FORMATS
from rse_maturity.sources.member import Member
from rse_maturity.sources.places import listings
from rse_maturity.sources.raw import numbered
from tests.sources.made_exports import EVENTS

PEOPLE = "id,department,manager\nada,Sales,bob\nzed,Sales,bob\n"


@dataclass
class Chat:
    """A made-up platform whose exports hold `chat.txt`, lines of a name each."""

    name: str = "chat"
    certain: float = 1.0
    marker: str = "chat.txt"
    tells: dict = field(default_factory=dict)

    def recognise(self, listing):
        found = [member.name for member in listing.members if member.name == self.marker]
        return Evidence(self.marker, self.certain) if found else None

    def read(self, listing, context):
        del context
        lines = next(member for member in listing.members if member.name == self.marker).content.decode().split()
        frame = pl.LazyFrame({"actor": lines}).with_columns(
            at=pl.datetime(2024, 3, 4, time_zone="UTC", time_unit="us"), blank=pl.lit(value=False)
        )
        return [Reading("acts", self.name, "events", frame, ("actor",), (), "", numbered)]


@pytest.fixture
def formats(monkeypatch):
    def only(*formats):
        monkeypatch.setattr("rse_maturity.sources.detect.FORMATS", (*formats, *FORMATS))

    only(Chat())
    return only


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(path, **kwargs):
    return load([path], settings=Settings(**kwargs))


@pytest.mark.usefixtures("formats")
@pytest.mark.parametrize("prefix", ["", "export/", "2024/march/export/"])
def test_an_export_is_found_below_the_folders_that_all_of_it_is_in(prefix, tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped({f"{prefix}chat.txt": "ada bob", f"{prefix}logo.png": "x"}))
    report = read(tmp_path / "x.zip").sources[0]
    assert (report.format, report.evidence, report.events, report.unread) == ("chat", "chat.txt", 2, 1)
    assert inspect([tmp_path / "x.zip"], settings=Settings()).sources[0].notes["unread_files"] == 1


def test_the_format_that_explains_most_is_chosen_and_two_alike_are_both_named(formats, tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped({"chat.txt": "ada"}))
    formats(Chat("less", 0.4), Chat("more", 0.9))
    assert read(tmp_path / "x.zip").sources[0].format == "more"
    formats(Chat("one"), Chat("other"))
    with pytest.raises(AmbiguousFormat, match=r"may be one or other.*--format-in one"):
        read(tmp_path / "x.zip")
    assert read(tmp_path / "x.zip", input={"format": "other"}).sources[0].format == "other"


@pytest.mark.usefixtures("formats")
def test_a_platform_goes_before_any_table(tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped({"chat.txt": "ada", "events.csv": EVENTS}))
    assert [report.format for report in read(tmp_path / "x.zip").sources] == ["chat"]
    assert read(tmp_path / "x.zip", input={"format": "generic"}).sources[0].format == "generic"


@pytest.mark.usefixtures("formats")
@pytest.mark.parametrize("packed", [True, False])
def test_a_list_of_people_beside_an_export_says_who_is_expected(packed, tmp_path):
    if packed:
        (tmp_path / "export.zip").write_bytes(zipped({"chat.txt": "ada bob", "a.png": "x"}))
    else:
        (tmp_path / "chat.txt").write_text("ada bob")
    (tmp_path / "annuaire.csv").write_text(PEOPLE)
    dataset = read(tmp_path)
    assert [report.format for report in dataset.sources] == ["chat", "generic_people"]
    assert dataset.people.filter("in_directory")["id"].sort().to_list() == ["ada", "zed"]
    assert dataset.directory.expected == 2
    assert sum(report.unread for report in dataset.sources) == packed


@pytest.mark.usefixtures("formats")
def test_a_workbook_or_a_named_format_of_people_beside_an_export_is_a_directory_too(tmp_path):
    (tmp_path / "chat.txt").write_text("ada bob")
    pl.read_csv(io.StringIO(PEOPLE)).write_excel(tmp_path / "staff.xlsx")
    (tmp_path / "users.csv").write_text("userPrincipalName,displayName,userType,accountEnabled\nbob,Bob,Member,True\n")
    (tmp_path / "sizes.csv").write_text("colour,size\nred,4\n")
    dataset = read(tmp_path)
    assert sorted(report.format for report in dataset.sources) == ["chat", "entra_users", "generic_people"]
    assert dataset.people.filter("in_directory")["id"].sort().to_list() == ["ada", "bob", "zed"]
    assert dataset.directory.expected == 3
    assert sum(report.unread for report in dataset.sources) == 1


@pytest.mark.usefixtures("formats")
def test_several_exports_of_a_folder_are_read_each_by_itself(tmp_path):
    for month, names in (("january", "ada"), ("february", "ada bob")):
        (tmp_path / f"{month}.zip").write_bytes(zipped({"chat.txt": names, "a.png": "x"}))
    (tmp_path / "more.csv").write_text(EVENTS)
    assert [(one.format, one.rows) for one in read(tmp_path).sources] == [("chat", 2), ("chat", 1), ("generic", 4)]


def test_what_nobody_claims_is_told_with_the_formats_there_are(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("colour,size\nred,4\n")
    with pytest.raises(UnknownFormat, match="generic"):
        read(tmp_path)
    with pytest.raises(UnknownName, match="slack_export"):
        read(tmp_path, input={"format": "slack"})


def test_of_thousands_of_members_called_alike_a_few_are_looked_into(tmp_path, monkeypatch):
    looked: list[str] = []
    head = Member.head

    def counted(self, size):
        if self.start is None:
            looked.append(self.name)
        return head(self, size)

    monkeypatch.setattr(Member, "head", counted)
    said = '[{"type": "message", "user": "U1", "ts": "1709540100.000200"}]'
    days = {f"channel-{number}/2024-03-04.json": said for number in range(300)}
    (tmp_path / "a.zip").write_bytes(zipped({"users.json": "[]", "channels.json": "[]", **days}))
    listing = listings([tmp_path / "a.zip"], limits=Settings().input)[0]
    (choice,) = choose(listing, Context(Settings(), "UTC"))
    assert choice.format.name == "slack_export"
    assert choice.listing == listing
    assert len(set(looked)) < 100
