"""Files that are too long to be held as a whole say the same as short ones, piece by piece."""

from __future__ import annotations

import json
import random
import zipfile

import pytest

from rse_maturity.config import Settings
from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.csv_pieces import utf8_blocks, whole_records
from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.member import Member, stream_of_blocks
from tests.sources.formats.test_activitystreams2 import act, note, outbox
from tests.sources.formats.test_buddypress import ACTIVITY, GROUPS
from tests.sources.formats.test_jive import FILES
from tests.sources.formats.test_xapi import BY_ACCOUNT, BY_MAIL, said, statements
from tests.sources.made_exports import spoken

CHANCE = random.Random(7)  # noqa: S311 made-up records
ROWS = [
    {"timestamp": f"2024-01-{1 + number % 28:02}T10:00:00Z", "actor": CHANCE.choice(["ann", "bob"]), "text": 'a, "b"\n'}
    for number in range(60)
]
ROWS[40] = {"timestamp": "never", "actor": "ann", "text": "x"}
TABLE = "timestamp,actor,text\n" + "".join(
    f'{row["timestamp"]},{row["actor"]},"{row["text"].replace(chr(34), chr(34) * 2)}"\n' for row in ROWS
)
OUTBOX = outbox(
    *[act("Create", f"a{number}", note(f"n{number}")) for number in range(30)],
    act("Delete", "d1", {"type": "Tombstone", "id": "n3"}), act("Like", "l1", "a20"), act("Like", "l2", "n21"), 7,
)  # fmt: skip
STATEMENTS = statements(
    said("v1", "voided", "s2", BY_MAIL),
    {**said("r1", "answered", "s20", BY_ACCOUNT), "object": {"objectType": "StatementRef", "id": "s20"}},
    *[said(f"s{number}", "created", f"m{number}", BY_MAIL) for number in range(30)],
    said("o1", "viewed", "m1", {"account": {"homePage": "https://b.example", "name": "bob"}}),
)
FILES_OF = {
    "activitystreams2": {"o.json": json.dumps(OUTBOX["outbox.json"])},
    "xapi": {"s.json": json.dumps(STATEMENTS["s.json"])},
    "buddypress": {"a.csv": ACTIVITY, "g.csv": GROUPS},
    "jive": FILES,
    "csv": {"a.csv": TABLE},
    "short rows": {"a.csv": TABLE.replace(",bob,", ",bob\n2024-02-01,bob,", 1) + "2024-02-02\n"},
    "utf-16": {"a.csv": TABLE.encode("utf-16")},
    "preamble": {"a.csv": "A report\n\n" + TABLE},
    "json": {"a.json": json.dumps([*ROWS[:20], 7, {}, *ROWS[20:], {"more": 1, **ROWS[0]}])},
    "json by lines": {"a.ndjson": "\n".join(map(json.dumps, [*ROWS[:20], [], *ROWS[20:]])) + "\n{cut"},
}


def put(place, files):
    path = place / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def long(monkeypatch):
    """Take every file for a long one, cut in pieces of some hundred bytes."""

    def short_pieces():
        for name in ("delimited", "documents"):
            monkeypatch.setattr(f"rse_maturity.sources.{name}.HELD", 0)
        for function in (json_pieces, whole_records, utf8_blocks):
            monkeypatch.setitem(function.__kwdefaults__, "size", 300)
        monkeypatch.setattr("rse_maturity.sources.line_blocks.line_blocks.__kwdefaults__", {"size": 300})

    return short_pieces


@pytest.mark.parametrize("name", FILES_OF)
def test_pieces_say_what_the_whole_says(name, tmp_path, long):
    path = put(tmp_path, FILES_OF[name])
    whole = load([path], settings=Settings())
    long()
    pieces = load([path], settings=Settings())
    assert spoken(pieces).equals(spoken(whole))
    assert pieces.people.equals(whole.people)
    assert pieces.rejected.select("line", "field", "reason").equals(whole.rejected.select("line", "field", "reason"))
    assert pieces.dropped == whole.dropped
    assert whole.events.height >= 3


@pytest.mark.parametrize("name", ["activitystreams2", "xapi", "json"])
def test_a_long_document_that_is_cut_is_unreadable(name, tmp_path, long):
    ((file, content),) = FILES_OF[name].items()
    long()
    with pytest.raises(SourceUnreadable):
        load([put(tmp_path, {file: content[:-9]})], settings=Settings())


def test_a_long_list_without_any_object_is_unreadable(write, long):
    long()
    with pytest.raises(SourceUnreadable):
        load([write("[1, 2, []]", "a.json")], settings=Settings())


def test_a_stream_of_blocks_is_read_in_any_portions():
    with stream_of_blocks(iter([b"", b"abc", b"", b"defgh"])) as stream:
        assert [stream.read(2), stream.read(100), stream.read()] == [b"ab", b"cdefgh", b""]


def test_a_short_member_is_held_and_a_long_one_is_not():
    assert [Member("x", load=lambda: b"abcd").up_to(size) for size in (3, 4)] == [None, b"abcd"]
