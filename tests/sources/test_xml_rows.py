"""Rows of XML: the dump's layout and any other give the same, escapes are undone, nothing is declared or expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources.member import Member
from rse_maturity.sources.xml_rows import read_xml_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

WANTED = ("Id", "Name")


def rows_of(text: str | bytes, wanted: Sequence[str] = WANTED) -> tuple[list[dict], list[tuple[int, str]]]:
    content = text if isinstance(text, bytes) else text.encode()
    blocks = list(read_xml_rows(Member("a.xml", load=lambda: content), wanted))
    rows = pl.concat([block.select("line", *wanted) for block, _ in blocks]).to_dicts()
    return rows, [(line, why) for _, refused in blocks for line, _, why in refused.iter_rows()]


def test_attributes_are_read_with_their_lines_and_the_others_left():
    first = '<row Id="1" Body=" Name=" Name="&lt;b&gt; &amp;amp;" />'
    text = f'\ufeff<?xml version="1.0"?>\n<all>\n  {first}\n  <row Id="2" />\n</all>\n'
    rows, refused = rows_of(text)
    assert rows == [{"line": 3, "Id": "1", "Name": "<b> &amp;"}, {"line": 4, "Id": "2", "Name": None}]
    assert refused == []


def test_a_cut_line_is_refused_and_counted():
    rows, refused = rows_of('<all>\n<row Id="1" />\n<row Id="2" Name="x\n')
    assert [row["Id"] for row in rows] == ["1"]
    assert refused == [(3, "no_record")]


@pytest.mark.parametrize(
    "text",
    [
        '<all><row Id="1" Name="a"/><row Id="2"/></all>',
        "<all>\n<row Id='1' Name='a'></row>\n<row\n Id='2'/>\n</all>",
    ],
)
def test_other_layouts_are_parsed_element_by_element(text):
    rows, refused = rows_of(text)
    assert rows == [{"line": 1, "Id": "1", "Name": "a"}, {"line": 2, "Id": "2", "Name": None}]
    assert refused == []


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE all [<!ENTITY a "aaaa">]>\n<all>\n<row Id="&a;" />\n</all>',
        '<all>\n<!ENTITY a SYSTEM "file:///etc/passwd">\n<row Id="1" />\n</all>',
        "<all>" + " " * 70_000 + "<!DOCTYPE b><row Id='1'/></all>",
        "<all><row Id='&a;'/></all>",
        "<all><row Id='1'/>",
        "no xml",
        '<all>\n<row Id="1" />\n</all>'.encode("utf-16"),
    ],
)
def test_declarations_and_damage_are_errors(text):
    with pytest.raises(SourceUnreadable):
        rows_of(text)


@given(values=st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_both_ways_of_reading_agree(values):
    known = str.maketrans(dict.fromkeys(map(chr, range(32))) | {"\ufffe": None, "\uffff": None, "\x7f": None})
    plain = [[quoteattr(text.translate(known), {'"': "&quot;"}) for text in pair] for pair in values]
    elements = [f"<row Id={one} Name={two}/>" for one, two in plain]
    by_lines, refused = rows_of("<all>\n" + "\n".join(elements) + "\n</all>\n")
    at_once, _ = rows_of("<all>" + "".join(elements) + "</all>")
    assert [(row["Id"], row["Name"]) for row in by_lines] == [(row["Id"], row["Name"]) for row in at_once]
    assert refused == []


@given(st.binary(max_size=60), st.integers(0, 90))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_rows_refusals_or_an_error(noise, place):
    whole = b'<all>\n<row Id="1" Name="a" />\n<row Id="2" Name="b" />\n<row Id="3" Name="c" />\n</all>\n'
    try:
        rows_of(whole[:place] + noise + whole[place:])
    except InputError as error:
        assert str(error)  # noqa: PT017 any of them will do
