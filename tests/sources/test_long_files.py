"""Files that are too long to be held as a whole say the same as short ones, piece by piece."""

from __future__ import annotations

import json
import random
import zipfile

import pytest

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.csv_pieces import utf8_blocks, whole_records
from rse_maturity.sources.json_lists import lists_of_objects
from rse_maturity.sources.json_pieces import json_pieces
from rse_maturity.sources.member import Member, stream_of_blocks
from tests.sources.formats.test_activitystreams2 import act, note, outbox
from tests.sources.formats.test_buddypress import ACTIVITY, GROUPS
from tests.sources.formats.test_github import answer, issue, remark, said
from tests.sources.formats.test_google_chat_takeout import message as spoken_in
from tests.sources.formats.test_jive import FILES
from tests.sources.formats.test_rocketchat import message as chat
from tests.sources.formats.test_teams import at, lowered, message, reaction
from tests.sources.formats.test_workplace import comment, post
from tests.sources.formats.test_xapi import BY_ACCOUNT, BY_MAIL, statements
from tests.sources.formats.test_xapi import said as stated
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
    stated("v1", "voided", "s2", BY_MAIL),
    {**stated("r1", "answered", "s20", BY_ACCOUNT), "object": {"objectType": "StatementRef", "id": "s20"}},
    *[stated(f"s{number}", "created", f"m{number}", BY_MAIL) for number in range(30)],
    stated("o1", "viewed", "m1", {"account": {"homePage": "https://b.example", "name": "bob"}}),
)
DETAIL = {"@odata.type": "#microsoft.graph.membersAddedEventMessageDetail", "Members": [{"Id": "eve"}]}
SAID = [  # answers stand before and far behind what they answer, which may be deleted
    message(100, "bob", 1, answers=25), message(101, "bob", 1, answers=26), 7,
    *[message(number, "anne", number, Reactions=[reaction(number, "bob")]) for number in range(26)],
    message(26, "eve", 26, DeletedDateTime=at(27)), message(27, None, 28, EventDetail=DETAIL),
    message(102, "eve", 40, answers=0), message(103, "anne", 41, answers=26),
    message(104, "anne", 42, CreatedDateTime="never"),
]  # fmt: skip
CELLS = [[f"{number}", f"2024-03-04 {number % 24:02}:00:00", "3", "5", f"{number + 1}", "1"] for number in range(30)]
RESULT = {
    "result_count": 32, "params": {"columns": []}, "columns": ["id", "created_at", "user_id", "topic_id", "post_number",
                                          "reply_to_post_number", "raw"],
    "rows": [[*row, 'secret, "words"'] for row in CELLS[:20]] + [["1"], None] + [[*row, ""] for row in CELLS[20:]],
}  # fmt: skip
CHAT = [chat(f"m{number}", "bob", ts="never" if number == 25 else f"2024-03-04T08:{number:02}:00Z",
             reactions={":+1:": {"usernames": ["eve"]}}) for number in range(30)]  # fmt: skip
LIKED = [{"emoji": {"unicode": "+"}, "reactor_emails": ["eve@example.org"]}]
SPACE = {"messages": [5, *[spoken_in(f"M{n}", reactions=LIKED) for n in range(20)], spoken_in("T1")]}
FEED = [post(f"7_{number}", comments=[comment(f"{number}-1")]) for number in range(9)]
ISSUES = [
    issue(1, "anne"),
    remark(10, 1, "bob"),
    [],
    issue(2, "bob", created_at="never"),
    issue(3, None),
    remark(11, 2, "eve"),
]
FILES_OF = {
    "teams": {"messages_t.json": json.dumps(SAID)},
    "graph": {
        "g.json": json.dumps(
            {
                "@odata.count": 3,
                "value": lowered(
                    [
                        one if one == 7 else {**one, "Replies": [message(1000 + int(one["Id"]), "eve", 50)]}
                        for one in SAID
                    ]
                ),
            }
        )
    },
    "discourse": {"d.json": json.dumps(RESULT)},
    "rocketchat": {"r.json": json.dumps({"messages": [*CHAT[:9], "odd", *CHAT[9:]], "success": True})},
    "rocketchat list": {"r.json": json.dumps([chat(f"m{number}") for number in range(30)], indent=1)},
    "google chat": {"messages.json": json.dumps(SPACE)},
    "workplace": {"w.json": json.dumps({"data": [*FEED[:4], [], *FEED[4:]], "paging": {}})},
    "github": {"g.json": "\n".join(map(json.dumps, ISSUES)) + "\n\n{cut"},
    "discussions": {
        "g.json": "".join(json.dumps(answer(said(f"D{n}", n, "bob", liked=("eve",)))) + "\r\n" for n in range(9))
    },
    "json object": {
        "a.json": json.dumps({"n": 1, "p": [1], "q": {"r": [{}]}, "events": [*ROWS[:9], 7, {}, *ROWS[9:]]})
    },
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
        for function in (json_pieces, lists_of_objects, whole_records, utf8_blocks):
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


@pytest.mark.parametrize(
    "name", ["activitystreams2", "xapi", "json", "teams", "discourse", "rocketchat", "workplace", "json object"]
)
def test_a_long_document_that_is_cut_is_unreadable(name, tmp_path, long):
    ((file, content),) = FILES_OF[name].items()
    long()
    with pytest.raises(SourceUnreadable):
        load([put(tmp_path, {file: content[:-9]})], settings=Settings())


@pytest.mark.parametrize("content", ['{"a": [{"b": 1}], "c": [{"d": 2}]}', '{"a": [1], "b": {"c": [{"d": 2}]}}'])
def test_a_long_object_without_one_list_of_objects_says_what_a_short_one_says(write, long, content):
    path, told = write(content, "a.json"), []
    for prepare in (lambda: None, long):
        prepare()
        with pytest.raises(InputError) as error:
            load([path], settings=Settings())
        told.append(str(error.value))
    assert told[0] == told[1]


def test_a_long_list_without_any_object_is_unreadable(write, long):
    long()
    with pytest.raises(SourceUnreadable):
        load([write("[1, 2, []]", "a.json")], settings=Settings())


def test_a_stream_of_blocks_is_read_in_any_portions():
    with stream_of_blocks(iter([b"", b"abc", b"", b"defgh"])) as stream:
        assert [stream.read(2), stream.read(100), stream.read()] == [b"ab", b"cdefgh", b""]


def test_a_short_member_is_held_and_a_long_one_is_not():
    assert [Member("x", load=lambda: b"abcd").up_to(size) for size in (3, 4)] == [None, b"abcd"]
