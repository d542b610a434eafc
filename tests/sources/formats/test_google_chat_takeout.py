"""Google Chat from Takeout: topics and answers, private conversations, members of the spaces."""

from __future__ import annotations

import datetime as dt
import json

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources.formats.google_chat_takeout import GoogleChatTakeout
from tests.sources.formats.chat_exports import (
    events_of,
    folder_of,
    parts_of,
    read,
    recognised,
    refusals_of,
    zip_of,
)

CHAT = GoogleChatTakeout()
ANNE = {"name": "Anne", "email": "Anne@example.org", "user_type": "Human"}
BOB = {"name": "Bob", "email": "bob@example.org", "user_type": "Human"}
ROBOT = {"name": "Helper", "user_type": "Bot"}
SPACE = "Takeout/Google Chat/Groups/Space AAA"
DIRECT = "Takeout/Google Chat/Groups/DM BBB"


def message(number: str, topic: str = "T1", creator: dict = ANNE, **more) -> dict:
    return {
        "creator": creator,
        "created_date": "Monday, March 4, 2024 at 8:15:00\u202fPM UTC",
        "text": "secret words",
        "topic_id": topic,
        "message_id": f"AAA/{topic}/{number}",
        **more,
    }


def takeout(*said: object, folder: str = SPACE, members: tuple = (ANNE, BOB, ROBOT), **info: object) -> dict:
    return {
        f"{folder}/messages.json": {"messages": list(said)},
        f"{folder}/group_info.json": {"members": list(members), **info},
    }


def test_the_first_of_a_topic_is_a_post_and_the_others_answer_it(tmp_path):
    told = events_of(CHAT, folder_of(tmp_path, takeout(message("T1"), message("M2", creator=BOB), name="Quality")))
    assert told.select("event_id", "kind", "parent_id", "actor").rows() == [
        ("AAA/T1/M2", "comment", "AAA/T1/T1", "bob@example.org"),
        ("AAA/T1/T1", "post", None, "Anne@example.org"),
    ]
    assert told["thread_id"].unique().to_list() == ["AAA/T1/T1"]
    assert told["channel"].unique().to_list() == ["Quality"]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("Monday, March 4, 2024 at 8:15:00\u202fPM UTC", 20),
        ("Monday, March 4, 2024 at 12:15:00 AM UTC", 0),
        ("lundi 4 mars 2024 à 20:15:00 UTC", 20),
    ],
)
def test_times_in_english_and_french_are_read(tmp_path, written, hour):
    told = events_of(CHAT, folder_of(tmp_path, takeout(message("T1", created_date=written))))
    assert told["at"].to_list() == [dt.datetime(2024, 3, 4, hour, 15, tzinfo=dt.UTC)]


def test_reactions_have_the_time_of_their_message(tmp_path):
    given_ = [{"emoji": {"unicode": "+"}, "reactor_emails": ["bob@example.org", "bob@example.org"]}, {"emoji": {}}]
    told = events_of(CHAT, folder_of(tmp_path, takeout(message("T1", reactions=given_)))).filter(kind="reaction")
    assert told.select("event_id", "actor", "parent_id", "parent_actor", "inherited").rows() == [
        ("r:AAA/T1/T1:bob@example.org:+", "bob@example.org", "AAA/T1/T1", "Anne@example.org", True)
    ]
    assert told["at"][0] == dt.datetime(2024, 3, 4, 20, 15, tzinfo=dt.UTC)


def test_conversations_are_private_and_nobody_in_them_is_kept(tmp_path):
    files = takeout(message("T1")) | takeout(message("T9", "T9"), folder=DIRECT, members=(ANNE, BOB))
    told = events_of(CHAT, folder_of(tmp_path, files))
    assert told.select("aside", "actor").sort("aside", nulls_last=True).rows() == [
        ("private", None),
        (None, "Anne@example.org"),
    ]


