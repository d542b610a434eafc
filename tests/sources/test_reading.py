"""Files as they come: encodings, separators, kinds of file, archives."""

from __future__ import annotations

import copy
import gzip
import hashlib
import io
import json
import zipfile
from dataclasses import asdict

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.formats import FORMATS
from tests.sources.made_exports import EVENTS, spoken

TABLE = pl.read_csv(io.StringIO(EVENTS), infer_schema=False)


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


def _parquet(table: pl.DataFrame) -> bytes:
    written = io.BytesIO()
    table.write_parquet(written)
    return written.getvalue()


def _workbook(table: pl.DataFrame) -> bytes:
    written = io.BytesIO()
    table.write_excel(written)
    return written.getvalue()


WHEN = pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%SZ")
SHAPES = {
    "tab": TABLE.write_csv(separator="\t").encode(),
    "semicolon": TABLE.write_csv(separator=";").encode(),
    "bar": TABLE.write_csv(separator="|").encode(),
    "quoted": TABLE.write_csv(quote_style="always").encode(),
    "crlf": EVENTS.replace("\n", "\r\n").encode(),
    "cr": EVENTS.replace("\n", "\r").encode(),
    "bom": b"\xef\xbb\xbf" + EVENTS.encode(),
    "utf16": EVENTS.encode("utf-16"),
    "utf16 without mark": EVENTS.encode("utf-16-be"),
    "sep line": b"sep=;\r\n" + TABLE.write_csv(separator=";").encode(),
    "preamble": b"Activity, of the network\n\nmade, on Monday\n" + EVENTS.encode(),
    "blank lines": EVENTS.replace("\n", "\n\n").encode(),
    "json": TABLE.write_json().encode(),
    "json within": json.dumps({"count": 4, "items": TABLE.to_dicts()}).encode(),
    "ndjson": TABLE.write_ndjson().encode(),
    "parquet": _parquet(TABLE),
    "typed parquet": _parquet(TABLE.with_columns(WHEN.dt.replace_time_zone("UTC"))),
    "workbook": _workbook(TABLE),
    "dated workbook": _workbook(TABLE.with_columns(WHEN)),
    "gzip": gzip.compress(EVENTS.encode()),
    "zip": _zip(export__events_csv=EVENTS.encode(), export__read_md=b"# hello"),
    "zip of gzip": _zip(events_csv_gz=gzip.compress(EVENTS.encode())),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_export_in_every_shape_gives_the_same_events(read, shape):
    assert spoken(read(SHAPES[shape], "export")).equals(spoken(read(EVENTS)))


@pytest.mark.parametrize(
    ("content", "encoding", "name"),
    [
        ("timestamp,actor\n2024-03-04,Zoë\n".encode(), "utf-8", "Zoë"),
        ("timestamp,actor\n2024-03-04,Zoë €\n".encode("cp1252"), "cp1252", "Zoë €"),
        ("timestamp,actor\n2024-03-04,Zoë Éva\n".encode() + b"2024-03-05,No\xeb\n", "utf-8+cp1252", "Zoë Éva"),
    ],
)
def test_encodings_are_found(read, content, encoding, name):
    dataset = read(content)
    assert dataset.sources[0].encoding == encoding
    assert name in dataset.people["id"].to_list()


def test_an_encoding_that_shows_late_is_found_too(read):
    content = ("timestamp,actor\n" + "2024-03-04,ann\n" * 90_000).encode() + b"2024-03-05,No\xeb\n"
    assert set(read(content).people["id"]) == {"ann", "Noë"}


def test_a_folder_is_read_whole_and_prose_passed_over(tmp_path):
    head, *rows = EVENTS.splitlines()
    (tmp_path / "march").mkdir()
    (tmp_path / "march" / "one.csv").write_text("\n".join([head, *rows[:2]]))
    (tmp_path / "two.json").write_text(TABLE[2:].write_json())
    (tmp_path / "README.md").write_text("date, author: what this is")
    dataset = load([tmp_path], settings=Settings())
    assert dataset.events.height == 4
    assert [report.rows for report in dataset.sources] == [2, 2]


def test_a_glob_and_standard_input(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text(EVENTS)
    (tmp_path / "b.csv").write_text(EVENTS)
    dataset = load([str(tmp_path / "*.csv")], settings=Settings())
    assert [(report.events, report.duplicates) for report in dataset.sources] == [(4, 0), (0, 4)]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(EVENTS.encode()))))
    assert spoken(load(["-"], settings=Settings())).equals(spoken(dataset))


def test_each_source_has_the_digest_of_its_file_and_a_folder_one_of_all(tmp_path):
    (tmp_path / "a.csv").write_text(EVENTS)
    (tmp_path / "b.csv").write_text(EVENTS.replace("ada", "Ada"))
    files = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "a.csv", tmp_path / "b.csv")]
    apart = load([tmp_path / "a.csv", tmp_path / "b.csv"], settings=Settings()).sources
    assert [source.sha256 for source in apart] == files
    together = {source.sha256 for source in load([tmp_path], settings=Settings()).sources}
    assert len(together) == 1
    assert not together & {*files}


def test_a_large_file_may_be_gone_before_its_digest_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr("rse_maturity.sources.places._LARGE", 1)
    (tmp_path / "a.csv").write_text(EVENTS)
    dataset = load([tmp_path / "a.csv"], settings=Settings())
    (tmp_path / "a.csv").unlink()
    digest = hashlib.sha256(EVENTS.encode()).hexdigest()
    assert dataset.sources[0].sha256 == digest
    assert asdict(dataset.sources[0])["sha256"] == digest
    assert copy.deepcopy(dataset.sources[0]).sha256 == digest


def test_a_list_of_users_beside_the_acts_lists_members_and_expects_nobody(tmp_path):
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "people.csv").write_text("id,department\nada,Sales\nzed,Sales\n")
    people = load([tmp_path], settings=Settings()).people
    assert people.select("id", "listed", "expected", "in_directory").filter(
        pl.col("id").is_in(["zed", "bob"])
    ).rows() == [
        ("bob", False, None, False),
        ("zed", True, None, False),
    ]


def test_a_workbook_without_its_extra_names_it(write, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SourceUnreadable, match=r"pip install 'rse-maturity\[xlsx\]'"):
        load([write(SHAPES["workbook"], "book.xlsx")], settings=Settings())


def test_the_tuple_of_formats_names_each_file_once():
    names = [format_.name for format_ in FORMATS]
    from importlib import resources  # noqa: PLC0415 used here alone

    files = {path.name.removesuffix(".py") for path in resources.files("rse_maturity.sources.formats").iterdir()}
    assert set(names) == files - {"__init__", "__pycache__"}, "FORMATS has a line for each file, named as the file"
    assert len(names) == len(set(names))
