"""Rows that cannot be used, one by one; sources that cannot be used at all."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest

from rse_maturity.config import Settings
from rse_maturity.errors import (
    ColumnMissing,
    DateOrderUnknown,
    NothingLeft,
    SourceEmpty,
    SourceNotFound,
    SourceUnreadable,
    UnknownName,
)
from rse_maturity.sources import load


def refused(dataset):
    return dataset.rejected.select("line", "field", "reason").rows()


def test_each_row_is_refused_with_its_line_field_and_reason(read):
    dataset = read(
        'timestamp,actor,text\n2024-01-01,ann,"two\nlines"\nnever,bob,x\n,bob,x\n1989-12-31,bob,x\n2999-01-01,bob,x\n'
        '2024-01-02, ,x\n"2024-01-03",bob,"more\nand\nmore"\n0001-01-01,bob,x\n9999-12-31T23:59:59Z,bob,x\n'
    )
    assert refused(dataset) == [
        (4, "timestamp", "unreadable_time"),
        (5, "timestamp", "missing_time"),
        (6, "timestamp", "before_1990"),
        (7, "timestamp", "after_tomorrow"),
        (8, "actor", "missing_actor"),
        (12, "timestamp", "before_1990"),
        (13, "timestamp", "after_tomorrow"),
    ]
    report = dataset.sources[0]
    assert (report.rows, report.events, report.rejected) == (9, 2, 7)


def test_rows_of_another_length_are_refused_and_the_rest_is_read(read):
    dataset = read(
        'timestamp,actor,kind\n2024-01-01,ann,post\n2024-01-02,ann\n2024-01-03,ann,post,x\n2024-01-04,"a\nb",post\n'
        "2024-01-05,ann,post,\n2024-01-06,ann,\n"
    )
    assert refused(dataset) == [(3, "", "too_few_fields"), (4, "", "too_many_fields"), (7, "", "too_many_fields")]
    assert dataset.people["id"].to_list() == ["ann", "a b"]


def test_a_short_row_is_seen_where_texts_hold_separators(read):
    dataset = read('timestamp,actor,text\n2024-01-01,ann,"one, two, three"\n2024-01-02,ann\n2024-01-03,bob,\n')
    assert refused(dataset) == [(3, "", "too_few_fields")]
    assert dataset.events.height == 2


@pytest.mark.parametrize("last", ["2024-01-02,ann", "2024-01-02,ann,"])
def test_a_short_row_is_seen_far_below_full_ones(read, last):
    full = "".join(f'2024-01-01,ann,"{number}, and one"\n' for number in range(1500))
    dataset = read(f"timestamp,actor,text\n{full}{last}\n")
    short = last.count(",") == 1
    assert refused(dataset) == ([(1502, "", "too_few_fields")] if short else [])
    assert dataset.events.height == 1501 - short


def test_a_quote_inside_a_cell_or_never_closed_spoils_no_other_row(read):
    assert read('timestamp,actor,text\n2024-01-01,ann,5" screen\n2024-01-02,bob,ok\n').events.height == 2
    dataset = read('timestamp,actor,text\n2024-01-01,ann,ok\n2024-01-02,bob,"never\n2024-01-03,bob,ok\n')
    assert refused(dataset) == [(3, "", "open_quote")]


def test_blank_rows_are_no_rows(read):
    dataset = read("timestamp,actor\n2024-01-01,ann\n\n,\n2024-01-02,bob\n\n")
    assert (dataset.sources[0].rows, dataset.events.height, refused(dataset)) == (2, 2, [])


def test_lines_after_a_preamble_and_in_json(read):
    assert refused(read("sep=,\nA report\n\ntimestamp,actor\n2024-01-01,ann\nx,ann\n")) == [
        (6, "timestamp", "unreadable_time")
    ]
    lines = '{"timestamp": "2024-01-01", "actor": 7}\n{"timest\n\n{"timestamp": "x", "actor": "ann"}\n'
    assert refused(read(lines)) == [(2, "", "no_record"), (4, "timestamp", "unreadable_time")]


def test_lines_of_a_long_file_are_those_of_the_file(read, monkeypatch):
    monkeypatch.setattr("rse_maturity.sources.delimited._CHUNK", 64)
    rows = [f'2024-01-01,ann,"{chr(10) * (number % 3)}"' for number in range(500)]
    rows[400] = "bad,ann,x"
    line = 2 + sum(1 + number % 3 for number in range(400))
    assert refused(read("timestamp,actor,text\n" + "\n".join(rows) + "\n")) == [(line, "timestamp", "unreadable_time")]


def test_signs_that_control_a_terminal_are_stripped_from_names(read):
    dataset = read("timestamp,actor,channel\n2024-01-01,\x1b[31mann\x07<b>,[bold]x\x00\n2024-01-02,\x01\x02,y\n")
    assert dataset.people["id"].to_list() == ["[31mann<b>"]
    assert dataset.channels["name"].to_list() == ["[bold]x"]
    assert refused(dataset) == [(3, "actor", "missing_actor")]


def test_a_cell_of_many_megabytes_is_read(read):
    dataset = read('timestamp,actor,text\n2024-01-01,ann,"' + "x" * 50_000_000 + '"\n2024-01-02,bob,a\n')
    assert (dataset.events.height, dataset.dropped["texts"]) == (2, 2)


TABLE = b"timestamp,actor\n2024-01-01,ann\n"
UNUSABLE = {
    "empty": (b"", SourceEmpty),
    "header only": (b"event_id,timestamp,actor\n", SourceEmpty),
    "noise": (bytes(number * number % 251 for number in range(5000)), SourceUnreadable),
    "no time": (b"event_id,actor,kind\n1,ann,post\n", ColumnMissing),
    "no actor": (b"event_id,timestamp\n1,2024-01-01\n", ColumnMissing),
    "no header": (b"2024-01-01,ann@example.org\n2024-01-02,bob@example.org\n", ColumnMissing),
    "people only": (b"id,department\nann,Sales\n", ColumnMissing),
    "prose": (b"Hello world.\nHow are you?\n", ColumnMissing),
    "every row bad": (b"timestamp,actor\nx,ann\ny,bob\n", NothingLeft),
    "either order": (b"date,actor\n03/04/2024,ann\n", DateOrderUnknown),
    "cut json": (b'[{"timestamp":"2024-01-01","actor":"ann"},{"tim', SourceUnreadable),
    "deep json": (b"[" * 100_000, SourceUnreadable),
    "json of numbers": (b"[1, 2]", SourceUnreadable),
    "cut gzip": (gzip.compress(TABLE * 5000)[:60], SourceUnreadable),
    "empty gzip": (gzip.compress(b""), SourceEmpty),
    "cut zip": (b"PK\x03\x04" + bytes(60), SourceUnreadable),
    "cut parquet": (b"PAR1" + bytes(60), SourceUnreadable),
    "zeros": (bytes(500), SourceUnreadable),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used_is_a_clear_error(read, name):
    content, error = UNUSABLE[name]
    with pytest.raises(error) as told:
        read(content)
    assert "ann@" not in str(told.value)


def test_where_nothing_is_there(tmp_path):
    for source in (tmp_path / "missing.csv", str(tmp_path / "*.csv"), "x" * 5000, "nul\x00"):
        with pytest.raises(SourceNotFound):
            load([source], settings=Settings())
    with pytest.raises(SourceEmpty):
        load([tmp_path], settings=Settings())


@pytest.mark.parametrize(
    "overrides",
    [{"time": {"zone": "Europe/Pariss"}}, {"input": {"format": "generik"}}, {"people": {"unit": "departmnt"}}],
)
def test_a_name_that_does_not_exist_is_told_with_the_nearest(read, overrides):
    with pytest.raises(UnknownName, match=r"Did you mean '(Europe/Paris|generic|department)'"):
        read(TABLE, **overrides)


def test_one_row_and_duplicate_headers(read):
    assert read(b"timestamp,actor\n2024-01-01,ann\n").events.height == 1
    dataset = read(b"timestamp,actor,actor\n2024-01-01,ann,bob\n")
    assert [column.column for column in dataset.sources[0].columns] == ["timestamp", "actor", "actor (2)"]
    assert dataset.people["id"].to_list() == ["ann"]


def test_odd_json_values_are_text(read):
    rows = [{"timestamp": 1709543700, "actor": {"id": 5, "name": "x"}, "tags": ["b", "a"], "ok": True},
            {"timestamp": "2024-03-05", "actor": "ann", "late": None}]  # fmt: skip
    dataset = read(json.dumps(rows))
    assert set(dataset.people["id"]) == {"5", "ann"}
    assert dataset.tags["tag"].to_list() == ["a", "b"]


def test_a_few_dates_written_otherwise_are_read_too(read):
    days = [f"{day:02}/03/2024" for day in range(1, 29)]
    dataset = read("date,actor\n" + "".join(f"{day},ann\n" for day in days) + "2024-03-30T10:00:00Z,bob\nx,eve\n")
    late = dataset.events.filter(actor=1).select("day", "precision").row(0)
    assert late == (date(2024, 3, 30), "second")
    assert dataset.events.filter(actor=0)["precision"].unique().to_list() == ["day"]
    assert refused(dataset) == [(31, "timestamp", "unreadable_time")]