def test_deleted_messages_and_programs_are_marked(tmp_path):
    said = [message("T1", message_state="DELETED"), message("T2", "T2", ROBOT)]
    told = events_of(CHAT, folder_of(tmp_path, takeout(*said)))
    assert told.select("aside", "is_bot", "actor").rows() == [
        ("deleted", None, "Anne@example.org"),
        (None, "true", "Helper"),
    ]


def test_members_are_listed_once_by_address(tmp_path):
    files = takeout(message("T1"), members=(ANNE, ROBOT, 3, {"name": 4}))
    files |= takeout(folder=DIRECT, members=(ANNE,))
    files["Takeout/Google Chat/Users/User 1/user_info.json"] = {"user": BOB, "membership_info": []}
    people = read(CHAT, folder_of(tmp_path, files))["people"].frame.collect()
    assert people.drop("blank").rows() == [
        ("Helper", "Helper", None, "true"),
        ("anne@example.org", "Anne", "Anne@example.org", "false"),
        ("bob@example.org", "Bob", "bob@example.org", "false"),
    ]


def test_it_is_recognised_by_its_folder_or_its_keys(tmp_path):
    whole = recognised(CHAT, zip_of(tmp_path / "a.zip", takeout(message("T1"))))
    assert whole is not None
    assert whole.why == "Google Chat, 1 × messages.json"
    assert recognised(CHAT, folder_of(tmp_path / "a", {"x.json": {"messages": [message("T1")]}})) is not None
    assert recognised(CHAT, folder_of(tmp_path / "b", {"messages.json": {"messages": [{"id": 1}]}})) is None


def test_a_space_without_name_or_info_is_called_as_its_folder(tmp_path):
    files = takeout(message("T1"))
    del files[f"{SPACE}/group_info.json"]
    found = read(CHAT, folder_of(tmp_path, files))
    assert set(found) == {"events"}
    assert events_of(CHAT, tmp_path)["channel"].to_list() == ["Space AAA"]


def test_a_damaged_space_is_refused_by_name_and_the_others_are_read(tmp_path):
    files = takeout(7, message("T1"), message("T2", "T2", created_date="soon"))
    files[f"{DIRECT}/messages.json"] = '{"messages": [{'
    path = folder_of(tmp_path, files)
    assert refusals_of(CHAT, path) == [
        (f"{DIRECT}/messages.json", 0, "unreadable_member"),
        (f"{SPACE}/messages.json", 1, "no_record"),
    ]
    part = parts_of(read(CHAT, path)["events"])[1]
    bad = part.frame.collect().with_row_index().filter(pl.col("at").is_null())["index"].to_list()
    assert part.lines is not None
    assert part.lines(bad) == [3]


def test_a_damaged_list_of_members_is_an_error(tmp_path):
    files = takeout(message("T1")) | {f"{SPACE}/group_info.json": "{"}
    with pytest.raises(SourceUnreadable, match="group_info"):
        read(CHAT, folder_of(tmp_path, files))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "email", "emoji", "reactor_emails", "messages", "members"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        _JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(message("T1", reactions=[], message_state=""), _JSON)),
        max_size=4,
    ),
    info=_JSON,
    cut=st.integers(0, 8),
    encoding=st.sampled_from(["utf-8", "utf-16", "latin-1"]),
)
def test_whatever_the_files_hold_there_is_a_clear_error_or_a_count(tmp_path, said, info, cut, encoding):
    content = json.dumps({"messages": said}, ensure_ascii=False).encode(encoding, errors="replace")
    files = {f"{SPACE}/messages.json": content[: len(content) - cut], f"{SPACE}/group_info.json": info}
    path = zip_of(tmp_path / "a.zip", files)
    try:
        parts = parts_of(read(CHAT, path)["events"])
    except InputError:
        return
    rows = sum(part.frame.collect().height for part in parts) + sum(part.refused.height for part in parts)
    assert rows >= (len(said) if not cut and encoding == "utf-8" else 0)
