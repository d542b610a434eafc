"""One JSON document piece by piece: the same as in one, whatever the size of a piece."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.places import Member

TEXTS = st.text(st.sampled_from('ab"\\{}[],: \né\U0001f600'), max_size=6)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(SCALARS, lambda more: st.lists(more, max_size=3) | st.dictionaries(TEXTS, more, max_size=3))


def member(content):
    return Member("made.json", load=lambda: content.encode() if isinstance(content, str) else content)


def records_of(content, **options):
    found = []
    for piece in json_pieces(member(content), **options):
        assert piece.first == len(found)
        found += json.loads(piece.content)
    return found


@given(
    records=st.lists(VALUES, max_size=8),
    around=st.tuples(*[st.dictionaries(TEXTS, VALUES, max_size=3)] * 2),
    path=st.sampled_from(["", "records", "data.page.records"]),
    layout=st.fixed_dictionaries({"ensure_ascii": st.booleans(), "indent": st.sampled_from([None, 1])}),
    size=st.integers(1, 40),
)
def test_pieces_of_any_size_hold_every_record_once(records, around, path, layout, size):
    document = records
    before, after = around
    for key in reversed(path.split(".") if path else []):
        document = {f"-{one}": value for one, value in before.items()} | {key: document} | after
    text = json.dumps(document, **layout)
    wanted = ("other", path)
    assert records_of(text, under=wanted, size=size) == records
    assert records_of("\ufeff" + text + " \n", under=wanted, size=size) == records


@given(record=VALUES, cut=st.integers(0, 10_000), size=st.integers(1, 40))
def test_a_document_that_is_cut_is_told_and_what_stands_before_the_cut_is_whole(record, cut, size):
    text = json.dumps({"a": [1], "records": [record, record, record], "b": {}}, ensure_ascii=False).encode()
    found = []

    def read():
        for piece in json_pieces(member(text[: cut % len(text)]), under=["records"], size=size):
            found.extend(json.loads(piece.content))

    with pytest.raises(SourceUnreadable, match="cut or damaged"):
        read()
    assert found == [record] * len(found)


DAMAGED = {
    "nothing": "",
    "blanks": " \n",
    "a word": "lorem",
    "a number": "[1, 2",
    "lost bracket": '{"records": [1, 2}',
    "wrong bracket": '{"records": [1, 2], "b": [1}',
    "one too many": '{"records": [1, 2]}]',
    "words behind": '{"records": [1, 2]} and more',
    "a second document": '{"records": [1, 2]}\n{"records": [3]}',
    "a second list": "[1][2]",
    "no comma": '{"a": 1 "records": []}',
    "no key": '{7: 1, "records": []}',
    "commas": '{"records": [,]}',
    "last comma": '{"records": [{"a": 1},\n]}',
    "open quote": '{"records": ["a, b]}',
    "slash": '{"records": ["a\\',
}  # fmt: skip


@pytest.mark.parametrize("size", [1, 1000])
@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged(name, size):
    text = DAMAGED[name]
    with pytest.raises((SourceUnreadable, ValueError)) as told:  # a piece may be damaged by itself
        records_of(text, under=["", "records"], size=size)
    assert isinstance(told.value, json.JSONDecodeError) or "cut or damaged" in str(told.value)


@pytest.mark.parametrize(
    "text", ['{"a": [1]}', "{}", '{"records": {"a": 1}}', '{"records": null}', '{"a": {"records": []}}']
)
def test_a_document_without_the_list(text):
    with pytest.raises(SourceUnreadable, match="not where it should be"):
        records_of(text, under=["records", "b.records"])


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' + "[" * 100_000, '{"records": [' + '{"a":' * 5000 + "1"])
@pytest.mark.parametrize("size", [1 << 10, 1 << 20])
def test_deep_documents_are_refused(text, size):
    with pytest.raises(SourceUnreadable, match="too deep"):
        records_of(text, under=["", "records"], size=size)


@pytest.mark.parametrize("text", ['[{"a": "é"}]'.encode("utf-16"), b"\xff\xff\xff"])
def test_what_is_no_utf8(text):
    with pytest.raises(SourceUnreadable, match="not UTF-8"):
        records_of(text)


def test_a_record_alone_stands_for_a_list_of_one_where_that_is_allowed():
    assert records_of('{"items": {"a": "]"}, "b": 1}', under=["items"], lone=True) == [{"a": "]"}]
    assert records_of('{"items": null}', under=["items"], lone=True) == []
    with pytest.raises(SourceUnreadable):
        records_of('{"items": {"a": 1}', under=["items"], lone=True)


def test_a_record_without_end_does_not_hold_the_whole_document(monkeypatch):
    monkeypatch.setattr("rse_maturity.sources.json_pieces._LONGEST", 1000)
    read = []

    class Long:
        name = "long.json"

        def blocks(self, size):
            for number in range(1000):
                read.append(number)
                yield b'["' if not number else b"x" * size

    with pytest.raises(SourceUnreadable):
        list(json_pieces(Long(), size=100))
    assert len(read) < 20
