"""Separated text piece by piece: the same as in one, whatever the size of a piece."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.csv_pieces import csv_layout, csv_pieces
from rse_maturity.sources.places import Member


def member(content):
    return Member("made.csv", load=lambda: content.encode() if isinstance(content, str) else content)


def rows_of(content, wanted=("a", "b"), size=1 << 20):
    return [row for piece in csv_pieces(member(content), wanted=wanted, size=size) for row in piece.frame.rows()]


CELLS = st.text(st.sampled_from('xyé",;\n '), max_size=8)


@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12), size=st.integers(1, 60))
def test_pieces_of_any_size_hold_every_row_once(rows, size):
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("a", "b"), *rows])
    assert [tuple(cell or "" for cell in row) for row in rows_of(written.getvalue(), size=size)] == rows


def test_lines_of_rows_are_those_of_the_text():
    text = 'a,b\n1,"two\nlines"\n2,x\n3,"three\n\nlines"\n4,y\n'
    found = [line for piece in csv_pieces(member(text), wanted=["a"], size=1) for line in piece.lines([0])]
    assert found == [2, 4, 5, 8]
    whole = next(csv_pieces(member(text), wanted=["a"]))
    assert whole.lines([0, 1, 2, 3]) == [2, 4, 5, 8]


def test_only_the_columns_asked_for_are_read():
    piece = next(csv_pieces(member("a,secret,b\n1,s,2\n"), wanted=("b", "none", "a")))
    assert piece.frame.to_dicts() == [{"b": "2", "none": None, "a": "1"}]


def test_a_damaged_piece_loses_its_bad_records_alone():
    text = 'a,b\n1,x\n2,y,z\n3,"w" v"\n4,u\n'
    pieces = list(csv_pieces(member(text), wanted=("a", "b")))
    assert pl.concat([piece.frame for piece in pieces])["a"].to_list() == ["1", "3", "4"]
    assert [row for piece in pieces for row in piece.refused.rows()] == [(3, "", "too_many_fields")]
    assert [line for piece in pieces for line in piece.lines(range(piece.frame.height))] == [2, 4, 5]


def test_a_quote_that_never_closes_does_not_hold_back_the_whole_text(monkeypatch):
    monkeypatch.setattr("rse_maturity.sources.csv_pieces._LONGEST", 1000)
    text = "a,b\n1,x\n" + '2,"open\n' + "3,z\n" * 5000
    assert sum(1 for _ in csv_pieces(member(text), wanted=["a"], size=100)) > 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    assert rows_of("a;b\r\né;œuvre\r\n".encode(encoding)) == [("é", "œuvre")]


def test_stray_bytes_do_not_spoil_the_rest():
    text = "a,b\n" + "é,x\n" * 70_000  # beyond what the encoding is judged by
    assert rows_of(text.encode() + b"\xe9,y\n", size=1 << 16)[-1] == ("é", "y")


def test_a_header_alone_gives_nothing():
    assert rows_of("a,b\n") == []
    assert csv_layout(member("a\tb\n")).separator == "\t"


@pytest.mark.parametrize(("content", "error"), [(b"\n", SourceEmpty), (bytes(range(32)) * 9, SourceUnreadable)])
def test_what_is_no_table(content, error):
    with pytest.raises(error):
        csv_layout(member(content))
