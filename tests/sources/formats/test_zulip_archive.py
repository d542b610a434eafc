"""Public archives of Zulip: a file a topic, pages of its API."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.formats.zulip_archive import ZulipArchive
from tests.sources.formats.chat_exports import events_of, folder_of, parts_of, read, recognised, refusals_of

ARCHIVE = ZulipArchive()
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
INDEX = {"time": 1.0, "streams": {"quality": {"id": 20, "latest_id": 2, "topic_data": {}}}}


def message(number: int, sender: int, minutes: int, topic: str = "Line 3", **more) -> dict:
    who = {"sender_id": sender, "sender_full_name": f"Name {sender}", "sender_email": f"n{sender}@example.org"}
    where = {"display_recipient": "quality", "stream_id": 20, "subject": topic, "type": "stream", "recipient_id": 30}
    what = {"content": "<p>secret words</p>", "timestamp": int(NINE.timestamp()) + 60 * minutes, "reactions": []}
    return {"id": number, "sender_realm_str": "plant", **who, **where, **what, **more}


def archive(*messages: dict) -> dict:
    return {"stream_index.json": INDEX, "20-quality/Line.203.json": list(messages)}


def test_topics_are_threads_and_reactions_have_the_time_of_their_message(tmp_path):
    given_ = [{"user_id": 11, "emoji_name": "tada"}, {"user": {"id": 12}, "emoji_name": "tada"}]
    path = folder_of(tmp_path, archive(message(1, 10, 0, reactions=given_), message(2, 11, 5)))
    told = events_of(ARCHIVE, path)
    assert recognised(ARCHIVE, path).why == "stream_index.json, 1 topics"
    assert told.select("event_id", "actor", "kind", "parent_id", "thread_id", "channel", "inherited").rows() == [
        ("1", "10", "post", None, "1", "quality", False),
        ("2", "11", "comment", "1", "1", "quality", False),
        ("r:1:11:tada", "11", "reaction", "1", "1", "quality", True),
        ("r:1:12:tada", "12", "reaction", "1", "1", "quality", True),
    ]
    assert told["at"].to_list() == [NINE, NINE + dt.timedelta(minutes=5), NINE, NINE]
    assert "secret" not in str(told.rows())


def test_those_who_write_have_their_names_and_nobody_else_is_a_member(tmp_path):
    dummy = message(2, 11, 1, sender_email="user11@plant.example")
    path = folder_of(tmp_path, archive(message(1, 10, 0), dummy, message(3, 12, 2, sender_email="news-bot@z.example")))
    people = load([path], settings=Settings()).people.sort("id")
    assert people.select("id", "display_name", "email", "is_bot", "listed").rows() == [
        ("10", "Name 10", "n10@example.org", False, False),
        ("11", "Name 11", None, False, False),
        ("12", "Name 12", "news-bot@z.example", True, False),
    ]


def test_conversations_and_messages_of_zulip_itself_are_left_aside(tmp_path):
    talk = message(3, 11, 2, type="private", stream_id=None, display_recipient=[{"id": 10}, {"id": 11}])
    own = message(1, 1, 0, sender_realm_str="zulipinternal")
    told = events_of(ARCHIVE, folder_of(tmp_path, archive(own, message(2, 10, 1), talk)))
    assert told.select("event_id", "aside", "actor", "display_name").rows() == [
        ("1", "system", "1", "Name 1"),
        ("2", None, "10", "Name 10"),
        ("3", "private", None, None),
    ]
    assert told["kind"][1] == "post"


def test_pages_of_the_api_that_overlap_count_once(tmp_path):
    pages = [[message(1, 10, 0), message(2, 11, 1)], [message(2, 11, 1), message(3, 10, 2)]]
    files = {f"page{n}.json": {"messages": page, "found_newest": True} for n, page in enumerate(pages)}
    told = load([folder_of(tmp_path, files)], settings=Settings())
    assert (told.events.height, told.sources[0].duplicates) == (3, 1)
    assert told.sources[0].evidence == "sender_id, display_recipient, subject (2 files)"


def test_files_that_cannot_be_read_are_counted(tmp_path):
    files = archive(message(1, 10, 0)) | {"20-quality/cut.json": '[{"id": 3,', "20-quality/odd.json": [5]}
    assert refusals_of(ARCHIVE, folder_of(tmp_path, files)) == [
        ("20-quality/cut.json", 0, "unreadable_member"), ("20-quality/odd.json", 1, "no_record")
    ]  # fmt: skip


def test_another_source_is_not_recognised_and_says_so_when_forced(tmp_path):
    path = folder_of(tmp_path, {"a.json": [{"id": 1}]})
    assert recognised(ARCHIVE, path) is None
    with pytest.raises(SourceUnreadable, match="no messages of Zulip"):
        read(ARCHIVE, path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "user", "user_id"]), inner),
    max_leaves=6,
)
_MESSAGES = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(message(1, 1, 1), _JSON)) | _JSON, max_size=4)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=_MESSAGES, cut=st.integers(0, 60), encoding=st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_whatever_the_files_hold_there_is_a_clear_error_or_a_count(tmp_path, said, cut, encoding):
    raw = json.dumps(said, ensure_ascii=False).encode(encoding, errors="replace")
    files = archive() | {"20-quality/Line.203.json": raw[: len(raw) - cut] if cut < 20 else raw}
    try:
        parts = parts_of(read(ARCHIVE, folder_of(tmp_path, files))["events"])
    except InputError:
        return
    rows = sum(part.frame.collect().height for part in parts)
    whole = len(said) if cut >= 20 and encoding == "utf-8" else 0
    assert rows + sum(part.refused.height for part in parts) >= whole
