"""Records by lines: each is known by its own line, whatever stands before it."""

from __future__ import annotations

import polars as pl
import pytest

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.records import read_record_lines

SCHEMA = {"a": pl.String(), "b": pl.List(pl.String())}


@pytest.mark.parametrize(
    ("text", "kept", "refused"),
    [
        ('{"a": 1}\n{"a": "x", "b": ["y", 2]}', [0, 1], []),
        ('{"a": 1}\r\n\r\n{"a": 2}\r\n', [0, 2], []),
        ('\n{"a": 1}\n\n[1]\n\n{"a": 2}', [1, 5], [4]),
        ('{"a": 1}\n{"b": "none"}\n7', [0, 1], [3]),
        ('{"a": "x\ny"}\n{"a": 1}', [2], [1, 2]),  # damaged lines that would be whole if they were one
        ('{"a": 1\n"b": []}\n{"a": 1}', [2], [1, 2]),
        ('{"a": 1}, {"a": 2}\n{"a": 3}', [1], [1]),
    ],
)
def test_rows_and_refusals_are_where_their_lines_are(text, kept, refused):
    found = read_record_lines(text.encode(), SCHEMA, path="a.ndjson")
    assert found.placed()["record"].to_list() == kept
    assert found.refused["line"].to_list() == refused
    assert found.frame.schema == pl.Schema(SCHEMA)


@pytest.mark.parametrize("text", ["", "\n", "[1]\nx"])
def test_no_record_at_all_is_told(text):
    with pytest.raises(SourceUnreadable, match="no line"):
        read_record_lines(text.encode(), SCHEMA, path="a.ndjson")
